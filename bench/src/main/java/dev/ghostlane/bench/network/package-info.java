/// The whole network.
package dev.ghostlane.bench.network;
