/// GhostNetV2 as users hold it: a model from a checkpoint, classifiers, feature extractors.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="classify"}
///
/// [dev.ghostlane.ghostnetv2.GhostNetV2] is where to begin. Models are immutable and shared; a
/// [dev.ghostlane.ghostnetv2.Classifier] or [dev.ghostlane.ghostnetv2.FeatureExtractor] serves one thread at a time.
/// What kind of network a model is, its [dev.ghostlane.ghostnetv2.network.Configuration] says.
///
/// Stable: this is the library's API. The notes of a version say what changes in it.
package dev.ghostlane.ghostnetv2;
