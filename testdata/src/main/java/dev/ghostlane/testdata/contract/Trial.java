package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// An implementation put through all promises on some cases, without JUnit or jqwik: for programs that report.
///
/// @param <C> the operation's cases
public final class Trial<C extends KernelCase> {

    /// What was found.
    ///
    /// @param implementation its name
    /// @param cases how many were run
    /// @param good on how many all promises were kept
    /// @param sameBits how many had the bits of the scalar reference
    /// @param largestShare largest share of an error bound that was used; above 1 it was exceeded, ∞ for NaN
    /// @param failures what failed, each with all that is needed to repeat it
    public record Report(String implementation, int cases, int good, int sameBits, double largestShare,
            List<String> failures) {}

    private final Promises<C> promises;
    private final Accuracy accuracy;
    private final Implementation<? super C> implementation;

    /// A trial of an implementation.
    ///
    /// @param implementation what is tried
    /// @param agreement when a result counts as right
    public Trial(Implementation<? super C> implementation, Agreement agreement) {
        this.implementation = implementation;
        this.promises = new Promises<>(implementation, agreement);
        this.accuracy = agreement.accuracy();
    }

    /// Runs the cases. Failures end a case, not the trial.
    ///
    /// @param cases what is run
    /// @return what was found
    public Report run(List<C> cases) {
        int good = 0;
        int sameBits = 0;
        double largestShare = 0;
        List<String> failures = new ArrayList<>();
        for (C testCase : cases) {
            try {
                Judgement bits = Judgement.ofBits(CaseRun.result(testCase, Kernels.scalar()), result(testCase));
                sameBits += bits.isGood() ? 1 : 0;
                largestShare = Math.max(largestShare, share(testCase));
                good += keeps(testCase, failures) ? 1 : 0;
            } catch (RuntimeException e) {
                failures.add(CaseRun.describe(testCase, implementation.name()).get() + " ended with " + e);
            }
        }
        return new Report(implementation.name(), cases.size(), good, sameBits, largestShare, List.copyOf(failures));
    }

    private boolean keeps(C testCase, List<String> failures) {
        boolean good = keeps(testCase, Promises::agreesWithTheReference, failures)
                && keeps(testCase, Promises::partsMayBeComputedApartAndInAnyOrder, failures)
                && keeps(testCase, Promises::writesOnlyThePartsItIsAskedFor, failures)
                && keeps(testCase, Promises::imageOfABatchIsComputedAsItIsAlone, failures)
                && keeps(testCase, Promises::mapsMayBeNeighboursInOneArray, failures);
        // A case returns cases of its own kind.
        @SuppressWarnings("unchecked")
        C inPlace = (C) testCase.inPlace().orElse(null);
        return good && (inPlace == null || keeps(inPlace, Promises::outputMayBeTheFirstInput, failures));
    }

    private boolean keeps(C testCase, BiConsumer<Promises<C>, C> promise, List<String> failures) {
        try {
            promise.accept(promises, testCase);
            return true;
        } catch (AssertionError e) {
            failures.add(e.getMessage());
            return false;
        }
    }

    private double share(C testCase) {
        if (!Set.copyOf(Agreement.BOUND.contents()).contains(testCase.setting().content())) {
            return 0;
        }
        Claim claim = testCase.claim(testCase.contents(), accuracy);
        Judgement judgement = Judgement.ofBounds(claim.exact(), claim.bound(), result(testCase));
        return judgement.worst() == null ? 0 : judgement.worst().share();
    }

    private float[] result(C testCase) { return CaseRun.guarded(testCase, implementation); }
}
