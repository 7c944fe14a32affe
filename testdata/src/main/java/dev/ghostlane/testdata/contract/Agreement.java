package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.ErrorBound;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/// When a result counts as right: the bits of the scalar reference, or anything within the error bound that follows
/// from the operation's roundings.
///
/// @param exact whether bits are compared
/// @param accuracy what the bound takes for granted; not used when bits are compared
public record Agreement(boolean exact, Accuracy accuracy) {

    /// The bits of the scalar reference, except for the payloads of NaN.
    public static final Agreement BITS = new Agreement(true, Accuracy.CONTRACT);

    /// Within the bound, added up in any order, functions as good as Ghostlane's.
    public static final Agreement BOUND = within(Accuracy.ANY_ORDER);

    /// {@return agreement within the bound that follows from a stated accuracy}
    ///
    /// @param accuracy what the kernel's arithmetic promises
    public static Agreement within(Accuracy accuracy) { return new Agreement(false, accuracy); }

    /// {@return the kinds of contents that can be judged} Where sums overflow, the bound of an error says nothing.
    public Set<Content> contents() {
        Set<Content> all = EnumSet.allOf(Content.class);
        if (!exact) {
            all.remove(Content.OVERFLOWING);
        }
        return all;
    }

    /// What a case's result must be.
    Expectation of(KernelCase testCase) {
        return exact
                ? new Expectation(CaseRun.result(testCase, Kernels.scalar()), null)
                : new Expectation(null, testCase.claim(testCase.contents(), accuracy));
    }

    /// What a result must be.
    ///
    /// @param bits elements of the reference; null if a bound decides
    /// @param claim exact values and bounds; null if bits decide
    record Expectation(float[] bits, Claim claim) {

        void check(Supplier<String> what, KernelCase testCase, float[] actual) {
            if (claim == null) {
                Bits.assertSame(what, testCase.output(), bits, actual);
            } else {
                ErrorBound.assertWithin(what, testCase.output(), claim.exact(), claim.bound(), actual);
            }
        }

        /// The expectation for one image of the batch.
        Expectation ofImage(int image, int elements) {
            int begin = image * elements;
            int end = begin + elements;
            return claim == null
                    ? new Expectation(Arrays.copyOfRange(bits, begin, end), null)
                    : new Expectation(null, new Claim(Arrays.copyOfRange(claim.exact(), begin, end),
                            Arrays.copyOfRange(claim.bound(), begin, end)));
        }
    }
}
