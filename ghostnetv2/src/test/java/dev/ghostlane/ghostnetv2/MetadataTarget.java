package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.weights.ModelCard;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A checkpoint's metadata, given as lines `KEY=VALUE`, in which bytes of 1 stand for line ends: preprocessing and
/// labels are read from it or refused, and what is completed is read as the same again.
public final class MetadataTarget implements FuzzTarget {
    private static final Configuration CONFIGURATION = Configuration.of(1, 3);

    @Override
    public String name() { return "metadata"; }

    @Override
    public List<byte[]> seeds() {
        return List.of("".getBytes(StandardCharsets.UTF_8),
                ("input_size=224\ncrop_pct=0.95\ninterpolation=bilinear\nmean=0.5,0.5,0.5\nstd=0.25, 0.25,0.25\n"
                        + "labels=a,b,c\ntrained_on=X\ntop1_test=0.75\n").getBytes(StandardCharsets.UTF_8),
                "labels=a\1b\1c\1\nmean=1,2,3\nstd=1e-3,-1,0x1p3\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> words() {
        return List.of("input_size=", "crop_pct=", "interpolation=", "bicubic", "bilinear", "mean=", "std=", "labels=",
                "trained_on=", "top1_test=", "NaN", "Infinity", "1e-320", "2147483647", "0x1p-1074");
    }

    @Override
    public Check parse(byte[] input) {
        Map<String, String> metadata = new HashMap<>();
        for (String line : new String(input, StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                metadata.put(line.substring(0, equals), line.substring(equals + 1).replace('\1', '\n'));
            }
        }
        ModelCard card = ModelCard.of(StateDict.of("input", List.of(), metadata));
        card.description(CONFIGURATION);
        try {
            if (card.labels(CONFIGURATION.classes()).size() != CONFIGURATION.classes()) {
                throw new AssertionError("expected a label for each class");
            }
        } catch (CheckpointException e) {
            requireSource(e);
        }
        try {
            Preprocessing preprocessing = card.preprocessing(CONFIGURATION);
            card.finding(preprocessing);
            ModelCard complete = new ModelCard("complete", card.complete(CONFIGURATION));
            if (!complete.preprocessing(CONFIGURATION).equals(preprocessing)) {
                throw new AssertionError("expected " + preprocessing + " again");
            }
        } catch (CheckpointException e) {
            requireSource(e);
        }
        return Check.NONE;
    }

    private static void requireSource(CheckpointException e) {
        if (!e.getMessage().startsWith("input: ")) {
            throw new AssertionError("expected a message that names the file", e);
        }
    }
}
