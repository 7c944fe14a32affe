/// Downloads checkpoints from a hub into a cache, resumes what was interrupted, checks digests.
///
/// [dev.ghostlane.ghostnetv2.hub.Hub] is where to begin. The only package of the library that opens connections, and
/// only when it is called.
///
/// Stable.
package dev.ghostlane.ghostnetv2.hub;
