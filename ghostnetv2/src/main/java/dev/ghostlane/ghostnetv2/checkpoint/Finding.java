package dev.ghostlane.ghostnetv2.checkpoint;

/// Something that was found out about a checkpoint, and from what, for people.
///
/// @param subject one of the constants, or another word
/// @param text what was found and why
public record Finding(String subject, String text) {

    /// The format of the file.
    public static final String FORMAT = "format";

    /// Which of several sets of weights was taken.
    public static final String WEIGHTS = "weights";

    /// How names were changed.
    public static final String NAMES = "names";

    /// What was left out.
    public static final String IGNORED = "ignored";

    /// The names of classes and functions in a pickle that mean nothing here, all of them.
    public static final String GLOBALS = "not looked up";
}
