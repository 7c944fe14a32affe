/// Coverage-guided fuzzing of parsers with Jazzer: see the section Fuzzing of the repository's `CONTRIBUTING.md`.
package dev.ghostlane.testdata.fuzz;
