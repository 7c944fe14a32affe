/// Runs networks of convolutions, pooling, resizing and gating on the kernels of Ghostlane.
///
/// A [dev.ghostlane.engine.Network] describes the operations; compiling it folds, fuses and packs; a plan for
/// an input shape lays out the memory; a session runs.
module dev.ghostlane.engine {
    requires transitive dev.ghostlane.kernels;
    requires jdk.jfr;

    exports dev.ghostlane.engine;
}
