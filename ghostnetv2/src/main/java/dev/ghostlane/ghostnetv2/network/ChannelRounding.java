package dev.ghostlane.ghostnetv2.network;

/// How a channel count that a width makes uneven becomes a multiple of 4. Many widths give the same counts by both.
public enum ChannelRounding {

    /// The authors' `_make_divisible`: to the nearest multiple of 4, at least 4, and one more if that lost over 10 %.
    NEAREST {
        @Override
        public int apply(double count) {
            int rounded = Math.max(4, (int) (count + 2) / 4 * 4);
            return rounded < 0.9 * count ? rounded + 4 : rounded;
        }
    },

    /// MindSpore's `_make_divisible`: up to a multiple of 4.
    UP {
        @Override
        public int apply(double count) { return Math.max(4, (int) Math.ceil(count / 4) * 4); }
    };

    /// {@return the multiple of 4 that a count becomes}
    ///
    /// @param count channels before rounding
    public abstract int apply(double count);
}
