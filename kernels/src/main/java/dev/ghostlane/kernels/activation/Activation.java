package dev.ghostlane.kernels.activation;

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
        public float apply(float x) { return Exponential.sigmoid(x); }
    },

    /// `relu6(x + 3) / 6`, PyTorch's hard sigmoid as squeeze-and-excitation uses it; NaN stays NaN.
    HARD_SIGMOID {
        @Override
        public float apply(float x) {
            return Math.min(Math.max(x + 3, 0), 6) / 6;
        }
    };

    /// The function's value: the arithmetic that every kernel reproduces to the bit.
    public abstract float apply(float x);
}
