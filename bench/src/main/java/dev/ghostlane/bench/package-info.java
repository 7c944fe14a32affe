/// JMH benchmarks of Ghostlane: a command that runs them and reports against the machine's own FMA peak.
package dev.ghostlane.bench;
