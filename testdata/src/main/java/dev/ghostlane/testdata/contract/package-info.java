/// What every operation promises, whatever it computes, and how it is checked: for kernels of one's own, with jqwik
/// ([dev.ghostlane.testdata.contract.KernelContract]) or without ([dev.ghostlane.testdata.contract.Trial]). An
/// `Implementation` is what is tested, an `Agreement` says when it is right. Stable as far as the kit's page,
/// `testdata/README.md`, shows it.
package dev.ghostlane.testdata.contract;
