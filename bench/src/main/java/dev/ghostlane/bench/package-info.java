/// The program that measures Ghostlane, a package for each of its subcommands, and what these share.
package dev.ghostlane.bench;
