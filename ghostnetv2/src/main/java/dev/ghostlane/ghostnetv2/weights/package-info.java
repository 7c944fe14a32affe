/// From the tensors of a checkpoint to the weights of a network, and back: names, training branches, metadata.
package dev.ghostlane.ghostnetv2.weights;
