/// What the machine can do, measured in the process of the benchmark it is compared with.
package dev.ghostlane.bench.peak;
