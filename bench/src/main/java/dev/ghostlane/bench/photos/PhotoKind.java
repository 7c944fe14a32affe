package dev.ghostlane.bench.photos;

import java.util.Locale;

/// How a photo is stored.
public enum PhotoKind {
    /// A JPEG in one scan.
    BASELINE,
    /// A JPEG in several scans.
    PROGRESSIVE,
    /// A PNG.
    PNG;

    /// Ending of such a file's name.
    String ending() { return this == PNG ? "png" : "jpg"; }

    /// Finds the one of a name, in any case.
    ///
    /// @throws IllegalArgumentException if there is none
    static PhotoKind parse(String text) {
        for (PhotoKind kind : values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected baseline, progressive or png, found '" + text + "'");
    }

    @Override
    public String toString() { return this == PNG ? name() : name().toLowerCase(Locale.ROOT); }
}
