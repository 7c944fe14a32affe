/// Convolution, pooling, resizing and gating kernels over `float[]` in NHWC.
///
/// Every operation family is a package with its contract, its scalar reference, its SIMD kernel and, where
/// it has weights, their packing. The results of the scalar and the SIMD kernels are the same to the bit.
///
/// On the module path the Vector API is resolved by this module; on the class path the application needs
/// `--add-modules jdk.incubator.vector`, without which the scalar kernels run.
module dev.ghostlane.kernels {
    requires jdk.incubator.vector;

    exports dev.ghostlane.kernels.activation;
    exports dev.ghostlane.kernels.attention;
    exports dev.ghostlane.kernels.dense;
    exports dev.ghostlane.kernels.depthwise;
    exports dev.ghostlane.kernels.fullyconnected;
    exports dev.ghostlane.kernels.gate;
    exports dev.ghostlane.kernels.jpeg;
    exports dev.ghostlane.kernels.matrix;
    exports dev.ghostlane.kernels.mixing;
    exports dev.ghostlane.kernels.normalization;
    exports dev.ghostlane.kernels.png;
    exports dev.ghostlane.kernels.pointwise;
    exports dev.ghostlane.kernels.pool;
    exports dev.ghostlane.kernels.rearrange;
    exports dev.ghostlane.kernels.resample;
    exports dev.ghostlane.kernels.residual;
    exports dev.ghostlane.kernels.softmax;
    exports dev.ghostlane.kernels.strip;
    exports dev.ghostlane.kernels.tensor;
    exports dev.ghostlane.kernels.upsample;
    exports dev.ghostlane.kernels;
}
