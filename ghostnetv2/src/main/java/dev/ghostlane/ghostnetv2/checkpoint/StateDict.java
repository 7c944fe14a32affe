package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The tensors of a checkpoint by name, in the order of the file, and the text it carries. Immutable.
public final class StateDict {
    private final String source;
    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;
    private final Map<String, String> origins;
    private final List<Finding> findings;

    private StateDict(String source, Map<String, Tensor> tensors, Map<String, String> metadata,
            Map<String, String> origins, List<Finding> findings) {
        this.source = source;
        this.tensors = tensors;
        this.metadata = metadata;
        this.origins = origins;
        this.findings = findings;
    }

    /// {@return a state dict of given tensors}
    ///
    /// @param source where they come from, as messages should name it
    /// @param tensors the tensors, in the order in which a file would have them
    /// @param metadata any text, for example `width` or `labels`
    /// @throws IllegalArgumentException if two tensors have the same name
    public static StateDict of(String source, List<Tensor> tensors, Map<String, String> metadata) {
        Objects.requireNonNull(source, "source");
        Map<String, Tensor> byName = LinkedHashMap.newLinkedHashMap(tensors.size());
        for (Tensor tensor : tensors) {
            if (byName.putIfAbsent(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("tensor " + tensor.name() + " is given twice");
            }
        }
        return new StateDict(source, Collections.unmodifiableMap(byName),
                Collections.unmodifiableMap(new LinkedHashMap<>(metadata)), Map.of(), List.of());
    }

    /// {@return the same state dict with other tensors}
    ///
    /// @param tensors the tensors, in the order in which a file would have them
    /// @throws IllegalArgumentException if two tensors have the same name
    public StateDict with(List<Tensor> tensors) {
        return new StateDict(source, of(source, tensors, Map.of()).tensors, metadata, origins, findings);
    }

    /// {@return the same state dict with some entries of metadata added or replaced}
    ///
    /// @param entries the entries
    public StateDict with(Map<String, String> entries) { return from("metadata", entries); }

    /// {@return the same state dict with some entries of metadata added or replaced that the checkpoint itself does
    /// not say}
    ///
    /// @param origin who says them: `config.json`, for example
    /// @param entries the entries
    public StateDict from(String origin, Map<String, String> entries) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        Map<String, String> from = new LinkedHashMap<>(origins);
        entries.forEach((key, value) -> {
            all.put(key, value);
            from.put(key, origin);
        });
        return new StateDict(source, tensors, Collections.unmodifiableMap(all), Collections.unmodifiableMap(from),
                findings);
    }

    /// {@return the same state dict with one more finding}
    ///
    /// @param subject what it is about
    /// @param text what was found out
    public StateDict with(String subject, String text) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(new Finding(subject, text));
        return new StateDict(source, tensors, metadata, origins, List.copyOf(all));
    }

    /// {@return where the tensors come from, as messages name it: a path or a description}
    public String source() { return source; }

    /// {@return the text of the checkpoint: `__metadata__` of a safetensors file} Unmodifiable, maybe empty.
    public Map<String, String> metadata() { return metadata; }

    /// {@return who says an entry of metadata: `metadata` for the checkpoint itself}
    ///
    /// @param key the entry's key
    public String origin(String key) { return origins.getOrDefault(key, "metadata"); }

    /// {@return how the checkpoint was read: its format, and what was chosen, renamed and left out} Unmodifiable.
    public List<Finding> findings() { return findings; }

    /// {@return the tensors' names in the order of the file} Unmodifiable.
    public Set<String> names() { return tensors.keySet(); }

    /// {@return the tensor of that name, if there is one}
    ///
    /// @param name the tensor's name, whole
    public Optional<Tensor> find(String name) { return Optional.ofNullable(tensors.get(name)); }

    /// {@return the number of tensors}
    public int size() { return tensors.size(); }

    /// {@return the source and number of tensors}
    @Override
    public String toString() { return source + " (" + tensors.size() + " tensors)"; }
}
