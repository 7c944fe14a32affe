/// Coverage-guided fuzzing of parsers with Jazzer: see the section Fuzzing of `docs/contributing.md`.
package dev.ghostlane.testdata.fuzz;
