package dev.ghostlane.bench.attention;

/// What the figures say of a claim, or of a part of one.
enum Verdict {
    HOLDS("holds", "✔"), PARTLY("holds partly", "◐"), FAILS("does not hold here", "✘"), UNKNOWN("not measured", "–");

    final String text;
    final String sign;

    Verdict(String text, String sign) {
        this.text = text;
        this.sign = sign;
    }

    static Verdict of(boolean holds) { return holds ? HOLDS : FAILS; }

    @Override
    public String toString() { return text; }
}
