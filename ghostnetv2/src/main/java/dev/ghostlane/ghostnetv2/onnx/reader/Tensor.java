package dev.ghostlane.ghostnetv2.onnx.reader;

import static dev.ghostlane.ghostnetv2.onnx.reader.OnnxException.quote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// A constant of a graph: a `TensorProto`. Elements lie little-endian in row-major order, mostly where they are in the
/// file; those of other files are read when they are asked for.
final class Tensor {
    private static final int MAX_RANK = 16;

    /// Length of an array that every JVM can allocate.
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final String name;
    private final ElementType type;
    private final List<Integer> sizes;
    private final int elements;
    private final Supplier<byte[]> external;
    private final int offset;
    private byte[] data;

    private Tensor(String name, ElementType type, List<Integer> sizes, byte[] data, int offset,
            Supplier<byte[]> external) {
        this.name = name;
        this.type = type;
        this.sizes = List.copyOf(sizes);
        this.elements = elements(name, type, sizes);
        this.data = data;
        this.offset = offset;
        this.external = external;
    }

    /// A tensor of the type of another one whose elements are computed of it when they are asked for.
    static Tensor computed(Tensor of, List<Integer> sizes, Supplier<byte[]> data) {
        return new Tensor(of.name, of.type, sizes, null, 0, data);
    }

    /// Reads a tensor.
    ///
    /// @param file the bytes of the whole file, which the tensor goes on using
    static Tensor read(byte[] file, Wire wire, ExternalData files) { return new Reader(file).read(wire, files); }

    private static final class Reader {
        private final byte[] file;
        private final List<Integer> sizes = new ArrayList<>(4);
        private final Gathered gathered = new Gathered();
        private long type;
        private String name = "";
        private boolean isExternal;
        private String location;
        private long externalOffset;
        private long externalLength = -1;
        private byte[] data;
        private int offset;
        private int length;
        private int sources;

        Reader(byte[] file) { this.file = file; }

        Tensor read(Wire wire, ExternalData files) {
            while (wire.next()) {
                switch (wire.field()) {
                    case 1 -> sizes(wire);
                    case 2 -> type = wire.number();
                    case 3 -> throw new OnnxException("tensor " + quote(name) + " is a segment of one, which no tool"
                            + " writes");
                    case 8 -> name = wire.text();
                    case 9 -> span(wire);
                    case 4 -> numbers(wire, Float.BYTES);
                    case 5, 7, 11 -> numbers(wire, 0);
                    case 10 -> numbers(wire, Double.BYTES);
                    case 13 -> external(wire.message());
                    case 14 -> isExternal = wire.number() == 1;
                    default -> {
                    }
                }
            }
            return tensor(files);
        }

        private void sizes(Wire wire) {
            if (wire.isBytes()) {
                for (Wire packed = wire.message(); packed.hasNumbers();) {
                    size(packed.nextNumber());
                }
            } else {
                size(wire.number());
            }
        }

        private void size(long size) {
            if (size < 0 || size > Integer.MAX_VALUE || sizes.size() == MAX_RANK) {
                throw new OnnxException("tensor " + quote(name) + " must have at most " + MAX_RANK + " sizes from 0 to "
                        + Integer.MAX_VALUE + ", found " + size + " after " + sizes);
            }
            sizes.add((int) size);
        }

        private void span(Wire wire) {
            sources++;
            data = file;
            offset = wire.begin();
            length = wire.length();
        }

        /// Several numbers at once lie as they would in `raw_data`, if they are all that there are.
        private void numbers(Wire wire, int size) {
            if (size > 0 && wire.isBytes() && gathered.isEmpty() && data == null) {
                span(wire);
                return;
            }
            ElementType element = ElementType.of(type);
            if (data != null) {
                throw twice();
            }
            if (wire.isBytes()) {
                for (Wire packed = wire.message(); packed.hasNumbers();) {
                    gathered.add(size == 0 ? packed.nextNumber() : packed.nextFixed(size), element.bytes());
                }
            } else {
                gathered.add(wire.bits(), element.bytes());
            }
        }

        private void external(Wire entry) {
            String key = "";
            String value = "";
            while (entry.next()) {
                switch (entry.field()) {
                    case 1 -> key = entry.text();
                    case 2 -> value = entry.text();
                    default -> {
                    }
                }
            }
            switch (key) {
                case "location" -> location = value;
                case "offset" -> externalOffset = number(key, value);
                case "length" -> externalLength = number(key, value);
                default -> {
                }
            }
        }

