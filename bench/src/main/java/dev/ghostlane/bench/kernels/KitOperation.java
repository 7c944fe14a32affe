package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.kernels.KernelBenchmark.Bound;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.operations.AxisMeanCase;
import dev.ghostlane.testdata.operations.ChannelPoolCase;
import dev.ghostlane.testdata.operations.GlobalMaxCase;
import dev.ghostlane.testdata.operations.SpatialGateCase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Operations that [KitBenchmark] runs: each on a case of the kernel test kit, those of photos on a band of a photo.
/// Another one is a line of this list.
public enum KitOperation {

    /// Mean of each row.
    AXIS_MEAN(onMap((map, setting) -> new AxisMeanCase(map, Sequences.ROW, 120, setting))),

    /// Mean and maximum of each pixel's channels.
    CHANNEL_POOL(onMap((map, setting) -> new ChannelPoolCase(map, 120, setting))),

    /// Maximum of each channel.
    GLOBAL_MAX(onMap((map, setting) -> new GlobalMaxCase(map, 120, setting))),

    /// Product with a map of one channel.
    SPATIAL_GATE(onMap((map, setting) -> new SpatialGateCase(map, 120, setting))),

    /// The blocks of the luma.
    INVERSE_DCT(onPhoto(PhotoCalls::inverseDct)),

    /// The rows of a component of 4:2:0.
    CHROMA_ROWS(onPhoto(PhotoCalls::chromaRows)),

    /// The columns of a component of 4:2:0.
    CHROMA_COLUMNS(onPhoto(PhotoCalls::chromaColumns)),

    /// YCbCr to RGB.
    COLOUR_CONVERSION(onPhoto(PhotoCalls::colourConversion)),

    /// Rows of pixels.
    RGB_ROWS(onPhoto(PhotoCalls::rgbRows)),

    /// A band becomes as narrow as the input.
    HORIZONTAL_RESAMPLING(onPhoto(PhotoCalls::horizontalResampling)),

    /// Rows of the band's columns.
    BAND_ROWS(onPhoto(PhotoCalls::bandRows)),

    /// A row of the input.
    VERTICAL_RESAMPLING(onPhoto(PhotoCalls::verticalResampling)),

    /// The rows of a PNG's band, most of them with the filter that takes longest.
    UNFILTERING(onPhoto(PhotoCalls::unfiltering)),

    /// Columns of the band's rows.
    BAND_COLUMNS(onPhoto(PhotoCalls::bandColumns)),

    /// A row of the input becomes floats.
    PIXEL_NORMALISATION(onPhoto(PhotoCalls::pixelNormalisation));

    private final BiFunction<String, Kernels, Bound> bind;

    KitOperation(BiFunction<String, Kernels, Bound> bind) { this.bind = bind; }

    /// Binds the kernel to operands, which hold the same numbers at every call.
    Bound bind(Kernels kernels) { return bind.apply(name(), kernels); }

    private static BiFunction<String, Kernels, Bound> onPhoto(PhotoCalls.Call call) {
        return (what, kernels) -> PhotoCalls.bind(what, call, kernels);
    }

    /// On a map of the size that has 120 channels in the network.
    private static BiFunction<String, Kernels, Bound> onMap(BiFunction<MapShape, Setting, KernelCase> of) {
        return (what, kernels) -> bind(what, of.apply(new MapShape(1, 28, 28), Setting.plain(Activation.NONE, 1)),
                kernels);
    }

    private static Bound bind(String what, KernelCase kitCase, Kernels kernels) {
        PreparedCall prepared = kitCase.prepare(kernels);
        List<Layout> layouts = new ArrayList<>(kitCase.inputs());
        layouts.add(kitCase.output());
        int floats = layouts.stream().mapToInt(layout -> Operands.after(0, layout.elements())).sum();
        float[] arena = Operands.arena(Operands.FIRST + floats);
        List<FeatureMap> maps = new ArrayList<>();
        int at = Operands.FIRST;
        for (Layout layout : layouts) {
            maps.add(FeatureMap.dense(arena, at, layout.shape().batch(), layout.shape().height(),
                    layout.shape().width(), layout.channels()));
            at = Operands.after(at, layout.elements());
        }
        FeatureMap output = maps.removeLast();
        int parts = prepared.parts().applyAsInt(output);
        long moved = layouts.stream().mapToLong(Layout::elements).sum()
                + prepared.constants().stream().mapToLong(array -> array.length).sum();
        return new Bound(what + " " + kitCase.expression(), arena,
                KernelCall.moving(() -> prepared.run().run(maps, output, 0, parts)), moved);
    }
}
