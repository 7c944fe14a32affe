/// What is made of the description of all commands: manual pages, and a completion for a shell that picocli does not
/// know. Internal to the command.
package dev.ghostlane.cli.manual;
