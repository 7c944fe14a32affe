/// From a photo's file to logits, part by part, beside what others take: `bench/photos`.
package dev.ghostlane.bench.photos;
