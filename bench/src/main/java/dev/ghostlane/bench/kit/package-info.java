/// ONNX Runtime's operators in the kernel test kit.
package dev.ghostlane.bench.kit;
