/// One photo classified by a process of its own, by Ghostlane and by ONNX Runtime: `bench/classify`.
package dev.ghostlane.bench.classify;
