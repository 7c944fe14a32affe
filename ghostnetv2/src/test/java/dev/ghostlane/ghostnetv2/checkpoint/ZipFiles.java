package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// Writes zip files as PyTorch does, and such as no program would write.
final class ZipFiles {

    /// An entry of the central directory and what its local header says, which may differ.
    static final class Entry {
        final byte[] name;
        byte[] localName;
        final byte[] data;
        int method;
        int flags;
        long size;
        long compressedSize;
        long localSize;
        int crc;
        int header = -1;

        Entry(String name, byte... data) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            this.localName = this.name;
            this.data = data;
            this.size = data.length;
            this.compressedSize = data.length;
            this.localSize = data.length;
            CRC32 checksum = new CRC32();
            checksum.update(data);
            this.crc = (int) checksum.getValue();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private boolean zip64;

    ZipFiles add(String name, byte... data) { return add(new Entry(name, data)); }

    ZipFiles add(Entry entry) {
        entries.add(entry);
        return this;
    }

    /// With the end records of zip64, as PyTorch writes them.
    ZipFiles zip64() {
        zip64 = true;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            if (entry.header < 0) {
                entry.header = file.size();
            }
            file.writeBytes(buffer(30).putInt(0x04034b50).putShort((short) 0).putShort((short) entry.flags)
                    .putShort((short) entry.method).putInt(0).putInt(entry.crc).putInt((int) entry.localSize)
                    .putInt((int) entry.localSize).putShort((short) entry.localName.length).putShort((short) 0)
                    .array());
            file.writeBytes(entry.localName);
            file.writeBytes(entry.data);
        }
        int begin = file.size();
        for (Entry entry : entries) {
            file.writeBytes(buffer(46).putInt(0x02014b50).putInt(0).putShort((short) entry.flags)
                    .putShort((short) entry.method).putInt(0).putInt(entry.crc).putInt((int) entry.compressedSize)
                    .putInt((int) entry.size).putShort((short) entry.name.length).putShort((short) 0)
                    .putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(entry.header)
                    .array());
            file.writeBytes(entry.name);
        }
        int size = file.size() - begin;
        if (zip64) {
            int end = file.size();
            file.writeBytes(buffer(56).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0)
                    .putLong(entries.size()).putLong(entries.size()).putLong(size).putLong(begin).array());
            file.writeBytes(buffer(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).array());
        }
        file.writeBytes(buffer(22).putInt(0x06054b50).putInt(0).putShort((short) entries.size())
                .putShort((short) entries.size()).putInt(size).putInt(begin).putShort((short) 0).array());
        return file.toByteArray();
    }

    private static ByteBuffer buffer(int size) { return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN); }

    /// A file of torch.save with a pickle and storages `data/0`, `data/1`, …
    static byte[] pytorch(byte[] pickle, byte[]... storages) {
        ZipFiles zip = new ZipFiles().zip64().add("archive/data.pkl", pickle).add("archive/byteorder",
                "little".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < storages.length; i++) {
            zip.add("archive/data/" + i, storages[i]);
        }
        return zip.add("archive/version", (byte) '3', (byte) '\n').bytes();
    }

    /// Little-endian floats.
    static byte[] floats(float... values) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }
}
