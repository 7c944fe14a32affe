package dev.ghostlane.testdata;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Results of PyTorch that are part of the repository, in the order in which
/// `operation_goldens.py` and `attention_goldens.py` in `testdata/generators` wrote them.
public final class Goldens {

    /// A tensor of a golden file.
    ///
    /// @param shape its sizes
    /// @param values its elements, row-major
    public record Tensor(int[] shape, float[] values) {}

    /// Largest size in [#nearestIndices].
    public static final int NEAREST_SIZES = 40;

    private Goldens() {}

    /// {@return the inputs and outputs of operations, by name such as `bilinear_half_pixel/3x5/7x9/input`}
    public static Map<String, Tensor> operations() { return tensors("pytorch-operations.bin"); }

    /// {@return the inputs, parameters, outputs and errors of attention blocks, by name such as
    /// `dfc-nearest/12x7x9/input`, as `testdata/generators/attention_goldens.py` describes them}
    public static Map<String, Tensor> attention() { return tensors("pytorch-attention.bin"); }

    private static Map<String, Tensor> tensors(String file) {
        try (DataInputStream in = open(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                tensors.put(in.readUTF(), tensor(in));
            }
            return tensors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return which input each output position reads under `mode="nearest"`, `table[in][out][position]`, for sizes
    /// from 1 to [#NEAREST_SIZES]}
    public static int[][][] nearestIndices() {
        int[][][] table = new int[NEAREST_SIZES + 1][NEAREST_SIZES + 1][];
        try (DataInputStream in = open("pytorch-nearest.bin")) {
            for (int inputs = 1; inputs <= NEAREST_SIZES; inputs++) {
                for (int outputs = 1; outputs <= NEAREST_SIZES; outputs++) {
                    table[inputs][outputs] = new int[outputs];
                    for (int i = 0; i < outputs; i++) {
                        table[inputs][outputs][i] = in.readUnsignedByte();
                    }
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tensor tensor(DataInputStream in) throws IOException {
        int[] shape = new int[in.readInt()];
        int elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readInt();
            elements *= shape[i];
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = in.readFloat();
        }
        return new Tensor(shape, values);
    }

    private static DataInputStream open(String name) throws IOException {
        InputStream file = Goldens.class.getResourceAsStream(name);
        if (file == null) {
            throw new IOException(name + " is missing beside " + Goldens.class);
        }
        return new DataInputStream(new BufferedInputStream(file));
    }
}
