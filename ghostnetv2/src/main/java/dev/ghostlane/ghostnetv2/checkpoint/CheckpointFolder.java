package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A folder as timm and Hugging Face publish models: one checkpoint, and maybe a [ConfigFile].
final class CheckpointFolder {

    private static final String CONFIG = "config.json";

    /// Ends of the names of checkpoints; a kind counts before the next.
    private static final List<List<String>> KINDS = List.of(List.of(".safetensors"),
            List.of(".bin", ".pth", ".pth.tar"),
            List.of(".pt", ".ckpt"), List.of(".onnx"));

    /// What trainers keep beside a checkpoint.
    private static final Pattern TRAINING = Pattern
            .compile("(training_args|optimizer|scheduler|scaler|sampler|rng_state)(_[0-9]+)?\\..*");

    private CheckpointFolder() {}

    /// The checkpoint in a folder.
    ///
    /// @throws CheckpointException if there is none, or several of the best kind
    static Path file(Path folder) {
        Map<String, Path> files = files(folder);
        for (List<String> kind : KINDS) {
            List<String> names = files.keySet().stream()
                    .filter(name -> kind.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith)).toList();
            if (names.size() == 1) {
                return files.get(names.getFirst());
            }
            if (!names.isEmpty()) {
                files.keySet().stream().filter(name -> name.endsWith(".index.json")).findFirst().ifPresent(index -> {
                    throw new CheckpointException(folder + ": holds a sharded checkpoint, whose weights are in several"
                            + " files. " + Conversion.shards(files.get(index).toString()));
                });
                throw new CheckpointException(
                        folder + ": expected one checkpoint, found " + Names.list(names, " and ")
                                + "; name the file");
            }
        }
        throw new CheckpointException(folder + ": expected a folder with a checkpoint whose name ends with "
                + String.join(", ", KINDS.stream().flatMap(List::stream).toList()) + ", found a directory without one");
    }

    /// What the folder's configuration says of a checkpoint that does not say it itself.
    static StateDict configured(StateDict dict, Path folder) {
        Path config = folder.resolve(CONFIG);
        if (Files.notExists(config)) {
            return dict;
        }
        Map<String, String> entries = new LinkedHashMap<>(ConfigFile.read(config));
        entries.keySet().removeAll(dict.metadata().keySet());
        return dict.from(CONFIG, entries);
    }

    /// The folder's files by their names, in order, without hidden ones and those of trainers.
    private static Map<String, Path> files(Path folder) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            List<Path> paths = new ArrayList<>();
            stream.forEach(paths::add);
            Map<String, Path> files = new LinkedHashMap<>();
            for (Path path : new TreeSet<>(paths)) {
                String name = path.getFileName().toString();
                if (!name.startsWith(".") && !TRAINING.matcher(name).matches() && Files.isRegularFile(path)) {
                    files.put(name, path);
                }
            }
            return files;
        } catch (IOException | DirectoryIteratorException e) {
            throw new CheckpointException(folder + ": cannot read the folder: " + e.getMessage(), e);
        }
    }
}
