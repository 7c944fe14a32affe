package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.LoadOptions;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.hub.HubModel;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/// A model as the driver found it by its name, and as executors load it. What is not [#BUNDLED] and not on the
/// executors' own disks travels as the bytes of a safetensors file: no executor needs the file, the hub or a token.
final class ModelSource implements Serializable {

    /// Name of the model that comes with Ghostlane.
    static final String BUNDLED = "bundled";

    /// What the path of a file begins with that is on each machine of the cluster, as Spark has it.
    private static final String ON_EACH_MACHINE = "local:";

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final String key;
    private final Broadcast<byte[]> file;

    private ModelSource(String name, String key, Broadcast<byte[]> file) {
        this.name = name;
        this.key = key;
        this.file = file;
    }

    /// Finds a model; called on the driver.
    ///
    /// @param name [#BUNDLED]; `local:` and a path on each machine; a path on any file system that Spark knows; a file
    ///        that was shipped with the job; or a model of the hub, which is downloaded unless it is in the cache
    /// @param check gets the model, unless it is only promised to the executors
    /// @throws CheckpointException if there is none, or it cannot be used
    static ModelSource find(String name, SparkContext context, Consumer<GhostNetV2> check) {
        if (name.equals(BUNDLED) || name.startsWith(ON_EACH_MACHINE)) {
            ModelSource source = new ModelSource(name, name, null);
            if (name.equals(BUNDLED) || Files.exists(source.pathOnEachMachine())) {
                check.accept(source.load());
            }
            return source;
        }
        GhostNetV2 model = load(name, context);
        check.accept(model);
        byte[] bytes = bytes(model);
        return new ModelSource(name, sha256(bytes), JavaSparkContext.fromSparkContext(context).broadcast(bytes));
    }

    /// What the user called it.
    String name() { return name; }

    /// Equal keys mean equal models: that of a file on this machine has its size and time.
    String key() {
        if (!key.startsWith(ON_EACH_MACHINE)) {
            return key;
        }
        File found = pathOnEachMachine().toFile();
        return key + " " + found.length() + " " + found.lastModified();
    }

    /// Loads it.
    ///
    /// @throws CheckpointException if it cannot be loaded
    GhostNetV2 load() {
        if (file != null) {
            return GhostNetV2.load(file.value(), LoadOptions.NONE);
        }
        return key.equals(BUNDLED) ? GhostNetV2.bundled() : GhostNetV2.load(pathOnEachMachine());
    }

    private Path pathOnEachMachine() {
        return Path.of(key.substring(ON_EACH_MACHINE.length()).replaceFirst("^/+", "/"));
    }

    private static GhostNetV2 load(String name, SparkContext context) {
        Optional<GhostNetV2> model = ofFileSystem(name, context);
        if (model.isEmpty()) {
            model = ofDriver(name);
        }
        if (model.isEmpty() && HubModel.find(name).isPresent()) {
            model = Optional.of(GhostNetV2.pull(name));
        }
        return model.orElseThrow(() -> new CheckpointException(name + ": expected 'bundled', the path of a checkpoint,"
                + " a file shipped with the job, or a name that 'ghostlane pull --list' shows; found none of these"));
    }

    private static Optional<GhostNetV2> ofFileSystem(String name, SparkContext context) {
        try {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(name);
            FileSystem files = path.getFileSystem(context.hadoopConfiguration());
            if (!files.exists(path)) {
                return Optional.empty();
            }
            if ("file".equals(files.getUri().getScheme())) {
                return Optional.of(GhostNetV2.load(Path.of(files.makeQualified(path).toUri().getPath())));
            }
            try (InputStream in = files.open(path)) {
                return Optional.of(GhostNetV2.load(in, LoadOptions.NONE));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CheckpointException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// A file on the driver's disk, or one that was shipped with the job.
    private static Optional<GhostNetV2> ofDriver(String name) {
        try {
            for (Path path : new Path[]{Path.of(name), Path.of(SparkFiles.getRootDirectory()).resolve(name)}) {
                if (Files.exists(path)) {
                    return Optional.of(GhostNetV2.load(path));
                }
            }
        } catch (InvalidPathException e) {
            // A name with a scheme, on some systems: no file.
        }
        return Optional.empty();
    }

    private static byte[] bytes(GhostNetV2 model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(model.stateDict(), out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
