package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// The entries of a zip file as PyTorch writes it, over the file's bytes (PKWARE's APPNOTE, with zip64).
///
/// Stricter than zip programs are, so that there is one way only to read a file: nothing may follow the end record,
/// the central directory must end where the end records begin, entries must not be encrypted, agree with the header
/// before their data, and not overlap; names are relative paths without `..`, none of them twice. Nothing is allocated
/// beyond the list of entries, and nothing decompressed: see [#requireStored].
final class ZipDirectory {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;

    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;
    private static final int MAX_NAME = 4096;
    private static final long IN_ZIP_64 = 0xffff_ffffL;

    /// One entry.
    ///
    /// @param header where its local header begins
    /// @param begin where its bytes begin
    /// @param size number of bytes in the file
    /// @param checksum CRC-32 of the bytes
    /// @param method how they are compressed; 0 if they are not
    record Entry(String name, int header, int begin, int size, int checksum, int method) {}

    private final String source;
    private final ByteBuffer file;
    private final int length;

    private ZipDirectory(byte[] file, String source) {
        this.source = source;
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.length = file.length;
    }

    /// Reads the directory of a zip file.
    ///
    /// @return the entries by their names, in the order of the directory
    /// @throws CheckpointException if the file breaks a rule
    static Map<String, Entry> read(byte[] file, String source) { return new ZipDirectory(file, source).entries(); }

    /// Checks an entry's bytes against its checksum.
    ///
    /// @throws CheckpointException if they differ
    static void verify(Entry entry, byte[] file, String source) {
        CRC32 crc = new CRC32();
        crc.update(file, entry.begin, entry.size);
        if ((int) crc.getValue() != entry.checksum) {
            throw new CheckpointException(source + ": zip entry " + JsonReader.quote(entry.name)
                    + " does not have the checksum that the zip file states: the file is damaged, or was written"
                    + " after torch.serialization.set_crc32_options(False)");
        }
    }

    /// Checks that no entry is compressed.
    ///
    /// @throws CheckpointException naming the first that is
    static void requireStored(Map<String, Entry> entries, String source) {
        for (Entry entry : entries.values()) {
            if (entry.method != 0) {
                throw new CheckpointException(source + ": zip entry " + JsonReader.quote(entry.name)
                        + " is compressed (method " + entry.method + "); PyTorch stores entries as they are. "
                        + Conversion.stored(source));
            }
        }
    }

    private Map<String, Entry> entries() {
        int end = length - END_BYTES;
        if (end < 0 || file.getInt(end) != END) {
            throw error("expected the end record of a zip file in the last " + END_BYTES
                    + " bytes; the file is truncated or something was appended to it");
        }
        long disks = file.getInt(end + 4);
        long count = Short.toUnsignedLong(file.getShort(end + 10));
        long size = Integer.toUnsignedLong(file.getInt(end + 12));
        long begin = Integer.toUnsignedLong(file.getInt(end + 16));
        boolean comment = file.getShort(end + 20) != 0;
        boolean same = count == Short.toUnsignedLong(file.getShort(end + 8));
        int locator = end - LOCATOR_64_BYTES;
        if (locator >= END_64_BYTES && file.getInt(locator) == LOCATOR_64) {
            end = locator - END_64_BYTES;
            if (file.getLong(locator + 8) != end || file.getInt(end) != END_64 || file.getInt(locator + 4) != 0
                    || file.getLong(end + 4) != END_64_BYTES - 12) {
                throw error("the zip64 end record is not where its locator says");
            }
            disks |= file.getLong(end + 16);
            count = file.getLong(end + 32);
            same = count == file.getLong(end + 24);
            size = file.getLong(end + 40);
            begin = file.getLong(end + 48);
        }
        if (disks != 0 || comment || !same) {
            throw error("expected a zip file of one part without comment");
        }
        if (begin < 0 || size < 0 || begin > end || begin + size != end) {
            throw error("the zip's central directory must end at byte " + end + ", where the end record begins, found "
                    + size + " bytes from byte " + begin);
        }
        if (count < 0 || count > size / CENTRAL_BYTES) {
            throw error("the zip's central directory of " + size + " bytes cannot have " + count + " entries");
        }
        return entries((int) begin, end, (int) count);
    }

    private Map<String, Entry> entries(int begin, int end, int count) {
        Map<String, Entry> entries = LinkedHashMap.newLinkedHashMap(count);
        int position = begin;
        for (int i = 0; i < count; i++) {
            if (end - position < CENTRAL_BYTES || file.getInt(position) != CENTRAL) {
                throw error("expected entry " + i + " of the zip's central directory at byte " + position);
            }
            int nameLength = Short.toUnsignedInt(file.getShort(position + 28));
            int extraLength = Short.toUnsignedInt(file.getShort(position + 30));
            int next = position + CENTRAL_BYTES + nameLength + extraLength
                    + Short.toUnsignedInt(file.getShort(position + 32));
            if (next > end) {
                throw error("entry " + i + " of the zip's central directory reaches beyond its end");
            }
            Entry entry = entry(position, name(position + CENTRAL_BYTES, nameLength),
                    position + CENTRAL_BYTES + nameLength, extraLength, begin);
            if (entries.putIfAbsent(entry.name, entry) != null) {
                throw error(entry.name, "occurs twice");
            }
            position = next;
        }
        if (position != end) {
            throw error("the zip's central directory has " + (end - position) + " bytes after its last entry");
        }
        requireDisjoint(entries);
        return entries;
    }

