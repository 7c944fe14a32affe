/// Writes networks as ONNX files, for other runtimes.
///
/// Stable: the numbers that a file gives are the network's. Names and kinds of its nodes may change.
package dev.ghostlane.ghostnetv2.onnx;
