package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Container;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what `torch.save` writes since PyTorch 1.6: a zip file with a pickle, `data.pkl`, and the bytes of each
/// storage, `data/0`, `data/1` and so on. Nothing in the file is run: see [Unpickler].
///
/// The pickle is a state dict, or a dict of a training script in which one lies under [#WRAPPERS]. A prefix `module.`
/// or `_orig_mod.`, which wrappers of models leave, is taken off the names; what is no tensor is ignored. Tensors may
/// share storages and have any strides.
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

    /// Where training scripts keep weights, the best first: averages over the training, then the last ones.
    static final List<String> WRAPPERS = List.of("state_dict_ema", "model_ema", "state_dict", "model");

    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

    /// How deep one wrapper may lie in another.
    private static final int MAX_WRAPPERS = 3;

    /// How often the tensors' bytes may be as many as the file's: tensors that share bytes are as large in memory as
    /// others, so a small file of many could fill it.
    private static final int MAX_SHARING = 2;

    private static final int SHOWN = 8;

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
            throw error("is a zip file, but not one of torch.save: there is no entry data.pkl in its top folder");
        }
        if (entries.containsKey(root + "constants.pkl")) {
            throw error("is a TorchScript archive, which holds code; save the model's state_dict() with torch.save");
        }
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
        Object value = new Unpickler(file, pickle, source, key -> entries.get(root + "data/" + key)).read();
        if (!(value instanceof Container top && top.isDict())) {
            throw error("expected a dict of tensors, found a pickle of something else");
        }
        List<String> path = new ArrayList<>();
        Container dict = choose(top, weights, path);
        StateDict read = StateDict.of(source, tensors(dict), Map.of())
                .with(Finding.FORMAT, "PyTorch: a zip file with the entry " + root + "data.pkl");
        if (!path.isEmpty()) {
            read = read.with(Finding.WEIGHTS, String.join(" → ", path) + (weights == null
                    ? ", the first of " + String.join(", ", WRAPPERS) + " that is there"
                    : ", as asked for"));
        }
        read = prefixes(dict, read);
        return ignored(top, dict, read);
    }

    private Container choose(Container top, String weights, List<String> path) {
        if (weights != null) {
            if (!(top.entries().get(weights) instanceof Container chosen && leadsToTensors(chosen))) {
                throw error("there are no weights " + JsonReader.quote(weights) + "; " + found(top));
            }
            path.add(weights);
            return unwrap(chosen, path);
        }
        return unwrap(top, path);
    }

    private Container unwrap(Container outer, List<String> path) {
        Container dict = outer;
        while (path.size() < MAX_WRAPPERS) {
            String wrapper = wrapper(dict);
            if (wrapper == null) {
                break;
            }
            path.add(wrapper);
            dict = (Container) dict.entries().get(wrapper);
        }
        if (!holdsTensors(dict)) {
            throw error("there is no state dict in the pickle; " + found(dict));
        }
        return dict;
    }

    /// The first wrapper that holds tensors, or another wrapper that does; null if there is none. It looks no deeper: a
    /// dict can hold itself.
    private static String wrapper(Container dict) {
        for (String wrapper : WRAPPERS) {
            if (dict.entries().get(wrapper) instanceof Container inner && leadsToTensors(inner)) {
                return wrapper;
            }
        }
        return null;
    }

    private static boolean leadsToTensors(Container dict) {
        return holdsTensors(dict) || WRAPPERS.stream()
                .anyMatch(wrapper -> dict.entries().get(wrapper) instanceof Container inner && holdsTensors(inner));
    }

    private static boolean holdsTensors(Container dict) {
        for (Object value : dict.entries().values()) {
            if (value instanceof View) {
                return true;
            }
        }
        return false;
    }

    private static String found(Container dict) {
        List<String> names = dict.entries().keySet().stream().limit(SHOWN).map(JsonReader::quote).toList();
        return names.isEmpty()
                ? "found no names"
                : "found " + String.join(", ", names)
                        + (dict.entries().size() > SHOWN ? " and " + (dict.entries().size() - SHOWN) + " more" : "");
    }

    private List<Tensor> tensors(Container dict) {
        List<Tensor> tensors = new ArrayList<>();
        Map<String, String> names = new LinkedHashMap<>();
        Set<ZipDirectory.Entry> verified = new HashSet<>();
        long bytes = 0;
        for (Map.Entry<String, Object> entry : dict.entries().entrySet()) {
            if (!(entry.getValue() instanceof View view)) {
                continue;
            }
            String name = withoutPrefixes(entry.getKey());
            String other = names.putIfAbsent(name, entry.getKey());
            if (other != null) {
                throw error("tensors " + JsonReader.quote(other) + " and " + JsonReader.quote(entry.getKey())
                        + " have the same name without their prefixes");
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

    private static String withoutPrefixes(String name) {
        String rest = name;
        for (boolean found = true; found;) {
            found = false;
            for (String prefix : PREFIXES) {
                if (rest.startsWith(prefix)) {
                    rest = rest.substring(prefix.length());
                    found = true;
                }
            }
        }
        return rest;
    }

    private static StateDict prefixes(Container dict, StateDict read) {
        long changed = dict.entries().keySet().stream().filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
                .count();
        return changed == 0
                ? read
                : read.with(Finding.NAMES, "without the prefix "
                        + String.join(" or ", PREFIXES) + ", which " + changed + " of them have");
    }

    private static StateDict ignored(Container top, Container dict, StateDict read) {
        Set<String> names = new HashSet<>();
        List<String> shown = new ArrayList<>();
        for (Container container : top == dict ? List.of(dict) : List.of(top, dict)) {
            container.entries().forEach((name, value) -> {
                if (value != dict && !(container == dict && value instanceof View) && names.add(name)
                        && shown.size() < SHOWN) {
                    shown.add(JsonReader.quote(name));
                }
            });
        }
        return shown.isEmpty()
                ? read
                : read.with(Finding.IGNORED, String.join(", ", shown)
                        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : ""));
    }

    private CheckpointException error(String message) { return new CheckpointException(source + ": " + message); }
}
