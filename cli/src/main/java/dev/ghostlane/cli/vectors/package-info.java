/// Test cases of an operation as files, as `ghostlane vectors` writes and `ghostlane check` reads them. The format has a
/// version and is described in the page of the test kit. Internal to the command.
package dev.ghostlane.cli.vectors;
