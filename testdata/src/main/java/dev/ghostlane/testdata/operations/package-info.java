/// The operations: of each a case, which knows what is right, how cases are drawn (`draw`) and which the
/// network itself has (`NETWORK`).
/// [dev.ghostlane.testdata.operations.Operation] lists them; a new one is a line there. The cases of a seed stay the
/// same within a version. Stable as far as the kit's page, `testdata/README.md`, shows it.
package dev.ghostlane.testdata.operations;
