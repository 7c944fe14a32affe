package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.internal.ScalarMath;

/// Element-wise functions, on their own or as the last step (epilogue) of another kernel.
public enum Activation {

    /// `x`.
    NONE {
        @Override
        public float apply(float x) { return x; }
    },

    /// `Math.max(x, 0)`: −0 becomes 0, NaN stays NaN.
    RELU {
        @Override
        public float apply(float x) { return Math.max(x, 0); }
    },

    /// `1 / (1 + e^-x)`, see [Exponential#sigmoid(float)].
    SIGMOID {
        @Override
        public float apply(float x) { return ScalarMath.sigmoid(x); }
    },

    /// `relu6(x + 3) / 6`, PyTorch's hard sigmoid as squeeze-and-excitation uses it; NaN stays NaN.
    HARD_SIGMOID {
        @Override
        public float apply(float x) { return ScalarMath.hardSigmoid(x); }
    };

    /// {@return the function's value: the arithmetic that every kernel reproduces to the bit}
    ///
    /// @param x the argument
    public abstract float apply(float x);

    /// Replaces `count` values from `from` on by the function's.
    ///
    /// @param values the array whose elements are replaced
    /// @param from index of the first one
    /// @param count how many, from 0 on
    public void apply(float[] values, int from, int count) {
        if (this == RELU) {
            for (int i = from; i < from + count; i++) {
                values[i] = Math.max(values[i], 0);
            }
        } else if (this != NONE) {
            for (int i = 0; i < count; i++) {
                values[from + i] = apply(values[from + i]);
            }
        }
    }

    /// {@return whether all the function does is to raise values to [#floor]} Microkernels do that as they store their
    /// sums; other functions are a pass of their own.
    public boolean isFloor() { return this == NONE || this == RELU; }

    /// {@return the smallest value of a ReLU, 0; otherwise −∞, which changes nothing}
    public float floor() { return this == RELU ? 0 : Float.NEGATIVE_INFINITY; }
}
