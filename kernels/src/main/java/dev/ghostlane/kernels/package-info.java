/// One set of kernels for all operation families: [Kernels#best()] chooses SIMD or scalar once in a process. Each
/// family is a package with its contract, which `scalar()` and `simd()` implement; nobody but this package knows them
/// all.
///
/// {@snippet file="dev/ghostlane/kernels/SamplesTest.java" region="pointwise"}
///
/// Stable. A new family adds a method to [Kernels], whose default is the family's scalar kernel.
package dev.ghostlane.kernels;