        private long number(String key, String value) {
            if (value.isEmpty() || value.length() > 18 || value.chars().anyMatch(c -> c < '0' || c > '9')) {
                throw new OnnxException("tensor " + quote(name) + " must have the " + key
                        + " of its external data as at most 18 digits, found " + quote(value));
            }
            return Long.parseLong(value);
        }

        private OnnxException twice() {
            return new OnnxException("tensor " + quote(name) + " has its elements in two places");
        }

        private Tensor tensor(ExternalData files) {
            ElementType element = ElementType.of(type);
            long bytes = (long) elements(name, element, sizes) * element.bytes();
            if (isExternal) {
                if (location == null || sources > 0 || !gathered.isEmpty()) {
                    throw new OnnxException("tensor " + quote(name) + " must have its elements in another file, found "
                            + (location == null ? "no location" : "elements here too"));
                }
                if (externalLength >= 0 && externalLength != bytes) {
                    throw size("external data", bytes, externalLength);
                }
                return new Tensor(name, element, sizes, null, 0, files.part(location, externalOffset, bytes));
            }
            if (sources > 1 || sources > 0 && !gathered.isEmpty()) {
                throw twice();
            }
            if (!gathered.isEmpty()) {
                data = gathered.bytes();
                length = data.length;
            }
            if (element != ElementType.OTHER && length != bytes) {
                throw size("elements", bytes, length);
            }
            return new Tensor(name, element, sizes, data, offset, null);
        }

        private OnnxException size(String what, long expected, long found) {
            return new OnnxException("tensor " + quote(name) + " of type " + ElementType.of(type) + " and sizes "
                    + sizes + " must have " + expected + " bytes of " + what + ", found " + found);
        }
    }

    /// Numbers that come one by one, in little-endian order.
    private static final class Gathered {
        private static final byte[] NONE = {};

        private byte[] bytes = NONE;
        private int size;

        boolean isEmpty() { return size == 0; }

        void add(long number, int elementBytes) {
            if (elementBytes > bytes.length - size) {
                if (size > MAX_BYTES - elementBytes) {
                    throw new OnnxException("a tensor has more than 2 GiB");
                }
                bytes = Arrays.copyOf(bytes, Math.clamp(2L * size, 32, MAX_BYTES));
            }
            for (int i = 0; i < elementBytes; i++) {
                bytes[size++] = (byte) (number >>> i * Byte.SIZE);
            }
        }

        byte[] bytes() { return Arrays.copyOf(bytes, size); }
    }

    private static int elements(String name, ElementType type, List<Integer> sizes) {
        long product = 1;
        for (int size : sizes) {
            product *= size;
            if (product * Math.max(1, type.bytes()) > Integer.MAX_VALUE) {
                throw new OnnxException("tensor " + quote(name) + " of sizes " + sizes + " has more than 2 GiB");
            }
        }
        return (int) product;
    }

    /// The same elements in other sizes; null if they are not as many, or the sizes more than a tensor may have.
    Tensor withSizes(List<Integer> other) {
        double product = other.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        return product == elements && other.size() <= MAX_RANK
                ? new Tensor(name, type, other, data, offset, external)
                : null;
    }

    /// Its name in the file, for messages; may be empty.
    String name() { return name; }

    ElementType type() { return type; }

    List<Integer> sizes() { return sizes; }

    int elements() { return elements; }

    /// How many elements the file has: none of a type that is not read, whatever its sizes say.
    int stored() { return type == ElementType.OTHER ? 0 : elements; }

    /// The array that holds the elements, from [#offset()] on.
    byte[] data() {
        if (data == null) {
            data = external == null ? new byte[0] : external.get();
        }
        return data;
    }

    int offset() { return offset; }

    /// Whether the elements are few numbers.
    boolean isSmall() { return elements <= Numbers.MOST && type != ElementType.OTHER; }

    /// The elements as they are read by whoever folds or computes sizes.
    double[] values() {
        ByteBuffer bytes = ByteBuffer.wrap(data()).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            int at = offset + i * type.bytes();
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat(at);
                case DOUBLE -> bytes.getDouble(at);
                case FLOAT16 -> Float.float16ToFloat(bytes.getShort(at));
                case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
                case INT32 -> bytes.getInt(at);
                case INT64 -> bytes.getLong(at);
                case INT8 -> bytes.get(at);
                case UINT8, BOOL -> bytes.get(at) & 0xff;
                case OTHER -> throw new OnnxException("tensor " + quote(name) + " has a type that weights cannot have");
            };
        }
        return values;
    }
}
