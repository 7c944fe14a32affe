/// Photos a second on Apache Spark against the command on one thread.
package dev.ghostlane.bench.spark;
