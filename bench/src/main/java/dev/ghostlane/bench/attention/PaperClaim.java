package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.List;
import java.util.Map;

/// A claim of the paper, in parts that figures can decide.
///
/// @param reason where the rules of its parts come from
record PaperClaim(int number, String text, String reason, List<Check> checks) {

    PaperClaim {
        checks = List.copyOf(checks);
    }

    /// Holds if all parts that were measured do, partly if some do.
    Verdict verdict() {
        long known = checks.stream().filter(check -> check.outcome() != Verdict.UNKNOWN).count();
        long holding = checks.stream().filter(check -> check.outcome() == Verdict.HOLDS).count();
        if (known == 0) {
            return Verdict.UNKNOWN;
        }
        return holding == known ? Verdict.HOLDS : holding == 0 ? Verdict.FAILS : Verdict.PARTLY;
    }

    Map<String, Object> toMap() {
        return Json.map("claim", number, "text", text, "reason", reason, "verdict", verdict().toString(), "checks",
                checks.stream().map(Check::toMap).toList());
    }
}
