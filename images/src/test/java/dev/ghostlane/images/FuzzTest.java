package dev.ghostlane.images;

import dev.ghostlane.testdata.fuzz.FuzzContract;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.util.List;

/// Fuzzes everything here that reads what others wrote.
class FuzzTest extends FuzzContract {

    @Override
    protected List<FuzzTarget> targets() { return ImageTargets.all(); }
}
