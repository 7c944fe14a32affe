package dev.ghostlane.testdata.contract;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// The contract of an operation whose output may be its first input.
///
/// @param <C> the operation's cases
public abstract class InPlaceContract<C extends KernelCase> extends KernelContract<C> {

    /// For the contracts of operations.
    protected InPlaceContract() {}

    /// The case, with the parameters that a run in place must have.
    protected C inPlace(C testCase) { return testCase; }

    @Property
    void outputMayBeTheFirstInput(@ForAll("cases") C testCase) {
        check(inPlace(testCase), Promises::outputMayBeTheFirstInput);
    }
}
