package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertCommandTest {

    @TempDir
    private Path folder;
    private Path model;
    private Path output;

    @BeforeEach
    void model() throws IOException {
        model = CommandRun.bundledModel(folder);
        output = folder.resolve("out.safetensors");
    }

    @Test
    void theBundledModelKeepsWhatItIs() throws IOException, NoSuchAlgorithmException {
        CommandRun run = CommandRun.of("convert", model, output).expect(0);
        assertTrue(run.out().isEmpty() && run.err().contains(output.toString()), run.toString());
        GhostNetV2 converted = GhostNetV2.load(output);
        GhostNetV2 original = GhostNetV2.load(model);
        assertEquals(original.configuration(), converted.configuration());
        assertEquals(original.preprocessing(), converted.preprocessing());
        assertEquals(original.labels(), converted.labels());
        String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model)));
        assertEquals(hash, converted.metadata().get("source_sha256"));
        assertEquals("bundled.safetensors", converted.metadata().get("source"));
        String photo = Shared.repository().resolve("testdata/photos/chelsea.png").toString();
        assertEquals(CommandRun.of("classify", "--json", photo).expect(0).out(),
                CommandRun.of("classify", "--json", "-m", output, photo).expect(0).out());
    }

    @ParameterizedTest
    @CsvSource({"f32,F32", "f16,F16", "BF16,BF16"})
    void tensorsHaveTheTypeThatIsAskedFor(String option, DType dtype) {
        CommandRun.of("convert", "--dtype", option, "--fold", model, output).expect(0);
        StateDict dict = Safetensors.read(output);
        for (String name : dict.names()) {
            assertEquals(dtype, dict.find(name).orElseThrow().dtype(), name);
            assertTrue(!name.contains("running"), name);
        }
        assertTrue(GhostNetV2.load(output).configuration().folded());
        CommandRun.of("convert", "--dtype", option, "--fold", "--force", output, folder.resolve("again")).expect(0);
    }

    @Test
    void filesAreNotReplacedUnasked() throws IOException {
        Files.writeString(output, "precious");
        assertTrue(CommandRun.of("convert", model, output).expect(1).err().contains("--force"));
        assertEquals("precious", Files.readString(output));
        Path bad = Files.writeString(folder.resolve("bad.pth"), "no checkpoint");
        CommandRun.of("convert", "--force", bad, output).expect(3);
        assertEquals("precious", Files.readString(output), "a failure leaves the file as it was");
        CommandRun.of("convert", "--force", model, output).expect(0);
        byte[] bytes = Files.readAllBytes(model);
        CommandRun.of("convert", "--force", model, model).expect(2);
        assertArrayEquals(bytes, Files.readAllBytes(model));
        CommandRun.of("convert", model, folder.resolve("none/x.safetensors")).expect(1);
        CommandRun.of("convert", "--force", model, folder).expect(1);
    }

    @Test
    void wrongUsage() {
        CommandRun.of("convert", model).expect(2);
        CommandRun.of("convert", "--dtype", "f8", model, output).expect(2);
        assertTrue(
                CommandRun.of("convert", "--set", "colour=blue", model, output).expect(2).err().contains("upsample"));
        assertTrue(CommandRun.of("convert", "--set", "upsample=cubic", model, output).expect(3).err()
                .contains("upsample"));
        assertTrue(CommandRun.of("convert", "--weights", "ema", model, output).expect(3).err().contains("\"ema\""));
        CommandRun.of("export", "--width", 0.1, "--set", "upsample=nearest", output).expect(2);
        CommandRun.of("classify", "--set", "upsample=nearest", "x.png").expect(2);
        assertTrue(Files.notExists(output));
    }

    @ParameterizedTest
    @CsvSource({"v2_w050_c17.ema.pth,GHOSTNETV2,PyTorch,state_dict_ema",
            "ms_w050_c17.ckpt,GHOSTNETV2,MindSpore,aligned",
            "v2_w050_c17.pth.tar,GHOSTNETV2,PyTorch,total_ops",
            "v3_w050_c17.train.safetensors,GHOSTNETV3,safetensors,training branches",
            "v1_w050_c17.safetensors,GHOSTNET,safetensors,no ghost module"})
    void inspectSaysWhatWasFoundAndWhy(String name, Variant variant, String format, String why) {
        Path file = Shared.require("goldens/" + name);
        String out = CommandRun.of("inspect", file).expect(0).out();
        for (String words : new String[]{"network          " + variant, "  format", format, why}) {
            assertTrue(out.contains(words), words + " in " + out);
        }
        CommandRun.of("convert", file, output).expect(0);
        assertEquals(GhostNetV2.load(file).configuration(), GhostNetV2.load(output).configuration());
    }

    @Test
    void otherWeightsAndWhatTheFileDoesNotTell() {
        Path file = Shared.require("goldens/v2_w050_c17.ema.pth");
        String out = CommandRun.of("inspect", "--weights", "state_dict", "--set", "upsample=bilinear", "--set",
                "crop_pct=0.9", file).expect(0).out();
        assertTrue(out.contains("state_dict, as asked for") && out.contains("bilinear half pixel")
                && out.contains("crop_pct"), out);
    }
}
