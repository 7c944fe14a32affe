/// What a compiled network consists of: steps, each a call of one kernel. The only room that calls kernels.
///
/// Not exported. It knows the kernels and nothing else of the engine.
package dev.ghostlane.engine.steps;
