/// The program that measures Ghostlane; a package for each of its subcommands, and `common` for what these share.
package dev.ghostlane.bench;
