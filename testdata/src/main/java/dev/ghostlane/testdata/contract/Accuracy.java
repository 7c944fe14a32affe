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

    /// The same with another largest error of the sigmoid.
    public Accuracy withSigmoidUlps(double ulps) { return new Accuracy(anyOrder, ulps, exponentialUlps); }

    /// The same with another largest error of the exponential.
    public Accuracy withExponentialUlps(double ulps) { return new Accuracy(anyOrder, sigmoidUlps, ulps); }

    /// Roundings that an addend of a sum of products goes through, where the contract has one for each product.
    public int ofProducts(int products) { return anyOrder ? products + 1 : products; }

    /// Roundings that an addend of a sum goes through.
    ///
    /// @param stated by the contract
    /// @param anyway the most in any order
    public int ofSum(int stated, int anyway) { return anyOrder ? Math.max(stated, anyway) : stated; }
}