    private Entry entry(int position, String name, int extra, int extraLength, int limit) {
        int flags = file.getShort(position + 8);
        int method = Short.toUnsignedInt(file.getShort(position + 10));
        if ((flags & ENCRYPTED) != 0) {
            throw error(name, "is encrypted");
        }
        long[] sizes = {Integer.toUnsignedLong(file.getInt(position + 24)),
                Integer.toUnsignedLong(file.getInt(position + 20)), Integer.toUnsignedLong(file.getInt(position + 42))};
        widen(name, sizes, extra, extraLength);
        long size = sizes[1];
        if (method == 0 && sizes[0] != size) {
            throw error(name, "has " + size + " bytes in the file for " + sizes[0] + " bytes of content, but is not"
                    + " compressed");
        }
        long header = sizes[2];
        if (header < 0 || header > limit - LOCAL_BYTES || file.getInt((int) header) != LOCAL) {
            throw error(name, "has no local header at byte " + header);
        }
        long begin = dataBegin((int) header, name, position, method);
        if (size < 0 || begin > limit || size > limit - begin) {
            throw error(name, "has " + size + " bytes from byte " + begin + ", which reach beyond byte " + limit
                    + ", where the central directory begins");
        }
        if (method == 0) {
            checkLocalSizes(name, (int) header, flags, size, file.getInt(position + 16));
        }
        return new Entry(name, (int) header, (int) begin, (int) size, file.getInt(position + 16), method);
    }

    /// Takes sizes that do not fit 32 bits from the zip64 field.
    private void widen(String name, long[] sizes, int extra, int extraLength) {
        int end = extra + extraLength;
        for (int field = extra; field + 4 <= end;) {
            int fieldEnd = field + 4 + Short.toUnsignedInt(file.getShort(field + 2));
            if (fieldEnd > end) {
                throw error(name, "has an extra field that reaches beyond its end");
            }
            if (file.getShort(field) == 1) {
                int at = field + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_ZIP_64 && at + 8 <= fieldEnd) {
                        sizes[i] = file.getLong(at);
                        at += 8;
                    }
                }
                return;
            }
            field = fieldEnd;
        }
    }

    private long dataBegin(int header, String name, int position, int method) {
        int nameLength = Short.toUnsignedInt(file.getShort(header + 26));
        int extraLength = Short.toUnsignedInt(file.getShort(header + 28));
        long begin = (long) header + LOCAL_BYTES + nameLength + extraLength;
        boolean same = nameLength == Short.toUnsignedInt(file.getShort(position + 28)) && begin <= length;
        for (int i = 0; same && i < nameLength; i++) {
            same = file.get(header + LOCAL_BYTES + i) == file.get(position + CENTRAL_BYTES + i);
        }
        if (!same) {
            throw error(name, "has another name in its local header");
        }
        if (Short.toUnsignedInt(file.getShort(header + 8)) != method) {
            throw error(name, "is compressed in another way by its local header than by the central directory");
        }
        return begin;
    }

    /// The local header has the same size and checksum, or says that they follow the data and has zeros.
    private void checkLocalSizes(String name, int header, int flags, long size, int checksum) {
        int local = file.getInt(header + 22);
        boolean follows = (flags & DESCRIPTOR_FOLLOWS) != 0 && local == 0 && file.getInt(header + 18) == 0;
        if (!follows && Integer.toUnsignedLong(local) != IN_ZIP_64
                && (Integer.toUnsignedLong(local) != size || file.getInt(header + 14) != checksum)) {
            throw error(name, "has " + size + " bytes by the central directory, but "
                    + Integer.toUnsignedLong(local) + " bytes or another checksum by its local header");
        }
    }

    private String name(int begin, int bytes) {
        if (bytes > MAX_NAME) {
            throw error("a zip entry has a name of " + bytes + " bytes, at most " + MAX_NAME + " are read");
        }
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(file.slice(begin, bytes)).toString();
        } catch (CharacterCodingException e) {
            throw error("a zip entry has a name that is not valid UTF-8");
        }
        if (name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0
                || List.of(name.split("/")).contains("..")) {
            throw error(name, "must have a relative path without '..' or '\\' as its name");
        }
        return name;
    }

    private void requireDisjoint(Map<String, Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingInt(Entry::header));
        for (int i = 1; i < sorted.size(); i++) {
            Entry before = sorted.get(i - 1);
            if (sorted.get(i).header < before.begin + before.size) {
                throw error(sorted.get(i).name, "overlaps the entry " + JsonReader.quote(before.name));
            }
        }
    }

    private CheckpointException error(String entry, String message) {
        return error("zip entry " + JsonReader.quote(entry) + " " + message);
    }

    private CheckpointException error(String message) { return new CheckpointException(source + ": " + message); }
}
