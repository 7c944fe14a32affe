/// Networks on feature maps: description, compiling, planning, running.
///
/// A [dev.ghostlane.engine.Network] lists operations. Compiled, it is folded, fused and packed; a plan for an input
/// shape lays out the memory; a session runs, on one thread or a team. Everything but sessions and teams is immutable
/// and may be shared between threads.
///
/// {@snippet file="dev/ghostlane/engine/SamplesTest.java" region="network"}
///
/// For users of the library. Types and methods may change between minor versions until 1.0; results stay the same bits.
package dev.ghostlane.engine;
