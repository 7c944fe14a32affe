package dev.ghostlane.ghostnetv2.onnx.reader;

/// The types of elements that tensors here may have: `TensorProto.DataType` by its numbers.
public enum ElementType {
    /// IEEE binary32.
    FLOAT(1, 4),
    /// Unsigned 8-bit integer.
    UINT8(2, 1),
    /// Signed 8-bit integer.
    INT8(3, 1),
    /// Signed 32-bit integer.
    INT32(6, 4),
    /// Signed 64-bit integer.
    INT64(7, 8),
    /// A truth value in a byte.
    BOOL(9, 1),
    /// IEEE binary16.
    FLOAT16(10, 2),
    /// IEEE binary64.
    DOUBLE(11, 8),
    /// The upper half of an IEEE binary32.
    BFLOAT16(16, 2),
    /// Whatever else ONNX has; its elements are not read.
    OTHER(0, 0);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /// The type of a number.
    static ElementType of(long number) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return OTHER;
    }

    /// Bytes of an element.
    public int bytes() { return bytes; }

    /// Whether weights may have this type.
    public boolean isFloat() { return this == FLOAT || this == FLOAT16 || this == DOUBLE || this == BFLOAT16; }
}
