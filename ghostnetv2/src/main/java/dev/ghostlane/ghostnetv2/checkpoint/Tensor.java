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

    /// Elements between neighbours of each dimension, or null if the elements lie in row-major order.
    private final int[] strides;

    /// @param source names the file in messages
    /// @param data shared, not copied; the elements lie inside it from `offset` on
    Tensor(String source, String name, DType dtype, List<Integer> shape, byte[] data, int offset) {
        this(source, name, dtype, shape, data, offset, null);
        Objects.checkFromIndexSize(offset, elements * dtype.bytes(), data.length);
    }

    /// @param strides elements between neighbours of each dimension; whoever makes the tensor has checked that all
    ///        elements lie inside the data
    Tensor(String source, String name, DType dtype, List<Integer> shape, byte[] data, int offset, int[] strides) {
        this.source = source;
        this.name = name;
        this.dtype = dtype;
        this.shape = List.copyOf(shape);
        this.elements = Math.toIntExact(elements(this.shape));
        this.data = data;
        this.offset = offset;
        this.strides = strides;
    }

    /// {@return a tensor of dtype F32 from values in memory, which are copied}
    ///
    /// @param name the tensor's name
    /// @param values the elements in row-major order
    /// @param shape sizes of the dimensions, none for a scalar
    /// @throws IllegalArgumentException if a size is negative, or their product is not the number of values
    public static Tensor of(String name, float[] values, int... shape) {
        Objects.requireNonNull(name, "name");
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        if (sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("tensor " + name + ": sizes must not be negative, found " + sizes);
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

    /// {@return the name, for example `blocks.0.0.ghost1.primary_conv.0.weight`}
    public String name() { return name; }

    /// {@return how the elements are stored}
    public DType dtype() { return dtype; }

    /// {@return the sizes of the dimensions, outermost first; empty for a scalar} Unmodifiable.
    public List<Integer> shape() { return shape; }

    /// {@return the number of elements: the product of the shape, 1 for a scalar, 0 if a size is 0}
    public int elements() { return elements; }

    /// {@return the elements in row-major order, in a new array}
    ///
    /// F16 and BF16 widen exactly; F64 is rounded to the nearest `float`.
    ///
    /// @throws CheckpointException if the dtype is not one of F16, BF16, F32 and F64
    public float[] floats() {
        if (!dtype.isFloat()) {
            throw new CheckpointException(source + ": tensor " + JsonReader.quote(name) + " has dtype "
                    + dtype + ", which is not a weight type; expected F16, BF16, F32 or F64");
        }
        if (strides != null) {
            return rowMajor().floats();
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

    /// {@return the elements as they are stored, little-endian in row-major order, in a new array of `elements ·
    /// dtype.bytes()` bytes}
    public byte[] bytes() {
        if (strides != null) {
            return rowMajor().data;
        }
        return Arrays.copyOfRange(data, offset, offset + elements * dtype.bytes());
    }

    /// {@return the same tensor under another name}
    ///
    /// @param other the other name
    public Tensor named(String other) { return new Tensor(source, other, dtype, shape, data, offset, strides); }

    /// {@return a tensor of the same values as another float type, rounded to the nearest, ties to even}
    ///
    /// @param to F32, F16 or BF16
    /// @throws IllegalArgumentException if the type is another one, or if a finite value is too large for it
    /// @throws CheckpointException if the tensor is not one of floats
    public Tensor as(DType to) {
        float[] values = floats();
        byte[] bytes = new byte[Math.multiplyExact(values.length, to.bytes())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            float rounded;
            switch (to) {
                case F32 -> {
                    rounded = value;
                    buffer.putFloat(value);
                }
                case F16 -> {
                    short bits = Float.floatToFloat16(value);
                    rounded = Float.float16ToFloat(bits);
                    buffer.putShort(bits);
                }
                case BF16 -> {
                    short bits = brainFloat(value);
                    rounded = Float.intBitsToFloat(bits << 16);
                    buffer.putShort(bits);
                }
                default -> throw new IllegalArgumentException("expected F32, F16 or BF16, found " + to);
            }
            if (Float.isInfinite(rounded) && !Float.isInfinite(value)) {
                throw new IllegalArgumentException("tensor " + name + " has the value " + value
                        + ", which is too large for " + to);
            }
        }
        return new Tensor(source, name, to, shape, bytes, 0);
    }

    private static short brainFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /// The same with its elements in row-major order in bytes of its own.
    private Tensor rowMajor() {
        int size = dtype.bytes();
        byte[] ordered = new byte[elements * size];
        int[] position = new int[shape.size()];
        int from = 0;
        for (int to = 0; to < elements; to++) {
            System.arraycopy(data, offset + from * size, ordered, to * size, size);
            for (int axis = position.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++position[axis] < shape.get(axis)) {
                    break;
                }
                from -= strides[axis] * position[axis];
                position[axis] = 0;
            }
        }
        return new Tensor(source, name, dtype, shape, ordered, 0);
    }

    /// {@return the name, dtype and shape}
    @Override
    public String toString() { return name + " " + dtype + " " + shape; }
}
