package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Merges the parallel branches that GhostNetV3 is trained with, as its `reparameterize()` does: each set of branches
/// is linear, so it is one convolution with a bias.
///
/// A set has up to three kinds of branches, which add up: convolutions `…_rpr_conv.0`, `.1`, … of the full kernel, a
/// 1×1 convolution `…_rpr_scale`, which counts at the kernel's centre, and the identity `…_rpr_skip`, each with a batch
/// normalisation. All are folded and added in double precision and rounded to `float` once. The authors' names for a
/// branch's parts are `conv` and `bn`, timm's `conv` and `bn1`.
///
/// Where the authors' own `reparameterize()` of 2024 leaves the strided convolutions in branches, the rest is merged
/// already; each set is looked at by itself.
public final class TrainingBranches {

    private static final Pattern BRANCH = Pattern
            .compile("(.*(?:primary|cheap|dw)_rpr)_(?:conv\\.[0-9]{1,2}|scale|skip)\\..*");

    private final StateDict dict;
    private double[] kernel;
    private double[] bias;

    private TrainingBranches(StateDict dict) { this.dict = dict; }

    /// The state dict with all branches merged; itself if it has none.
    ///
    /// @throws CheckpointException if a set of branches is incomplete or its shapes do not fit together
    public static StateDict merge(StateDict dict) {
        List<Tensor> tensors = new ArrayList<>(dict.size());
        Set<String> sets = new LinkedHashSet<>();
        for (String name : dict.names()) {
            Matcher branch = name.contains("_rpr_") ? BRANCH.matcher(name) : null;
            if (branch != null && branch.matches()) {
                sets.add(branch.group(1));
            } else {
                tensors.add(dict.find(name).orElseThrow());
            }
        }
        if (sets.isEmpty()) {
            return dict;
        }
        TrainingBranches branches = new TrainingBranches(dict);
        try {
            for (String set : sets) {
                branches.merge(set, tensors);
            }
            return dict.with(tensors).with(Finding.NAMES, sets.size()
                    + " sets of training branches (…_rpr_…), each merged into one convolution with bias");
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(dict.source() + ": training branches cannot be merged: " + e.getMessage(), e);
        }
    }

    private void merge(String set, List<Tensor> tensors) {
        Tensor first = find(set + "_conv.0.conv.weight");
        List<Integer> shape = first.shape();
        if (shape.size() != 4 || shape.contains(0)) {
            throw misfit(first, "4 dimensions, none of size 0,");
        }
        kernel = new double[first.elements()];
        bias = new double[shape.get(0)];
        for (int i = 0; dict.find(set + "_conv." + i + ".conv.weight").isPresent(); i++) {
            addConvolution(set + "_conv." + i, shape, shape);
        }
        if (dict.find(set + "_scale.conv.weight").isPresent()) {
            addConvolution(set + "_scale", List.of(shape.get(0), shape.get(1), 1, 1), shape);
        }
        if (dict.find(set + "_skip.weight").isPresent()) {
            addIdentity(set + "_skip", shape);
        }
        int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
        tensors.add(Tensor.of(merged(set) + ".weight", floats(kernel), sizes));
        tensors.add(Tensor.of(merged(set) + ".bias", floats(bias), bias.length));
    }

    /// Name of the convolution that a set becomes.
    static String merged(String set) {
        int dot = set.lastIndexOf('.') + 1;
        String owner = set.substring(0, dot);
        return switch (set.substring(dot)) {
            case "primary_rpr" -> owner + "primary_conv.0";
            case "cheap_rpr" -> owner + "cheap_operation.0";
            default -> owner + "conv_dw";
        };
    }

    private void addConvolution(String branch, List<Integer> expected, List<Integer> shape) {
        Tensor weight = find(branch + ".conv.weight");
        if (!weight.shape().equals(expected)) {
            throw misfit(weight, "shape " + expected);
        }
        float[] values = Values.of(dict, weight.name());
        double[] factors = addBias(branch + (dict.find(branch + ".bn1.weight").isPresent() ? ".bn1" : ".bn"));
        int area = shape.get(2) * shape.get(3);
        int centre = shape.get(2) / 2 * shape.get(3) + shape.get(3) / 2;
        int depth = values.length / factors.length;
        boolean full = expected.equals(shape);
        for (int i = 0; i < values.length; i++) {
            kernel[full ? i : i * area + centre] += values[i] * factors[i / depth];
        }
    }

    /// The identity is a kernel of one 1: in a depthwise kernel at its centre, in a dense one from each channel to
    /// itself.
    private void addIdentity(String branch, List<Integer> shape) {
        if (shape.get(1) != 1 && !shape.get(1).equals(shape.get(0))) {
            throw misfit(find(branch + ".weight"), "no identity beside a kernel of shape " + shape + ",");
        }
        double[] factors = addBias(branch);
        int area = shape.get(2) * shape.get(3);
        int centre = shape.get(2) / 2 * shape.get(3) + shape.get(3) / 2;
        for (int o = 0; o < factors.length; o++) {
            int input = shape.get(1) == 1 ? 0 : o;
            kernel[(o * shape.get(1) + input) * area + centre] += factors[o];
        }
    }

    /// Adds what a normalisation of a branch adds, and gives the factors that it multiplies by.
    private double[] addBias(String norm) {
        float[] scale = vector(norm + ".weight");
        float[] shift = vector(norm + ".bias");
        float[] mean = vector(norm + ".running_mean");
        float[] variance = vector(norm + ".running_var");
        double[] factors = new double[scale.length];
        for (int o = 0; o < factors.length; o++) {
            factors[o] = scale[o] / Math.sqrt(variance[o] + (double) LayerBuilder.EPSILON);
            bias[o] += shift[o] - mean[o] * factors[o];
        }
        return factors;
    }

    private float[] vector(String name) {
        Tensor tensor = find(name);
        if (!tensor.shape().equals(List.of(bias.length))) {
            throw misfit(tensor, "shape [" + bias.length + "]");
        }
        return Values.of(dict, name);
    }

    private Tensor find(String name) {
        return dict.find(name).orElseThrow(() -> new CheckpointException(
                dict.source() + ": a set of training branches is incomplete: missing " + name));
    }

    private CheckpointException misfit(Tensor tensor, String expected) {
        return new CheckpointException(dict.source() + ": " + tensor.name() + " must have " + expected
                + " beside the other branches, found shape " + tensor.shape());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
