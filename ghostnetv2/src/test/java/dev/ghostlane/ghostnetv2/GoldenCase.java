package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.testdata.Shared;
import dev.ghostlane.testdata.contract.Effort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// One input of the goldens and PyTorch's answers to it.
///
/// @param weights name of the weights, without the end of the file's name
/// @param letter the case
public record GoldenCase(String weights, String letter) {

    private static final String LARGE = "v2_w100_c1000";
    private static final Map<String, GhostNetV2> MODELS = new ConcurrentHashMap<>();
    private static final Map<String, StateDict> ANSWERS = new ConcurrentHashMap<>();

    /// Every case of every file of weights.
    public static List<GoldenCase> all() {
        return Stream.of("v2_w050_c17 a", "v2_w050_c17 b", "v2_w050_c17 c", "v2_w050_c17 d", "v2_w050_c17.f16 a",
                "v2_w050_c17.f16 c", "v2_w050_c17.f16 d", "v2_w050_c17.bf16 a", "v2_w050_c17.bf16 c",
                "v2_w050_c17.bf16 d", "v2_w050_c17.pth a", "v2_w050_c17.pth b", "v2_w050_c17.pth c",
                "v2_w050_c17.pth d", "v2_w050_c17.ema c", "v2_w050_c17.ema d", LARGE + " a", "v1_w050_c17 a",
                "v1_w050_c17 c", "v3_w050_c17.train a", "v3_w050_c17.train c", "v3_w050_c17.deploy a",
                "v3_w050_c17.deploy c", "ms_w050_c17 a", "ms_w050_c17 s", "v2_w050_c17.opset11.onnx a",
                "v2_w050_c17.opset11.onnx b", "v2_w050_c17.opset11.onnx c", "v2_w050_c17.opset11.onnx d",
                "v2_w050_c17.opset16.dynamic.onnx a", "v2_w050_c17.opset16.dynamic.onnx b",
                "v2_w050_c17.opset16.dynamic.onnx c", "v2_w050_c17.opset16.dynamic.onnx d",
                "v2_w050_c17.batchnorm.onnx a", "v2_w050_c17.batchnorm.onnx b", "v2_w050_c17.batchnorm.onnx c",
                "v2_w050_c17.batchnorm.onnx d", "v1_w050_c17.external.onnx a", "v1_w050_c17.external.onnx c")
                .map(text -> text.split(" "))
                .map(parts -> new GoldenCase(parts[0], parts[1])).toList();
    }

    /// The file of the weights.
    public Path file() {
        if (weights.endsWith(".onnx")) {
            return Shared.require("goldens/onnx/" + weights);
        }
        String name = switch (weights) {
            case "v2_w050_c17.pth" -> weights + ".tar";
            case "v2_w050_c17.ema" -> weights + ".pth";
            case "ms_w050_c17" -> weights + ".ckpt";
            default -> weights + ".safetensors";
        };
        return Shared.require("goldens/" + name);
    }

    /// Name of the weights in the manifest.
    public String yardstick() {
        return weights.equals("v2_w050_c17.pth") || weights.endsWith(".onnx") ? weights.substring(0, 11) : weights;
    }

    /// Name of the bits in [ExpectedBits]: weights into which another program has folded the normalisations are other
    /// numbers.
    public String bits() {
        return weights.endsWith(".onnx") && !weights.contains("batchnorm") ? weights : yardstick();
    }

    /// Skips the calling test if the case is too much work for emulated vectors.
    ///
    /// @param most multiply-adds, in millions, that are affordable
    public void requireAffordable(int most) {
        Tensor input = inputTensor();
        long pixels = (long) input.elements() / 3;
        long work = pixels * (weights.equals(LARGE) ? 167 : 50) / (224 * 224);
        if (Effort.isEmulated() && work > most) {
            throw new TestAbortedException("skipped: " + this + " takes too long while vectors of this width are"
                    + " emulated; it runs at the CPU's own widths");
        }
    }

    public GhostNetV2 model() {
        return MODELS.computeIfAbsent(weights, _ -> GhostNetV2.load(file()));
    }

    /// Images of the input.
    public int batch() { return inputTensor().shape().get(0); }

    /// Lines of an image.
    public int height() { return inputTensor().shape().get(2); }

    /// Columns of an image.
    public int width() { return inputTensor().shape().get(3); }

    /// The input in NHWC order.
    public float[] input() { return nhwc(inputTensor()); }

    /// An answer in NHWC order.
    ///
    /// @param tensor its name, without the case
    public float[] answer(String tensor) { return nhwc(find(io(), tensor)); }

    private String io() { return weights.startsWith("v3") ? "v3_w050_c17" : yardstick(); }

    private Tensor inputTensor() {
        String file = letter.equals("a") && weights.contains("f16") ? "v2_w050_c17" : io();
        return find(file, "input");
    }

    private Tensor find(String file, String tensor) {
        return ANSWERS
                .computeIfAbsent(file, name -> Safetensors.read(Shared.require("goldens/" + name + ".io.safetensors")))
                .find(letter + "." + tensor).orElseThrow();
    }

    private static float[] nhwc(Tensor tensor) {
        float[] nchw = tensor.floats();
        if (tensor.shape().size() != 4) {
            return nchw;
        }
        int channels = tensor.shape().get(1);
        int pixels = tensor.shape().get(2) * tensor.shape().get(3);
        float[] nhwc = new float[nchw.length];
        for (int n = 0; n < tensor.shape().get(0); n++) {
            for (int c = 0; c < channels; c++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    nhwc[(n * pixels + pixel) * channels + c] = nchw[(n * channels + c) * pixels + pixel];
                }
            }
        }
        return nhwc;
    }

    @Override
    public String toString() { return weights + " " + letter; }
}
