package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointTargets;
import dev.ghostlane.ghostnetv2.checkpoint.OnnxTargets;
import dev.ghostlane.ghostnetv2.hub.HubTargets;
import dev.ghostlane.testdata.fuzz.FuzzContract;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// Fuzzes everything here that reads what others wrote.
@DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*",
        disabledReason = "ran in the build's first JVM")
class FuzzTest extends FuzzContract {

    @Override
    protected List<FuzzTarget> targets() {
        return Stream
                .of(CheckpointTargets.all(), OnnxTargets.all(), List.<FuzzTarget>of(new MetadataTarget()),
                        HubTargets.all())
                .flatMap(List::stream).toList();
    }
}
