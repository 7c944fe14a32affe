/// What an application would be with Ghostlane, and with others: `bench/peers`. The programs are in `bench/programs`.
package dev.ghostlane.bench.peers;
