package dev.ghostlane.bench.compare;

import dev.ghostlane.engine.Network;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// XNNPACK in a shared library that somebody built, called by the JDK's foreign functions: weights packed, memory
/// planned and the input in place before the first run; one thread is the caller's own.
final class Xnnpack implements Contestant {
    private static final int DONT_SPIN_WORKERS = 0x10;

    /// XNNPACK may read this far beyond the end of a tensor.
    private static final int EXTRA_BYTES = 128;
    private static final int CACHE_LINE = 64;

    private final Arena arena = Arena.ofShared();
    private final XnnpackLibrary library;
    private final MemorySegment subgraph;
    private final MemorySegment pool;
    private final MemorySegment runtime;
    private final MemorySegment output;
    private final int outputFloats;
    private final MethodHandle invoke;

    /// @param file the library
    /// @param network its batch normalisations folded
    /// @param nhwc the images
    /// @param shape batch, channels, height, width
    /// @param spinning whether its threads spin while they wait, as they do by default
    /// @throws IllegalArgumentException if XNNPACK has no counterpart of an operation
    /// @throws IllegalStateException if the library cannot be loaded, or refuses
    Xnnpack(Path file, Network network, float[] nhwc, long[] shape, int threads, boolean spinning) {
        library = new XnnpackLibrary(file, arena);
        XnnpackGraph graph = new XnnpackGraph(library, arena, network, (int) shape[0], (int) shape[2],
                (int) shape[3]);
        subgraph = graph.subgraph();
        pool = threads == 1 ? MemorySegment.NULL : library.pointer("pthreadpool_create", (long) threads);
        MemorySegment pointer = arena.allocate(ValueLayout.ADDRESS);
        library.call("xnn_create_runtime_v2", subgraph, pool, spinning ? 0 : DONT_SPIN_WORKERS, pointer);
        runtime = pointer.get(ValueLayout.ADDRESS, 0);
        library.call("xnn_reshape_runtime", runtime);
        MemorySegment input = tensor(nhwc.length);
        MemorySegment.copy(nhwc, 0, input, ValueLayout.JAVA_FLOAT, 0, nhwc.length);
        outputFloats = graph.outputFloats();
        output = tensor(outputFloats);
        library.call("xnn_setup_runtime_v2", runtime, 2L, externalValues(input));
        invoke = library.ofPointer("xnn_invoke_runtime");
    }

    private MemorySegment tensor(int floats) {
        return arena.allocate((long) floats * Float.BYTES + EXTRA_BYTES, CACHE_LINE);
    }

    /// Two of `struct { uint32_t id; void* data; }`.
    private MemorySegment externalValues(MemorySegment input) {
        long step = 2 * ValueLayout.ADDRESS.byteSize();
        MemorySegment values = arena.allocate(2 * step, step);
        values.set(ValueLayout.JAVA_INT, 0, XnnpackGraph.INPUT);
        values.set(ValueLayout.ADDRESS, step / 2, input);
        values.set(ValueLayout.JAVA_INT, step, XnnpackGraph.OUTPUT);
        values.set(ValueLayout.ADDRESS, step + step / 2, output);
        return values;
    }

    @Override
    public void run() {
        int status;
        try {
            status = (int) invoke.invokeExact(runtime);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (status != 0) {
            throw new IllegalStateException("xnn_invoke_runtime of XNNPACK failed with status " + status);
        }
    }

    @Override
    public float[] logits() {
        run();
        return output.asSlice(0, (long) outputFloats * Float.BYTES).toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public void close() {
        library.call("xnn_delete_runtime", runtime);
        library.call("xnn_delete_subgraph", subgraph);
        if (pool.address() != 0) {
            library.callVoid("pthreadpool_destroy", pool);
        }
        arena.close();
    }
}
