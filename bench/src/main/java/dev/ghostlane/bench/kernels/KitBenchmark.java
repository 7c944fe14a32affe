package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Param;

/// Operations that the network does not have: [KitOperation].
public class KitBenchmark extends KernelBenchmark {

    /// What runs.
    @Param
    public KitOperation operation;

    @Override
    Bound bind(Kernels kernels) {
        KernelCase kitCase = operation.kitCase();
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
        return new Bound(operation + " " + kitCase.expression(), arena,
                KernelCall.moving(() -> prepared.run().run(maps, output, 0, parts)), moved);
    }
}
