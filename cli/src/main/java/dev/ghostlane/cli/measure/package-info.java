/// Measuring, and what a measurement depends on: the warm-up, times of runs, the machine, what a process holds. The
/// module `bench` uses it too; nothing else may rely on it.
package dev.ghostlane.cli.measure;
