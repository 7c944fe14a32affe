/// GhostNetV2 for users: checkpoints, labels, the classifier and the feature extractor.
///
/// On the module path nothing else is needed; on the class path the application adds
/// `--add-modules jdk.incubator.vector`, without which the scalar kernels run.
// The digit is part of the network's name, not a version, of which javac's lint warns here.
@SuppressWarnings("module")
module dev.ghostlane.ghostnetv2 {
    requires transitive dev.ghostlane.engine;
    requires transitive dev.ghostlane.images;
    requires java.net.http;
    requires jdk.jfr;

    exports dev.ghostlane.ghostnetv2;
    exports dev.ghostlane.ghostnetv2.checkpoint;
    exports dev.ghostlane.ghostnetv2.files;
    exports dev.ghostlane.ghostnetv2.hub;
    exports dev.ghostlane.ghostnetv2.network;
    exports dev.ghostlane.ghostnetv2.onnx;
}
