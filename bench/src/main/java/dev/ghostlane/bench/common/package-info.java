/// What the subcommands share: their base, JVMs of their own, JSON, random numbers, comparing bits.
package dev.ghostlane.bench.common;
