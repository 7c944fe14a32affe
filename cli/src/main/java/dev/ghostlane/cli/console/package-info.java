/// What the command says and how: messages about bad input, text for terminals, JSON for programs, progress.
/// Internal to the command; nothing outside this module may rely on it.
package dev.ghostlane.cli.console;
