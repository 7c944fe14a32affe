/// What tests share: tensors that a seed determines, maps with guard zones, comparison by bits or by derived bounds,
/// PyTorch's goldens, the folder `shared`. Changes with the tests that need it; outsiders use
/// [dev.ghostlane.testdata.contract] and [dev.ghostlane.testdata.operations].
package dev.ghostlane.testdata;
