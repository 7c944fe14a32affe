/// The endurance test behind `ghostlane soak`: mixed work on many threads whose bits are compared. Internal to the
/// command.
package dev.ghostlane.cli.soak;
