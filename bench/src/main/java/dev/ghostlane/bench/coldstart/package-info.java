/// How long a fresh JVM takes for its first answers: `bench/coldstart`.
package dev.ghostlane.bench.coldstart;
