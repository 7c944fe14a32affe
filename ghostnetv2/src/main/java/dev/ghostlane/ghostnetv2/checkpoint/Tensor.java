package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A named array of numbers in a checkpoint. Immutable.
///
/// The elements are kept as they are stored, little-endian in row-major order, and decoded when asked for;
/// the tensors of a file share the bytes that were read.
public final class Tensor {
    private final String source;
    private final String name;
    private final DType dtype;
    private final List<Integer> shape;
    private final int elements;
    private final byte[] data;
    private final int offset;

    /// @param source names the file in messages
    /// @param data shared, not copied; the elements lie inside it from `offset` on
    Tensor(String source, String name, DType dtype, List<Integer> shape, byte[] data, int offset) {
        this.source = source;
        this.name = name;
        this.dtype = dtype;
        this.shape = List.copyOf(shape);
        this.elements = Math.toIntExact(elements(this.shape));
        this.data = data;
        this.offset = offset;
        Objects.checkFromIndexSize(offset, elements * dtype.bytes(), data.length);
    }

    /// A tensor of dtype F32 from values in memory, which are copied.
    ///
    /// @param values the elements in row-major order
    /// @param shape sizes of the dimensions, none for a scalar
    /// @throws IllegalArgumentException if a size is negative, or their product is not the number of values
    public static Tensor of(String name, float[] values, int... shape) {
        Objects.requireNonNull(name, "name");
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        if (sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": sizes must not be negative, found " + sizes);
        }
        long elements;
        try {
            elements = elements(sizes);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("tensor " + name + ": shape " + sizes + " is too large", e);
        }
        if (elements != values.length) {
            throw new IllegalArgumentException("tensor " + name + ": shape " + sizes + " has " + elements
                    + " elements, found " + values.length + " values");
        }
        if (elements > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("tensor " + name + ": at most "
                    + Integer.MAX_VALUE / Float.BYTES + " elements are supported, found " + elements);
        }
        byte[] data = new byte[values.length * Float.BYTES];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new Tensor("memory", name, DType.F32, sizes, data, 0);
    }

    /// Product of the sizes, 1 for a scalar.
    ///
    /// @throws ArithmeticException if it does not fit a `long`
    static long elements(List<Integer> shape) {
        long product = 1;
        for (int size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /// Name, for example `blocks.0.0.ghost1.primary_conv.0.weight`.
    public String name() { return name; }

    /// How the elements are stored.
    public DType dtype() { return dtype; }

    /// Sizes of the dimensions, outermost first; empty for a scalar. Unmodifiable.
    public List<Integer> shape() { return shape; }

    /// Number of elements: the product of the shape, 1 for a scalar, 0 if a size is 0.
    public int elements() { return elements; }

    /// The elements in row-major order, in a new array.
    ///
    /// F16 and BF16 widen exactly; F64 is rounded to the nearest `float`.
    ///
    /// @throws CheckpointException if the dtype is not one of F16, BF16, F32 and F64
    public float[] floats() {
        if (!dtype.isFloat()) {
            throw new CheckpointException(source + ": tensor " + JsonReader.quote(name) + " has dtype "
                    + dtype + ", which is not a weight type; expected F16, BF16, F32 or F64");
        }
        float[] values = new float[elements];
        switch (dtype) {
            case F32 -> littleEndian().asFloatBuffer().get(values);
            case F16 -> halves(data, offset, values);
            case BF16 -> brainFloats(data, offset, values);
            case F64 -> {
                ByteBuffer bytes = littleEndian();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) bytes.getDouble(i * Double.BYTES);
                }
            }
            default -> throw new AssertionError(dtype);
        }
        return values;
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(data, offset, elements * dtype.bytes()).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    // Plain loops over bytes, without a buffer's layers of calls: models are loaded before the JIT compiler is warm.

    private static void halves(byte[] data, int offset, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat((short) (data[offset + 2 * i] & 0xff | data[offset + 2 * i + 1] << 8));
        }
    }

    private static void brainFloats(byte[] data, int offset, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat((data[offset + 2 * i] & 0xff) << 16 | data[offset + 2 * i + 1] << 24);
        }
    }

    /// The elements as they are stored, little-endian in row-major order, in a new array of
    /// `elements · dtype.bytes()` bytes.
    public byte[] bytes() {
        return Arrays.copyOfRange(data, offset, offset + elements * dtype.bytes());
    }

    /// Name, dtype and shape.
    @Override
    public String toString() {
        return name + " " + dtype + " " + shape;
    }
}
