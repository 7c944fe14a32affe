package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Container;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Inert;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Tuple;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.View;
import dev.ghostlane.ghostnetv2.files.Quote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads what `torch.save` writes since PyTorch 1.6: a zip file with a pickle, `data.pkl`, and the bytes of each
/// storage, `data/0`, `data/1` and so on. Nothing in the file is run: see [Unpickler].
///
/// The pickle is a state dict, or a dict of a training script in which one lies: see [Candidate]. It is found through
/// dicts alone; whatever else lies beside it is ignored, and an object in its place refused. Tensors may share storages
/// and have any strides.
final class PyTorchFile {

    static final CheckpointFormat FORMAT = new CheckpointFormat() {
        @Override
        public String title() { return "PyTorch's"; }

        /// By the mark of a zip file.
        @Override
        public boolean recognizes(byte[] head) {
            return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
        }

        @Override
        public StateDict read(byte[] file, String source, String weights) {
            return new PyTorchFile(file, source).read(weights);
        }
    };

    /// How deep one wrapper may lie in another.
    private static final int MAX_WRAPPERS = 3;

    /// How often the tensors' bytes may be as many as the file's: tensors that share bytes are as large in memory as
    /// others, so a small file of many could fill it.
    private static final int MAX_SHARING = 2;

    private final byte[] file;
    private final String source;
    private final Map<String, ZipDirectory.Entry> entries;
    private final String root;

