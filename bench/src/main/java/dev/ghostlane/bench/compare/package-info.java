/// Ghostlane and ONNX Runtime on the same weights and inputs: do they agree, and which one is faster.
package dev.ghostlane.bench.compare;
