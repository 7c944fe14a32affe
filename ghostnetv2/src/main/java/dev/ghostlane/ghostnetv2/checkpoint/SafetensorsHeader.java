package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The header of a safetensors file: what its tensors are and where their bytes lie.
///
/// @param source names the file in messages
/// @param entries the tensors in the order of the header
/// @param metadata the content of `__metadata__`, empty if there is none
record SafetensorsHeader(String source, List<Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";

    /// More dimensions than PyTorch (64) or NumPy (64) can make; keeps a hostile shape from taking memory.
    private static final int MAX_RANK = 64;

    /// One tensor.
    ///
    /// @param begin offset of its first byte after the header
    /// @param end offset just past its last byte, at least `begin`
    record Entry(String name, DType dtype, List<Integer> shape, long begin, long end) implements Comparable<Entry> {

        /// The order in the file.
        @Override
        public int compareTo(Entry other) {
            return begin != other.begin ? Long.compare(begin, other.begin) : Long.compare(end, other.end);
        }
    }

    /// Reads a header.
    ///
    /// @throws CheckpointException if it is not the JSON of a safetensors header, or if the offsets of a
    /// tensor do not fit its dtype and shape
    static SafetensorsHeader parse(JsonReader json, String source) {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = Map.of();
        Set<String> names = new HashSet<>();
        require(json.open('{'), json, "an object");
        for (int count = 0; json.next('}', count); count++) {
            String name = json.key();
            if (!names.add(name)) {
                throw error(source, name, "the name occurs twice");
            }
            if (name.equals(METADATA)) {
                metadata = metadata(json, source);
            } else {
                entries.add(entry(json, source, name));
            }
        }
        json.end();
        return new SafetensorsHeader(source, entries, metadata);
    }

    private static Map<String, String> metadata(JsonReader json, String source) {
        Map<String, String> metadata = new LinkedHashMap<>();
        require(json.open('{'), json, "__metadata__ to be an object");
        for (int count = 0; json.next('}', count); count++) {
            String key = json.key();
            if (metadata.putIfAbsent(key, json.string("a string in __metadata__")) != null) {
                throw new CheckpointException(
                        source + ": " + METADATA + " has the name " + JsonReader.quote(key) + " twice");
            }
        }
        return metadata;
    }

    private static Entry entry(JsonReader json, String source, String name) {
        DType dtype = null;
        List<Integer> shape = null;
        long[] offsets = null;
        if (!json.open('{')) {
            throw json.expected("tensor " + JsonReader.quote(name) + " to be an object");
        }
        for (int count = 0; json.next('}', count); count++) {
            String field = json.key();
            boolean again = switch (field) {
                case "dtype" -> dtype != null;
                case "shape" -> shape != null;
                case "data_offsets" -> offsets != null;
                default ->
                    throw error(source, name, "expected the fields dtype, shape and data_offsets, found "
                            + JsonReader.quote(field));
            };
            if (again) {
                throw error(source, name, "the field " + field + " occurs twice");
            }
            switch (field) {
                case "dtype" -> dtype = dtype(json, source, name);
                case "shape" -> shape = shape(json, source, name);
                default -> offsets = offsets(json, source, name);
            }
        }
        if (dtype == null || shape == null || offsets == null) {
            throw error(source, name, "expected the fields dtype, shape and data_offsets, "
                    + (dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets") + " is missing");
        }
        Entry entry = new Entry(name, dtype, shape, offsets[0], offsets[1]);
        checkSize(source, entry);
        return entry;
    }

    private static DType dtype(JsonReader json, String source, String name) {
        String dtype = json.string("a dtype in quotes");
        Optional<DType> known = DType.named(dtype);
        if (known.isEmpty()) {
            throw error(source, name, "expected a dtype out of " + Arrays.toString(DType.values())
                    + ", found " + JsonReader.quote(dtype));
        }
        return known.get();
    }

    private static List<Integer> shape(JsonReader json, String source, String name) {
        List<Integer> shape = new ArrayList<>(4);
        require(json.open('['), json, "a shape as an array");
        while (json.next(']', shape.size())) {
            long size = json.wholeNumber("a size in a shape");
            if (size > Integer.MAX_VALUE) {
                throw error(source, name, "expected sizes of at most " + Integer.MAX_VALUE + ", found " + size);
            }
            if (shape.size() == MAX_RANK) {
                throw error(source, name, "expected at most " + MAX_RANK + " dimensions, found more");
            }
            shape.add((int) size);
        }
        return List.copyOf(shape);
    }

    private static long[] offsets(JsonReader json, String source, String name) {
        long[] offsets = new long[2];
        require(json.open('['), json, "data_offsets as an array");
        int count = 0;
        for (; json.next(']', count); count++) {
            long offset = json.wholeNumber("an offset");
            if (count < 2) {
                offsets[count] = offset;
            }
        }
        if (count != 2) {
            throw error(source, name, "expected data_offsets [begin, end], found " + count + " numbers");
        }
        return offsets;
    }

    private static void checkSize(String source, Entry entry) {
        if (entry.end < entry.begin) {
            throw error(source, entry.name, "expected data_offsets [begin, end] with begin up to end, found ["
                    + entry.begin + ", " + entry.end + "]");
        }
        long needed;
        try {
            needed = Math.multiplyExact(Tensor.elements(entry.shape), entry.dtype.bytes());
        } catch (ArithmeticException e) {
            throw error(source, entry.name, "the number of bytes of shape " + entry.shape + " overflows");
        }
        if (entry.end - entry.begin != needed) {
            throw error(source, entry.name,
                    "expected " + needed + " bytes for dtype " + entry.dtype + " and shape " + entry.shape
                            + ", found data_offsets [" + entry.begin + ", " + entry.end + "]");
        }
    }

    /// Checks that the tensors cover the data exactly.
    ///
    /// @param dataLength bytes of the file after the header
    /// @throws CheckpointException if there is a gap or an overlap, or if the file is too short or too long
    void checkOffsets(long dataLength) {
        Entry[] sorted = entries.toArray(Entry[]::new);
        Arrays.sort(sorted);
        long position = 0;
        for (Entry entry : sorted) {
            if (entry.begin != position) {
                throw error(source, entry.name, "expected data_offsets to begin at " + position
                        + ", where the tensor before ends, found " + entry.begin
                        + (entry.begin > position ? ": there is a gap" : ": the tensors overlap"));
            }
            position = entry.end;
        }
        if (position != dataLength) {
            throw new CheckpointException(source + ": expected " + position + " bytes of tensors, found " + dataLength
                    + (dataLength < position
                            ? "; the file is truncated"
                            : "; the file has bytes that belong to no tensor"));
        }
    }

    /// The tensors over the file's bytes, in the order of the header; [#checkOffsets(long)] must have passed.
    ///
    /// @param dataBegin where in the file the data begins
    List<Tensor> tensors(byte[] file, int dataBegin) {
        List<Tensor> tensors = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            tensors.add(new Tensor(source, entry.name, entry.dtype, entry.shape, file, dataBegin + (int) entry.begin));
        }
        return tensors;
    }

    private static void require(boolean opened, JsonReader json, String what) {
        if (!opened) {
            throw json.expected(what);
        }
    }

    private static CheckpointException error(String source, String tensor, String message) {
        return new CheckpointException(source + ": tensor " + JsonReader.quote(tensor) + ": " + message);
    }
}
