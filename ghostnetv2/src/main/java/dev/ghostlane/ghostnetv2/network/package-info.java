/// The networks of the GhostNet family: what tells one from another, and their layers.
///
/// [dev.ghostlane.ghostnetv2.network.Configuration] describes a network and gives its parameters and operations.
/// [dev.ghostlane.ghostnetv2.network.LayerBuilder] and [dev.ghostlane.ghostnetv2.network.Blocks] build networks that
/// are put together from the same layers. Knows the engine, and neither files nor images.
///
/// Stable: `Configuration`, `Variant`, `Attention`, `ChannelRounding`. The rest follows the needs of Ghostlane's own
/// networks and studies.
package dev.ghostlane.ghostnetv2.network;
