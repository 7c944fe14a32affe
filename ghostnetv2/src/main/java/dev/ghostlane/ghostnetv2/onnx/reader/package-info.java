/// Reads ONNX files: protobuf's wire format, the graph in a normal form, and which weights of the GhostNet family its
/// tensors are. Knows the family's networks, and neither checkpoints nor where files are.
package dev.ghostlane.ghostnetv2.onnx.reader;
