package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.Map;

/// One part of a claim, and what the figures say of it.
///
/// @param statement what is claimed
/// @param rule when it counts as true
/// @param found the figures
/// @param outcome whether they fulfil the rule
record Check(String statement, String rule, String found, Verdict outcome) {

    static Check unknown(String statement, String rule) {
        return new Check(statement, rule, "not measured", Verdict.UNKNOWN);
    }

    Map<String, Object> toMap() {
        return Json.map("statement", statement, "rule", rule, "found", found, "outcome", outcome.toString());
    }
}
