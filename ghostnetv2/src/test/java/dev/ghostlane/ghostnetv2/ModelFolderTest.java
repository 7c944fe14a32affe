package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Checkpoints;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.images.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder is a model as timm and Hugging Face publish it: a checkpoint, and what its `config.json` says of images and
/// classes.
class ModelFolderTest {

    private static final StateDict SMALL = Dicts.zeros(Configuration.of(0.1, 3));

    @TempDir
    private Path folder;

    private Path write(String name, StateDict dict) throws IOException {
        SafetensorsWriter.write(dict, folder.resolve(name), false);
        return folder.resolve(name);
    }

    private GhostNetV2 configured(StateDict dict, String json) throws IOException {
        write("model.safetensors", dict);
        Files.writeString(folder.resolve("config.json"), json);
        return GhostNetV2.load(folder);
    }

    private String refusal() {
        return assertThrows(CheckpointException.class, () -> GhostNetV2.load(folder)).getMessage();
    }

    private static String finding(GhostNetV2 model, String subject) {
        return model.findings().stream().filter(finding -> finding.subject().equals(subject)).map(Finding::text)
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @CsvSource({"model.onnx model.bin x.safetensors,x.safetensors", "a.onnx b.ckpt c.PTH,c.PTH", "a.onnx b.pt,b.pt",
            "a.onnx,a.onnx", "pytorch_model.bin training_args.bin optimizer.pt rng_state.pth rng_state_1.pth,"
                    + "pytorch_model.bin",
            "a.pth.tar .hidden.bin,a.pth.tar"})
    void theBestKindOfFileIsTaken(String names, String expected) throws IOException {
        for (String name : names.split(" ")) {
            Files.writeString(folder.resolve(name), "x");
        }
        Files.createDirectory(folder.resolve("checkpoints.safetensors"));
        assertEquals(folder.resolve(expected), Checkpoints.file(folder));
        assertEquals(folder.resolve("none"), Checkpoints.file(folder.resolve("none")));
    }

    @ParameterizedTest
    @CsvSource({"b.bin a.pth,a.pth\" and \"b.bin",
            "a.safetensors b.safetensors c.bin,a.safetensors\" and \"b.safetensors",
            "x.onnx y.onnx,x.onnx\" and \"y.onnx"})
    void twoOfAKindAreRefused(String names, String both) throws IOException {
        for (String name : names.split(" ")) {
            Files.writeString(folder.resolve(name), "x");
        }
        assertEquals(folder + ": expected one checkpoint, found \"" + both + "\"; name the file", refusal());
    }

    @Test
    void foldersOfShardsOrOfNothingAreRefused() throws IOException {
        assertEquals(folder + ": expected a folder with a checkpoint whose name ends with .safetensors, .bin, .pth,"
                + " .pth.tar, .pt, .ckpt, .onnx, found a directory without one", refusal());
        for (String name : List.of("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                "model.safetensors.index.json")) {
            Files.writeString(folder.resolve(name), "x");
        }
        String message = refusal();
        assertTrue(
                message.startsWith(folder + ": holds a sharded checkpoint, whose weights are in several files. Join the"
                        + " parts with: python -c \"") && message.contains("model.safetensors.index.json"),
                message);
    }

    @Test
    void timmsConfigurationCounts() throws IOException {
        GhostNetV2 model = configured(SMALL,
                """
                        {"architecture": "ghostnetv2_100", "num_classes": 3, "label_names": ["n01", "n02", "n03"],
                         "label_descriptions": {"n01": "one, first", "n03": "three"},
                         "pretrained_cfg": {"tag": "in1k", "input_size": [3, 96, 96], "crop_pct": 0.9,
                           "interpolation": "bilinear", "mean": [0.5, 0.25, 0.125], "std": [1, 0.2, 5e-1],
                            "crop_mode": "center", "pool_size": [3, 3],
                           "url": "file:///etc/passwd", "file": null}}
                        """);
        assertEquals(Preprocessing.timm(96, 0.9, Resampling.BILINEAR, List.of(0.5f, 0.25f, 0.125f),
                List.of(1f, 0.2f, 0.5f)), model.preprocessing());
        assertEquals(List.of("one, first", "n02", "three"), model.labels());
        assertEquals("config.json labels", finding(model, "labels"));
        assertEquals(
                "short edge to 106, bilinear, crop to 96: config.json input_size, crop_pct, interpolation, mean, std",
                finding(model, "preprocessing"));
        assertEquals(model.labels(), GhostNetV2.of(model.stateDict()).labels());
    }

    @Test
    void huggingFacesConfigurationCounts() throws IOException {
        GhostNetV2 model = configured(SMALL, """
                {"model_type": "timm_wrapper", "id2label": {"1": "b", "0": "a", "2": "c\\u00e9"}, "image_size": 64,
                 "size": {"shortest_edge": 129}, "crop_size": {"height": 113, "width": 113}, "resample": 2,
                 "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}
                """);
        assertEquals(new Preprocessing(129, 113, Resampling.BILINEAR, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)),
                model.preprocessing());
        assertEquals(List.of("a", "b", "cé"), model.labels());
    }

    @ParameterizedTest
    @CsvSource({"'{\"image_size\":64}',64,73", "'{\"size\":64}',64,64", "'{\"crop_size\":64,\"crop_pct\":1}',64,64",
            "'{\"input_size\":[3,64,64],\"crop_pct\":0.5}',64,128", "'{\"image_size\":[64,64]}',64,73",
            "'{\"crop_size\":{\"height\":100,\"width\":100},\"size\":{\"shortest_edge\":131}}',100,131"})
    void sizesAreWrittenInManyWays(String json, int crop, int shortEdge) throws IOException {
        Preprocessing preprocessing = configured(SMALL, json).preprocessing();
        assertEquals(crop, preprocessing.crop());
        assertEquals(shortEdge, preprocessing.shortEdge());
    }

    /// What is said explicitly counts first, then the checkpoint itself, then the configuration, then the default.
    @Test
    void optionsAndTheCheckpointCountBeforeTheConfiguration() throws IOException {
        configured(Dicts.with(Dicts.with(SMALL, "crop_pct", "0.8"), "mean", "0,0,0"), """
                {"crop_pct": 7, "mean": [0.9, 0.9, 0.9], "input_size": 80, "crop_mode": "squash", "labels": ["one"]}
                """.replace("80", "[3, 80, 80]").replace("[\"one\"]", "[\"one\", \"two\", \"three\"]")
                .replace("squash", "center"));
        GhostNetV2 model = GhostNetV2.load(folder, LoadOptions.NONE.withMetadata("mean", "0.5,0.5,0.5")
                .withMetadata("labels", "x,y,z"));
        assertEquals("short edge to 100, bicubic, crop to 80: config.json input_size; metadata crop_pct; timm's for"
                + " ImageNet, where there is no metadata interpolation, std; option mean",
                finding(model, "preprocessing"));
        assertEquals(0.5f, model.preprocessing().mean().getFirst());
        assertEquals("option labels", finding(model, "labels"));
        assertEquals(List.of("x", "y", "z"), model.labels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{\"labels\": [\"a\", \"b\"]};model.safetensors: config.json has 2 labels for 3 classes",
            "{\"crop_pct\": 0};config.json crop_pct must be a number above 0 and at most 1, found \"0\"",
            "{\"crop_pct\": 1.01};config.json crop_pct must be a number above 0",
            "{\"crop_pct\": \"1\"};config.json: expected crop_pct as a number",
            "{\"interpolation\": \"lanczos\"};config.json interpolation must be bicubic or bilinear, found \"lanczos\"",
            "{\"resample\": 0};found \"Pillow's number 0\"",
            "{\"mean\": [0, 0]};config.json mean must be three numbers from 0 to 1, for pixels from 0 to 1, found",
            "{\"std\": [1, 1, 0]};config.json: std must be three numbers above 0 and at most 1",
            "{\"std\": [0.2, 0.2, -0.2]};config.json: std must be three numbers above 0 and at most 1",
            "{\"image_std\": [58.4, 57.1, 57.4]};image_std must be three numbers above 0 and at most 1",
            "{\"mean\": [1e99, 0, 0]};config.json: mean must be three numbers from 0 to 1",
            "{\"mean\": [123.7, 116.3, 103.5]};found 123.7, 116.3, 103.5",
            "{\"mean\": [123.7, 116.3, 103.5]};those for pixels from 0 to 255 must be divided by 255",
            "{\"input_size\": [3, 20, 20]};config.json input_size must be 33 to 2048, found 20",
            "{\"input_size\": [3, 9000, 9000]};config.json input_size must be 33 to 2048, found 9000",
            "{\"input_size\": [1, 64, 64]};config.json: input_size must have 3 channels",
            "{\"input_size\": [3, 64, 32]};must be that of a square, found height 64 and width 32",
            "{\"image_size\": -1};must be a whole number of pixels above 0, found -1",
            "{\"crop_mode\": \"squash\"};config.json crop_mode must be center, found \"squash\"",
            "{\"size\": {\"height\": 64, \"width\": 64}};config.json crop_mode must be center, found \"squash\"",
            "{\"id2label\": {\"0\": \"a\", \"2\": \"b\"}};numbers of the classes, from 0 on, each once",
            "{\"labels\": [\"a\", \"b\\nc\", \"d\"]};labels must be lines of text", "{\"labels\": [1]};a string",
            "{\"a\": 1, \"a\": 2};the name \"a\" occurs twice", "[];config.json: expected an object",
            "{\"a\": NaN};config.json: expected a value as a number, found 'N' (byte 6 of the file)",
            "{} x;only spaces", "{\"a\": [1,};expected a value", "'';config.json: expected an object"})
    void configurationsThatCannotBeUsedAreRefused(String json, String message) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        write("model.safetensors", SMALL);
        assertTrue(refusal().contains(message), refusal());
        GhostNetV2.load(folder.resolve("model.safetensors"));
    }

    @Test
    void configurationsAreBounded() throws IOException {
        write("model.safetensors", SMALL);
        Path config = folder.resolve("config.json");
        Files.writeString(config, "{\"a\": " + "[".repeat(33) + "]".repeat(33) + "}");
        assertTrue(refusal().contains("values are nested deeper than 32 levels"), refusal());
        Files.writeString(config, "{\"a\": " + "[".repeat(31) + "]".repeat(31) + "}");
        GhostNetV2.load(folder);
        Files.writeString(config, " ".repeat(5 << 20));
        assertEquals(config + ": expected a configuration of at most 4194304 bytes, found 5242880", refusal());
        Files.delete(config);
        Files.createDirectory(config);
        assertTrue(refusal().contains("expected a configuration in JSON, found a directory"), refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crop_mode=center", "crop_pct=1.0"})
    void optionsHelpWhereTheConfigurationCannotBeUsed(String option) throws IOException {
        write("model.safetensors", SMALL);
        String key = option.split("=")[0];
        Files.writeString(folder.resolve("config.json"),
                "{\"" + key + "\": " + (key.equals("crop_pct") ? "7}" : "\"border\"}"));
        refusal();
        GhostNetV2.load(folder, LoadOptions.NONE.withMetadata(key, option.split("=")[1]));
    }

    @Test
    void aModelWithoutClassifierNeedsNoLabels() throws IOException {
        StateDict dict = Dicts.zeros(Configuration.of(0.1, 3).withoutClassifier());
        GhostNetV2 model = configured(dict.with(Map.of("labels", "a,b")), "{\"labels\": [\"a\", \"b\"]}");
        assertEquals(List.of(), model.labels());
    }
}
