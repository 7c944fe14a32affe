package dev.ghostlane.testdata.contract;

import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// The contract of an operation whose output may be its first input.
///
/// @param <C> the operation's cases
public abstract class InPlaceContract<C extends KernelCase> extends KernelContract<C> {

    /// @param drawn how a case is drawn
    protected InPlaceContract(Function<Draw, C> drawn) { super(drawn); }

    @Property
    void outputMayBeTheFirstInput(@ForAll("cases") C testCase) {
        // A case returns cases of its own kind.
        @SuppressWarnings("unchecked")
        C inPlace = (C) testCase.inPlace().orElseThrow();
        check(inPlace, Promises::outputMayBeTheFirstInput);
    }
}
