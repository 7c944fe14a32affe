package dev.ghostlane.bench.attention;

import dev.ghostlane.engine.Profile;
import java.util.Set;

/// Tells steps that compute from those that only move data to other places: what a framework calls reshape, transpose,
/// permute, unfold, roll or concatenate.
final class Rearrangement {
    private static final Set<String> KINDS = Set.of("concatenate");

    private Rearrangement() {}

    /// Whether steps of a kind only move data.
    static boolean is(String kind) { return KINDS.contains(kind); }

    /// The part of a profile's time that such steps took, from 0 to 1.
    static double share(Profile profile) {
        long moved = profile.entries().stream().filter(step -> is(step.kind())).mapToLong(Profile.Entry::nanos).sum();
        return profile.nanos() == 0 ? 0 : (double) moved / profile.nanos();
    }
}
