/// The command `ghostlane`: argument parsing, progress and printing. Whatever computes is in the library.
package dev.ghostlane.cli;
