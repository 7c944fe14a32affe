package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.Optional;

/// How the elements of a tensor are stored, under the names that safetensors gives the types.
public enum DType {
    /// A truth value in a byte.
    BOOL(1),
    /// Unsigned 8-bit integer.
    U8(1),
    /// Signed 8-bit integer.
    I8(1),
    /// Signed 16-bit integer.
    I16(2),
    /// Unsigned 16-bit integer.
    U16(2),
    /// IEEE binary16.
    F16(2),
    /// The upper half of an IEEE binary32: 8 exponent bits, 7 fraction bits.
    BF16(2),
    /// Signed 32-bit integer.
    I32(4),
    /// Unsigned 32-bit integer.
    U32(4),
    /// IEEE binary32.
    F32(4),
    /// IEEE binary64.
    F64(8),
    /// Signed 64-bit integer.
    I64(8),
    /// Unsigned 64-bit integer.
    U64(8);

    private final int bytes;

    DType(int bytes) { this.bytes = bytes; }

    /// {@return the number of bytes of an element}
    public int bytes() { return bytes; }

    /// {@return whether weights may have this type: F16, BF16, F32 and F64 decode to `float`}
    public boolean isFloat() { return this == F16 || this == BF16 || this == F32 || this == F64; }

    /// The type of that name, if it is one of these.
    static Optional<DType> named(String name) {
        for (DType dtype : values()) {
            if (dtype.name().equals(name)) {
                return Optional.of(dtype);
            }
        }
        return Optional.empty();
    }
}
