/// `bench/compare`: Ghostlane against ONNX Runtime or XNNPACK, or one build of Ghostlane against another one, on the
/// same weights and inputs. Do they agree, and which one is faster?
package dev.ghostlane.bench.compare;
