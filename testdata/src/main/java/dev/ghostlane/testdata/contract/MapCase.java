package dev.ghostlane.testdata.contract;

import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import java.util.List;

/// A case whose input and output are one map each, of the same size unless the operation says otherwise.
public interface MapCase extends KernelCase {

    /// {@return the input's shape}
    MapShape shape();

    /// {@return the input's channels}
    int channels();

    @Override
    default List<Layout> inputs() { return List.of(new Layout(shape(), channels(), setting().input())); }

    @Override
    default Layout output() { return new Layout(shape(), channels(), setting().output()); }
}
