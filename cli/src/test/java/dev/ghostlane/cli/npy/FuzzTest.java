package dev.ghostlane.cli.npy;

import dev.ghostlane.testdata.fuzz.FuzzContract;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.util.List;

/// Fuzzes the command's own formats.
class FuzzTest extends FuzzContract {

    @Override
    protected List<FuzzTarget> targets() { return InputTargets.all(); }
}
