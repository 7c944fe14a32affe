/// Reads the weights of PyTorch and MindSpore checkpoints and of safetensors files, and writes the last.
///
/// [dev.ghostlane.ghostnetv2.checkpoint.Checkpoints] reads any of them into a
/// [dev.ghostlane.ghostnetv2.checkpoint.StateDict]. Readers are strict, bounded in memory and run no code of a file;
/// what they refuse is a [dev.ghostlane.ghostnetv2.checkpoint.CheckpointException].
///
/// Stable.
package dev.ghostlane.ghostnetv2.checkpoint;
