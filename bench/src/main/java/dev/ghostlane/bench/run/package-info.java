/// `bench/run`: JMH's benchmarks, with tables and JSON that set their times against the FMA peak.
package dev.ghostlane.bench.run;
