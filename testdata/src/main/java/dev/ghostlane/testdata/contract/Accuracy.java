package dev.ghostlane.testdata.contract;

/// What the derived bounds take for granted of an implementation's arithmetic.
///
/// @param anyOrder whether products may be rounded before they are added and addends may be added in any order; a sum
///     of `n` products then goes through up to `n + 1` roundings instead of `n`. An algorithm that computes other
///     products, as Winograd's does, is not covered
/// @param sigmoidUlps largest error of the sigmoid for a float argument, in units of the last place
/// @param exponentialUlps the same of the exponential inside a softmax
public record Accuracy(boolean anyOrder, double sigmoidUlps, double exponentialUlps) {

    /// The arithmetic that Ghostlane's contracts state.
    public static final Accuracy CONTRACT = new Accuracy(false, 2.5, 1.6);

    /// Any order of additions, functions as good as Ghostlane's.
    public static final Accuracy ANY_ORDER = new Accuracy(true, 2.5, 1.6);

    /// {@return the same accuracy with another largest error of the sigmoid}
    ///
    /// @param ulps largest error in units in the last place
    public Accuracy withSigmoidUlps(double ulps) { return new Accuracy(anyOrder, ulps, exponentialUlps); }

    /// {@return the same accuracy with another largest error of the exponential}
    ///
    /// @param ulps largest error in units in the last place
    public Accuracy withExponentialUlps(double ulps) { return new Accuracy(anyOrder, sigmoidUlps, ulps); }

    /// {@return the number of roundings that an addend of a sum of products goes through, where the contract has one
    /// for each product}
    ///
    /// @param products how many products are summed up
    public int ofProducts(int products) { return anyOrder ? products + 1 : products; }

    /// {@return the number of roundings that an addend of a sum goes through}
    ///
    /// @param stated by the contract
    /// @param anyway the most in any order
    public int ofSum(int stated, int anyway) { return anyOrder ? Math.max(stated, anyway) : stated; }
}
