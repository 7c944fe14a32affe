package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Renames the parameters of MindSpore's GhostNetV2 (mindspore-ai/models, research/cv/ghostnetv2) as the authors'
/// PyTorch code names them, and notes the other ways in which the networks differ as metadata: maps are resized
/// bilinearly with aligned corners, and channel counts are rounded up.
///
/// In MindSpore's names the bottlenecks are counted through, a convolution and its normalisation are `conv` and `bn` of
/// a unit, and a normalisation has `gamma`, `beta`, `moving_mean` and `moving_variance`.
public final class MindSporeNames {

    /// What only MindSpore's weights have.
    private static final String MARK = "bn1.gamma";

    /// What its training leaves beside the weights: states of optimizers and counters.
    private static final Set<String> STATES = Set.of("moments", "moment1", "moment2", "accum", "stat", "adam_m",
            "adam_v", "learning_rate", "momentum", "global_step", "epoch_num", "step_num", "beta1_power", "beta2_power",
            "current_iterator_step", "last_overflow_iterator_step", "scale_sense", "loss_scale");

    private static final Map<String, String> STATISTICS = Map.of("gamma", "weight", "beta", "bias", "moving_mean",
            "running_mean", "moving_variance", "running_var");

    private MindSporeNames() {}

    /// The state dict under the authors' names; itself if its names are not MindSpore's.
    public static StateDict translate(StateDict dict) {
        if (dict.find(MARK).isEmpty()) {
            return dict;
        }
        List<Tensor> tensors = new ArrayList<>(dict.size());
        int states = 0;
        for (String name : dict.names()) {
            int dot = name.indexOf('.');
            if (STATES.contains(dot < 0 ? name : name.substring(0, dot))) {
                states++;
            } else {
                tensors.add(dict.find(name).orElseThrow().named(translate(name)));
            }
        }
        Map<String, String> differences = new HashMap<>(Map.of(Metadata.UPSAMPLE,
                Metadata.text(UpsampleMode.BILINEAR_ALIGNED_CORNERS), Metadata.ROUNDING, Metadata.ROUNDED_UP));
        differences.putAll(dict.metadata());
        StateDict translated = renamed(dict, tensors).with(differences).with(Finding.NAMES,
                "MindSpore's, for there is " + MARK + "; so maps are resized bilinearly with aligned corners");
        return states == 0 ? translated : translated.with(Finding.IGNORED, states + " states of the training");
    }

    private static StateDict renamed(StateDict dict, List<Tensor> tensors) {
        try {
            return dict.with(tensors);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(dict.source() + ": two of MindSpore's parameters have the same name in the"
                    + " authors' code: " + e.getMessage(), e);
        }
    }

    /// A parameter's name in the authors' code; names that are not known stay.
    static String translate(String name) {
        int dot = name.lastIndexOf('.');
        String last = name.substring(dot + 1);
        String owner = dot < 0 ? "" : name.substring(0, dot);
        String owned = STATISTICS.getOrDefault(last, last);
        String[] parts = owner.split("\\.");
        if (parts.length < 3 || !parts[0].equals("blocks")) {
            return owner.isEmpty() ? owned : owner + "." + owned;
        }
        String block = block(parts[1]);
        if (block == null) {
            return name;
        }
        StringBuilder translated = new StringBuilder(block);
        for (int i = 2; i < parts.length; i++) {
            boolean unit = i == parts.length - 1 && (parts[i].equals("conv") || parts[i].equals("bn"));
            translated.append(unit ? unit(block, parts[i - 1], parts[i].equals("bn")) : part(parts, i));
        }
        return translated.append('.').append(owned).toString();
    }

    private static String block(String number) {
        for (int i = 0; i < Bottleneck.TABLE.size(); i++) {
            if (number.equals(Integer.toString(i))) {
                return Bottleneck.TABLE.get(i).name();
            }
        }
        return number.equals(Integer.toString(Bottleneck.TABLE.size())) ? "blocks.9.0" : null;
    }

    /// The convolution or normalisation of a unit, which has been passed over.
    private static String unit(String block, String unit, boolean norm) {
        if (block.equals("blocks.9.0")) {
            return norm ? ".bn1" : ".conv";
        }
        return switch (unit) {
            case "dw" -> norm ? ".bn_dw" : ".conv_dw";
            case "0", "1", "2" -> "." + (2 * (unit.charAt(0) - '0') + (norm ? 1 : 0));
            default -> norm ? ".1" : ".0";
        };
    }

    /// A part of a name before a unit's `conv` or `bn`; nothing for what the unit's own name says.
    private static String part(String[] parts, int i) {
        boolean beforeUnit = i == parts.length - 2 && (parts[i + 1].equals("conv") || parts[i + 1].equals("bn"));
        boolean inUnit = beforeUnit && (parts[i].equals("dw") || parts[i].matches("[0-2]"));
        return inUnit ? "" : "." + parts[i];
    }
}
