package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of resizing, nearest, bilinear and with aligned corners, see [dev.ghostlane.kernels.upsample.Upsample].
public abstract class UpsampleContract extends KernelContract<UpsampleCase> {

    /// For the test classes.
    protected UpsampleContract() { super(UpsampleCase::draw); }

    @Override
    protected List<UpsampleCase> networkCases() {
        Setting setting = Setting.plain(Activation.NONE, 1);
        return List.of(new UpsampleCase(UpsampleMode.NEAREST, new MapShape(1, 28, 28), 14, 14, 120, setting),
                new UpsampleCase(UpsampleMode.NEAREST, new MapShape(2, 7, 7), 3, 3, 960, setting),
                new UpsampleCase(UpsampleMode.BILINEAR_HALF_PIXEL, new MapShape(1, 14, 14), 7, 7, 184,
                        setting),
                new UpsampleCase(UpsampleMode.BILINEAR_ALIGNED_CORNERS, new MapShape(1, 7, 7), 3, 3, 480,
                        setting));
    }
}
