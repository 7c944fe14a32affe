/// Test cases of an operation as files: `ghostlane vectors` writes and `ghostlane check` reads them. The format has a
/// version; `testdata/README.md` describes it. Internal to the command.
package dev.ghostlane.cli.vectors;
