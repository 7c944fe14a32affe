package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes off what stands before the names of a network's tensors, and leaves out what lies beside the network: tensors
/// of losses and metrics, of other networks.
final class NetworkNames {

    /// Modules that compute no logits, by what the first part of their names has in it.
    private static final Pattern TRAINING = Pattern
            .compile("(?i)loss|criterion|metric|accuracy|confmat|(^|_)(acc|f1|auroc)([_0-9]|$)");

    private static final Pattern NUMBERED = Pattern.compile("[0-9]+\\..*");

    private NetworkNames() {}

    /// The network's tensors of a file that is one dict.
    ///
    /// @param weights which of several to take, null for the best
    /// @throws CheckpointException if there is a choice that nobody made, or none where one is asked for
    static StateDict of(StateDict dict, String weights) {
        List<Candidate> candidates = Candidate.in(List.of(), dict.names());
        if (weights != null) {
            candidates = candidates.stream().filter(candidate -> candidate.isIn(weights)).toList();
            if (candidates.isEmpty()) {
                CheckpointFormat.requireNoChoice(dict.source(), weights);
            }
        }
        String prefix = candidates.isEmpty() ? "" : Candidate.best(candidates, dict.source()).prefix();
        return without(prefix, dict);
    }

    /// The tensors whose names begin so, under the rest of their names.
    static StateDict without(String prefix, StateDict dict) {
        List<Tensor> tensors = new ArrayList<>(dict.size());
        Map<String, String> originals = new HashMap<>();
        Set<String> removed = new LinkedHashSet<>();
        List<String> beside = new ArrayList<>();
        boolean isNetwork = dict.names().stream().anyMatch(name -> name.endsWith(Candidate.FIRST));
        int changed = 0;
        for (String name : dict.names()) {
            String plain = Candidate.plain(name);
            if (!plain.startsWith(prefix) || isNetwork && prefix.isEmpty() && isOfTraining(plain)) {
                beside.add(name);
                continue;
            }
            String rest = plain.substring(prefix.length());
            String other = originals.putIfAbsent(rest, name);
            if (other != null) {
                throw new CheckpointException(dict.source() + ": tensors " + JsonReader.quote(other) + " and "
                        + JsonReader.quote(name) + " have the same name without their prefixes");
            }
            tensors.add(dict.find(name).orElseThrow().named(rest));
            if (!rest.equals(name)) {
                changed++;
                removed.add(name.endsWith(rest) ? name.substring(0, name.length() - rest.length()) : "_orig_mod.");
            }
        }
        requireNoLayers(prefix, originals, beside, dict.source());
        StateDict read = changed == 0 && beside.isEmpty() ? dict : dict.with(tensors);
        if (changed > 0) {
            read = read.with(Finding.NAMES,
                    "without the prefix " + Names.list(removed, " or ") + ", which " + changed
                            + " of them have");
        }
        return beside.isEmpty()
                ? read
                : read.with(Finding.IGNORED,
                        beside.size() + " tensors beside the network: " + Names.list(beside, ", "));
    }

    private static boolean isOfTraining(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && TRAINING.matcher(name.substring(0, dot)).find();
    }

    /// What is numbered like the network is a layer that computes with it, so that logits without it are others.
    private static void requireNoLayers(String prefix, Map<String, String> names, List<String> beside, String source) {
        List<String> layers = beside.stream().filter(name -> NUMBERED.matcher(Candidate.plain(name)).matches())
                .toList();
        if (!layers.isEmpty() && NUMBERED.matcher(prefix).matches() && names.containsKey("classifier.weight")) {
            throw new CheckpointException(source + ": the network " + JsonReader.quote(prefix)
                    + " is part of a sequence whose other layers are not known: " + Names.list(layers, ", "));
        }
    }

}
