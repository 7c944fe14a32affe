package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Makes the bytes of safetensors files, right and wrong ones.
final class SafetensorsFiles {
    private SafetensorsFiles() {}

    /// The header's length, the header and the data, as they are.
    static byte[] file(String header, byte... data) {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    /// The header's length, the header and the data, as they are.
    static byte[] file(byte[] header, byte... data) {
        return withLength(header.length, header, data);
    }

    /// Any value in the place of the header's length.
    static byte[] withLength(long length, byte[] header, byte... data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length).put(header).put(data).array();
    }

    /// A header's entry for a tensor.
    static String entry(String name, String dtype, String shape, long begin, long end) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, dtype, shape,
                begin, end);
    }

    /// A file of four tensors (72 bytes of data), metadata and trailing spaces in the header.
    static byte[] valid() {
        String header = "{\"__metadata__\":{\"format\":\"pt\",\"width\":\"0.5\"},"
                + entry("conv.weight", "F32", "[2,3,2]", 0, 48) + ", "
                + entry("bn.weight", "F16", "[4]", 48, 56) + ",\n"
                + entry("bn.num_batches_tracked", "I64", "[]", 56, 64) + ","
                + entry("bn.bias", "BF16", "[4]", 64, 72) + "}   ";
        byte[] data = new byte[72];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 37);
        }
        return file(header, data);
    }
}
