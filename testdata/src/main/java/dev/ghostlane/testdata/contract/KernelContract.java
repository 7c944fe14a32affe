package dev.ghostlane.testdata.contract;

import dev.ghostlane.testdata.Content;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// What every operation promises, whatever it computes, as jqwik properties. A test class that extends
/// it says how cases are made, as those in [dev.ghostlane.testdata.operations] say it, and what is tested.
///
/// @param <C> the operation's cases
@Tag("kernels")
public abstract class KernelContract<C extends KernelCase> {

    private final Function<Draw, C> drawn;
    private final List<C> networkCases;

    /// A test of an operation.
    ///
    /// @param drawn how a case of any shape, placement and content is drawn
    /// @param networkCases cases of the network's own shapes
    protected KernelContract(Function<Draw, C> drawn, List<C> networkCases) {
        this.drawn = drawn;
        this.networkCases = networkCases;
    }

    /// {@return what is tested}
    protected abstract List<Implementation<C>> implementations();

    /// {@return when a result counts as right}
    protected Agreement agreement() { return Agreement.BITS; }

    /// {@return the kinds of contents that the implementations take; of the others normal values are made} To leave
    /// one out is a statement about the kernels, such as that they flush subnormal numbers to zero.
    protected Set<Content> contents() { return agreement().contents(); }

    /// {@return the cases of every shape, placement and content; overridden, again with `@Provide`, for kernels that
    /// take fewer}
    @Provide
    protected Arbitrary<C> cases() { return Draws.arbitrary(drawn); }

    @Property
    void agreesWithTheReference(@ForAll("cases") C testCase) {
        check(testCase, Promises::agreesWithTheReference);
    }

    @Property
    void partsMayBeComputedApartAndInAnyOrder(@ForAll("cases") C testCase) {
        check(testCase, Promises::partsMayBeComputedApartAndInAnyOrder);
    }

    @Property
    void writesOnlyThePartsItIsAskedFor(@ForAll("cases") C testCase) {
        check(testCase, Promises::writesOnlyThePartsItIsAskedFor);
    }

    @Property
    void imageOfABatchIsComputedAsItIsAlone(@ForAll("cases") C testCase) {
        check(testCase, Promises::imageOfABatchIsComputedAsItIsAlone);
    }

    @Property
    void mapsMayBeNeighboursInOneArray(@ForAll("cases") C testCase) {
        check(testCase, Promises::mapsMayBeNeighboursInOneArray);
    }

    /// Where the operation's contract allows it.
    @Property
    void outputMayBeTheFirstInput(@ForAll("cases") C testCase) {
        // A case returns cases of its own kind.
        @SuppressWarnings("unchecked")
        C inPlace = (C) testCase.inPlace().orElse(null);
        if (inPlace != null) {
            check(inPlace, Promises::outputMayBeTheFirstInput);
        }
    }

    @Property
    void scalarReferenceHasTheOrderOfOperationsOfTheContract(@ForAll("cases") C testCase) {
        Promises.referenceHasTheOrderOfOperationsOfTheContract(testCase);
    }

    @Property
    void scalarReferenceIsWithinTheDerivedBoundOfDoublePrecision(@ForAll("cases") C testCase) {
        Promises.referenceIsWithinTheDerivedBoundOfDoublePrecision(testCase.within(Agreement.BOUND.contents()));
    }

    @Example
    void networkShapesAgreeWithTheReferenceWithinTheBound() {
        for (C testCase : networkCases) {
            Promises.referenceIsWithinTheDerivedBoundOfDoublePrecision(testCase);
            check(testCase, Promises::agreesWithTheReference);
        }
    }

    @Example
    void networkShapesMayBeCutNearTheirEdges() {
        networkCases.forEach(testCase -> check(testCase, Promises::mayBeCutNearItsEdges));
    }

    /// Checks a promise for each implementation.
    private void check(C testCase, BiConsumer<Promises<C>, C> promise) {
        // A case returns cases of its own kind.
        @SuppressWarnings("unchecked")
        C suitable = (C) testCase.within(contents());
        for (Implementation<C> implementation : implementations()) {
            promise.accept(new Promises<>(implementation, agreement()), suitable);
        }
    }
}
