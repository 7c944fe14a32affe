package dev.ghostlane.bench.photos;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourConversion;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.resample.HorizontalResampling;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import dev.ghostlane.kernels.resample.VerticalResampling;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.Map;

/// Ghostlane's way from a JPEG to a network's input, up to one of its parts: the kernels of all parts that follow do
/// nothing. What a part takes is then the difference to the one before, with nothing but its own work in it.
final class Parts {
    private static final MethodHandle READ = read();

    /// By their names in [Kernels], and the part that they belong to.
    private static final Map<String, Way> OWNERS = Map.of("inverseDct", Way.TRANSFORM, "chromaUpsampling", Way.COLOUR,
            "colourConversion", Way.COLOUR, "horizontalResampling", Way.HORIZONTAL, "verticalResampling", Way.VERTICAL,
            "pixelNormalisation", Way.VERTICAL);

    private static final InverseDct NO_TRANSFORM = (_, _, _, _, _, _, _, _, _, _) -> {};
    private static final ColourConversion NO_COLOURS = (_, _, _, _, _, _, _, _) -> {};
    private static final VerticalResampling NO_COLUMNS = (_, _, _, _, _, _, _) -> {};
    private static final PixelNormalisation NO_FLOATS = (_, _, _, _, _, _) -> {};

    private static final ChromaUpsampling NO_UPSAMPLING = new ChromaUpsampling() {
        @Override
        public void rows(Rows rows, short[] previous, short[] current, int from, int columns, short[] near,
                short[] far, short[] output, int to) {
            // Nothing.
        }

        @Override
        public void columns(Columns filter, short[] input, int from, int columns, short[] output, int to) {
            // Nothing.
        }
    };

    private static final HorizontalResampling NO_ROWS = new HorizontalResampling() {
        @Override
        public void run(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column,
                short[] output) {
            // Nothing.
        }

        @Override
        public void rows(short[] input, int from, int length, short[] output, int to, int stride) {
            // Nothing.
        }
    };

    private static final Map<String, Object> NOTHING = Map.of("inverseDct", NO_TRANSFORM, "chromaUpsampling",
            NO_UPSAMPLING, "colourConversion", NO_COLOURS, "horizontalResampling", NO_ROWS, "verticalResampling",
            NO_COLUMNS, "pixelNormalisation", NO_FLOATS);

    private Parts() {}

    /// The library has no method for this: what it reads is whole.
    private static MethodHandle read() {
        try {
            return MethodHandles.privateLookupIn(InputReader.class, MethodHandles.lookup()).findVirtual(
                    InputReader.class, "readInBands", MethodType.methodType(long.class, byte[].class, String.class,
                            DecodeOptions.class, Kernels.class, float[].class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the library's InputReader has changed: " + e.getMessage(), e);
        }
    }

    /// The best kernels, of which those after a part do nothing.
    static Kernels upTo(Way part) {
        Kernels best = Kernels.best();
        return (Kernels) Proxy.newProxyInstance(Parts.class.getClassLoader(), new Class<?>[]{Kernels.class},
                (_, method, arguments) -> {
                    Way owner = OWNERS.get(method.getName());
                    return owner != null && owner.compareTo(part) > 0
                            ? NOTHING.get(method.getName())
                            : method.invoke(best, arguments);
                });
    }

    /// Reads a JPEG by some kernels.
    static void read(InputReader reader, byte[] file, String name, Kernels kernels, float[] input) {
        try {
            long held = (long) READ.invokeExact(reader, file, name, DecodeOptions.DEFAULT, kernels, input, 0);
            if (held < 0) {
                throw new IllegalStateException(name + " does not go in bands");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