    private PyTorchFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        this.entries = ZipDirectory.read(file, source);
        this.root = root();
    }

    private String root() {
        String root = null;
        for (String name : entries.keySet()) {
            if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - "/data.pkl".length()) {
                if (root != null) {
                    throw error("expected one entry data.pkl in the zip file, found several");
                }
                root = name.substring(0, name.length() - "data.pkl".length());
            }
        }
        if (root == null) {
            throw error("is a zip file, but not one of torch.save: there is no entry data.pkl in its top folder, but "
                    + Names.list(entries.keySet(), ", ") + ". " + Conversion.zip(source));
        }
        if (entries.containsKey(root + "constants.pkl")) {
            throw error("is a TorchScript archive, which holds code. " + Conversion.torchScript(source));
        }
        ZipDirectory.requireStored(entries, source);
        return root;
    }

    private StateDict read(String weights) {
        ZipDirectory.Entry order = entries.get(root + "byteorder");
        if (order != null) {
            String text = new String(file, order.begin(), Math.min(order.size(), 16), StandardCharsets.ISO_8859_1);
            if (!text.strip().equals("little")) {
                throw error("expected byte order 'little', found " + JsonReader.quote(text));
            }
        }
        ZipDirectory.Entry pickle = entries.get(root + "data.pkl");
        ZipDirectory.verify(pickle, file, source);
        Unpickler unpickler = new Unpickler(file, pickle, source, key -> entries.get(root + "data/" + key));
        Object value = unpickler.read();
        if (value instanceof Inert object) {
            throw error("expected a dict of tensors, found an object of " + JsonReader.quote(object.name()) + ". "
                    + Conversion.wholeModel(source, null));
        }
        if (!(value instanceof Container top && top.isDict())) {
            throw error("expected a dict of tensors, found " + found(value));
        }
        Map<List<String>, Container> dicts = dicts(top);
        Candidate chosen = choose(dicts, weights);
        Container dict = dicts.get(chosen.dicts());
        StateDict read = StateDict.of(source, tensors(dict, keys(top, chosen.dicts())), Map.of())
                .with(Finding.FORMAT, "PyTorch: a zip file with the entry " + root + "data.pkl");
        if (!chosen.dicts().isEmpty()) {
            boolean known = Candidate.WRAPPERS.contains(chosen.dicts().getFirst());
            read = read.with(Finding.WEIGHTS, String.join(" → ", chosen.dicts()) + (weights != null
                    ? ", as asked for"
                    : known
                            ? ", the first of " + String.join(", ", Candidate.WRAPPERS) + " that is there"
                            : ", the only dict with the tensors of a network"));
        }
        Object way = chosen.dicts().isEmpty() ? dict : top.entries().get(chosen.dicts().getFirst());
        read = ignored(top, way, dict, NetworkNames.without(chosen.prefix(), read));
        return unpickler.ignored().isEmpty()
                ? read
                : read.with(Finding.GLOBALS, unpickler.ignored().stream().map(Quote::printable)
                        .collect(Collectors.joining(", ")));
    }

    /// What the pickle is instead of a dict, and how to take the dict out that may be in it.
    private String found(Object value) {
        return switch (value) {
            case Container _ -> "a list. " + Conversion.element(source, 0);
            case Tuple tuple -> "a tuple. " + Conversion.element(source, IntStream
                    .range(0, tuple.items().length)
                    .filter(i -> tuple.items()[i] instanceof Container container && container.isDict()).findFirst()
                    .orElse(0));
            case View _ -> "a tensor alone";
            case String _ -> "a text";
            case PickleValue.None _ -> "None";
            case Number _,Boolean _ -> "a number";
            default -> "a pickle of something else";
        };
    }

    /// The dicts that dicts lead to, by their keys, each once: a dict can lie in several, and in itself.
    private static Map<List<String>, Container> dicts(Container top) {
        Set<Container> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(top);
        Map<List<String>, Container> dicts = new LinkedHashMap<>(Map.of(List.of(), top));
        Map<List<String>, Container> level = dicts;
        for (int depth = 0; depth < MAX_WRAPPERS; depth++) {
            Map<List<String>, Container> deeper = new LinkedHashMap<>();
            level.forEach((path, dict) -> dict.entries().forEach((key, value) -> {
                if (value instanceof Container inner && inner.isDict() && seen.add(inner)) {
                    List<String> keys = new ArrayList<>(path);
                    keys.add(key);
                    deeper.put(keys, inner);
                }
            }));
            dicts.putAll(deeper);
            level = deeper;
        }
        return dicts;
    }

    private Candidate choose(Map<List<String>, Container> dicts, String weights) {
        List<Candidate> networks = new ArrayList<>();
        List<Candidate> others = new ArrayList<>();
        dicts.forEach((path, dict) -> {
            if (dict.entries().isEmpty()) {
                return;
            }
            networks.addAll(Candidate.in(path,
                    names(dict, value -> value instanceof View || value instanceof Inert || isObject(value))));
            if (!names(dict, View.class::isInstance).isEmpty()) {
                others.add(new Candidate(path, ""));
            }
        });
        for (List<Candidate> candidates : List.of(networks, others)) {
            List<Candidate> wanted = candidates.stream()
                    .filter(candidate -> weights == null || candidate.isIn(weights)).toList();
            if (!wanted.isEmpty()) {
                return Candidate.best(wanted, source);
            }
        }
        Container top = dicts.get(List.<String>of());
        throw error((weights == null
                ? "there is no state dict in the pickle; "
                : "there are no weights " + JsonReader.quote(weights) + "; ") + "found "
                + (top.entries().isEmpty()
                        ? "no keys that are texts or numbers"
                        : Names.list(top.entries().keySet(), ", "))
                + names(top, PyTorchFile::isObject).stream()
                        .min(Comparator.comparing(name -> !Candidate.WRAPPERS.contains(name)))
                        .map(key -> ". " + JsonReader.quote(key) + " is an object of "
                                + JsonReader.quote(object(top.entries().get(key))) + ". "
                                + Conversion.wholeModel(source, key(top, key)))
                        .orElse(""));
    }

    private static List<String> names(Container dict, Predicate<Object> values) {
        return dict.entries().entrySet().stream().filter(entry -> values.test(entry.getValue())).map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isObject(Object value) { return object(value) != null; }

    /// What Python would call to make a value, or the name that it is; null for plain data.
    private static String object(Object value) {
        return switch (value) {
            case Inert inert when inert.foreign() -> inert.name();
            case PickleGlobal global when global.isIgnored() -> global.name();
            default -> null;
        };
    }

    /// A key as Python reads it.
    private static String key(Container dict, String name) { return dict.isText(name) ? Conversion.text(name) : name; }

    /// The keys that lead to a dict, as Python reads them.
    private static List<String> keys(Container top, List<String> names) {
        List<String> keys = new ArrayList<>();
        Container dict = top;
        for (String name : names) {
            keys.add(key(dict, name));
            dict = (Container) dict.entries().get(name);
        }
        return keys;
    }

    /// @param keys of the dicts that lead to the dict, as Python reads them
    private List<Tensor> tensors(Container dict, List<String> keys) {
        List<Tensor> tensors = new ArrayList<>();
        Set<ZipDirectory.Entry> verified = new HashSet<>();
        long bytes = 0;
        for (Map.Entry<String, Object> entry : dict.entries().entrySet()) {
            String name = entry.getKey();
            if (!(entry.getValue() instanceof View view)) {
                requirePlain(name, entry.getValue(), keys);
                continue;
            }
            if (verified.add(view.storage().entry())) {
                ZipDirectory.verify(view.storage().entry(), file, source);
            }
            Tensor tensor = tensor(name, view);
            bytes += (long) tensor.elements() * tensor.dtype().bytes();
            tensors.add(tensor);
        }
        if (bytes > (long) MAX_SHARING * file.length) {
            throw error("the tensors share so many bytes that they would take " + bytes + " bytes, more than "
                    + MAX_SHARING + " times the file's " + file.length);
        }
        return tensors;
    }

    /// Refuses an object among the tensors, and anything else but them under a name like that of a tensor.
    private void requirePlain(String name, Object value, List<String> keys) {
        if (isObject(value) || value instanceof Inert && name.indexOf('.') >= 0) {
            String object = value instanceof Inert inert ? inert.name() : object(value);
            throw error("expected a tensor " + JsonReader.quote(name) + " of floats or whole numbers, found an object"
                    + " of " + JsonReader.quote(object) + ", which is not read"
                    + (object.startsWith("numpy.") ? ". " + Conversion.arrays(source, keys) : ""));
        }
    }

    private Tensor tensor(String name, View view) {
        DType dtype = view.storage().dtype();
        int begin = view.storage().entry().begin() + view.offset() * dtype.bytes();
        List<Integer> shape = Arrays.stream(view.shape()).boxed().toList();
        return isRowMajor(view)
                ? new Tensor(source, name, dtype, shape, file, begin)
                : new Tensor(source, name, dtype, shape, file, begin, view.strides());
    }

    private static boolean isRowMajor(View view) {
        long step = 1;
        for (int axis = view.shape().length - 1; axis >= 0; axis--) {
            int size = view.shape()[axis];
            if (size > 1 && view.strides()[axis] != step) {
                return false;
            }
            step *= Math.max(size, 1);
        }
        return true;
    }

    private static StateDict ignored(Container top, Object way, Container dict, StateDict read) {
        Set<String> names = new LinkedHashSet<>();
        for (Container container : top == dict ? List.of(dict) : List.of(top, dict)) {
            container.entries().forEach((name, value) -> {
                if (value != way && value != dict && !(container == dict && value instanceof View)) {
                    names.add(name);
                }
            });
        }
        return names.isEmpty() ? read : read.with(Finding.IGNORED, Names.list(names, ", "));
    }

    private CheckpointException error(String message) { return new CheckpointException(source + ": " + message); }
}
