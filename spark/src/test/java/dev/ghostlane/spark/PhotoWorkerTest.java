package dev.ghostlane.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.images.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Photos of a run of several have the numbers of a run for each.
class PhotoWorkerTest {

    private static final String WARM_START = "ghostlane.warmStart";

    @TempDir
    private Path folder;

    @Test
    void photosOfARunHaveTheNumbersOfSingleOnes() throws IOException {
        String before = System.getProperty(WARM_START);
        // Cold kernels run photos one by one.
        System.setProperty(WARM_START, "false");
        try {
            for (Optional<Tap> at : List.of(Optional.<Tap>empty(), Optional.of(Tap.HEAD), Optional.of(Tap.BLOCKS_2))) {
                compare(new PhotoWorker(GhostNetV2.bundled(), at, _ -> true), at.toString());
            }
        } finally {
            if (before == null) {
                System.clearProperty(WARM_START);
            } else {
                System.setProperty(WARM_START, before);
            }
        }
    }

    private void compare(PhotoWorker worker, String at) throws IOException {
        assertEquals(8, worker.photosAtOnce());
        List<float[]> single = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            worker.read(photo(i), DecodeOptions.DEFAULT, 0);
            single.add(worker.run(1).getFirst());
        }
        for (int i = 0; i < 8; i++) {
            worker.read(photo(i), DecodeOptions.DEFAULT, i);
        }
        // Some, all, and all again.
        for (int photos : new int[]{3, 8, 8}) {
            List<float[]> together = worker.run(photos);
            assertEquals(photos, together.size());
            for (int i = 0; i < photos; i++) {
                assertArrayEquals(single.get(i), together.get(i), at + ", photo " + i + " of " + photos);
            }
        }
        assertEquals(List.of(), worker.run(0));
    }

    private byte[] photo(int seed) throws IOException {
        Path file = folder.resolve(seed + ".png");
        if (!Files.exists(file)) {
            Samples.photo(file, seed);
        }
        return Files.readAllBytes(file);
    }
}
