package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A place in a checkpoint where the weights of a network may lie: a dict, and what stands before its names.
///
/// @param dicts keys of the dicts that lead to it, the outermost first
/// @param prefix what stands before the names, without what [#plain(String)] takes off
record Candidate(List<String> dicts, String prefix) {

    /// The first convolution of every network of the family: what makes a dict a candidate.
    static final String FIRST = "conv_stem.weight";

    /// Where training scripts keep weights, the best first: averages over the training, then the last ones.
    static final List<String> WRAPPERS = List.of("state_dict_ema", "model_ema", "state_dict", "model");

    /// What wrappers of PyTorch leave in names, at their begin and anywhere.
    private static final String LEADING = "module.";
    private static final List<String> ANYWHERE = List.of("_orig_mod.", "_fsdp_wrapped_module.",
            "_checkpoint_wrapped_module.");

    /// The candidates in a dict of such names.
    static List<Candidate> in(List<String> dicts, Collection<String> names) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String name : names) {
            if (name.endsWith(FIRST)) {
                String plain = plain(name);
                prefixes.add(plain.substring(0, plain.length() - FIRST.length()));
            }
        }
        return prefixes.stream().map(prefix -> new Candidate(dicts, prefix)).toList();
    }

    /// A name without what wrappers leave, for data parallelism, compilation and sharding.
    static String plain(String name) {
        if (!name.contains("mod")) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        for (String part : name.split("(?<=\\.)")) {
            if (!ANYWHERE.contains(part) && !(plain.isEmpty() && part.equals(LEADING))) {
                plain.append(part);
            }
        }
        return plain.toString();
    }

    /// Keys and parts of the prefix, as one path: training scripts keep several networks in either way.
    private List<String> path() {
        List<String> path = new ArrayList<>(dicts);
        if (!prefix.isEmpty()) {
            path.addAll(List.of(prefix.split("\\.")));
        }
        return path;
    }

    /// Its name for `--weights`.
    String label() { return String.join(".", path()); }

    /// Whether it is what is asked for, or lies in it.
    boolean isIn(String weights) { return (label() + ".").startsWith(weights + "."); }

    /// The candidate that the known keys lead to, or that lies in no other, or the only one.
    ///
    /// @param candidates at least one
    /// @throws CheckpointException if several are left
    static Candidate best(List<Candidate> candidates, String source) {
        Map<Candidate, List<String>> left = new LinkedHashMap<>();
        candidates.forEach(candidate -> left.put(candidate, candidate.path()));
        for (int level = 0; left.size() > 1; level++) {
            int at = level;
            Function<List<String>, String> key = path -> at < path.size() ? path.get(at) : "";
            Set<String> keys = left.values().stream().map(key).collect(Collectors.toCollection(LinkedHashSet::new));
            String chosen = WRAPPERS.stream().filter(keys::contains).findFirst()
                    .orElse(keys.size() == 1 ? keys.iterator().next() : "");
            if (!keys.contains(chosen)) {
                throw ambiguous(left.keySet(), source);
            }
            left.values().removeIf(path -> !key.apply(path).equals(chosen));
            if (chosen.isEmpty()) {
                break;
            }
        }
        return left.keySet().iterator().next();
    }

    private static CheckpointException ambiguous(Set<Candidate> left, String source) {
        List<String> labels = left.stream().map(Candidate::label).toList();
        return new CheckpointException(source + ": holds several sets of weights, " + Names.list(labels, " and ")
                + ": choose one with --weights KEY (LoadOptions.withWeights), --weights "
                + JsonReader.quote(labels.getFirst()) + " for example");
    }
}
