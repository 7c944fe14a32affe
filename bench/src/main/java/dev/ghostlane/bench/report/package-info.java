/// What reports of several subcommands share.
package dev.ghostlane.bench.report;
