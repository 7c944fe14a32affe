/// Options and arguments that several commands share, each declared once, and what they stand for: a model, images,
/// a number of threads, a file to write. Internal to the command.
package dev.ghostlane.cli.options;
