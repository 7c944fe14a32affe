package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.onnx.reader.ExternalData;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The files beside an ONNX file that hold its weights. The name of one is a plain name, and with links resolved it is
/// a regular file of the model's own folder; all parts together are at most as long as the file, so that a model cannot
/// ask for more memory than there are bytes.
final class Siblings implements ExternalData {

    /// Length of an array; all that is read for a model stays below.
    private static final long MOST = Integer.MAX_VALUE - 8;

    private final String source;
    private final Path model;
    private final Map<String, Sibling> files = new HashMap<>();
    private long total;

    private static final class Sibling {
        private final Path path;
        private final long size;
        private long taken;

        Sibling(Path path, long size) {
            this.path = path;
            this.size = size;
        }
    }

    /// @param source names the model in messages
    /// @param model the model's file; null if it is a stream or bytes
    Siblings(String source, Path model) {
        this.source = source;
        this.model = model;
    }

    @Override
    public Supplier<byte[]> part(String location, long offset, long length) {
        if (model == null) {
            throw error(location, "which only a model that is loaded from its file can have beside it");
        }
        Sibling sibling = files.computeIfAbsent(location, this::find);
        if (offset > sibling.size || length > sibling.size - offset) {
            throw error(location, "of which bytes " + offset + " to " + (offset + length)
                    + " are a tensor's, but it has " + sibling.size + "; it is truncated, or another model's");
        }
        sibling.taken += length;
        total += length;
        if (sibling.taken > sibling.size) {
            throw error(location, "which has " + sibling.size + " bytes, but the tensors in it have more together");
        }
        if (total > MOST) {
            throw error(location, "with which the model has more than " + MOST + " bytes");
        }
        return () -> read(location, sibling, offset, (int) length);
    }

    private Sibling find(String location) {
        if (location.isEmpty() || location.equals(".") || location.equals("..") || location.matches(".*[/\\\\:\0].*")) {
            throw error(location, "which must be the plain name of a file in the model's folder");
        }
        try {
            Path folder = model.toAbsolutePath().getParent();
            Path real = folder.resolve(location).toRealPath();
            boolean isBeside = real.getParent() != null
                    && (real.getParent().equals(folder.toRealPath())
                            || real.getParent().equals(model.toRealPath().getParent()));
            if (!isBeside || !Files.isRegularFile(real)) {
                throw error(location, "which must be a regular file in the model's folder, and is "
                        + (isBeside ? "none" : "a link to another folder"));
            }
            return new Sibling(real, Files.size(real));
        } catch (NoSuchFileException e) {
            throw error(location, "which is not there; it belongs beside the model");
        } catch (IOException | InvalidPathException e) {
            throw new CheckpointException(source + ": its weights are in " + JsonReader.quote(location)
                    + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    private byte[] read(String location, Sibling sibling, long offset, int length) {
        try (RandomAccessFile file = new RandomAccessFile(sibling.path.toFile(), "r")) {
            byte[] bytes = new byte[length];
            file.seek(offset);
            file.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new CheckpointException(source + ": its weights are in " + JsonReader.quote(location)
                    + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    private CheckpointException error(String location, String problem) {
        return new CheckpointException(source + ": its weights are in " + JsonReader.quote(location) + ", " + problem);
    }
}
