package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The values of a pickle that are not plain text or numbers. They know their depth only to keep it small; their
/// content is never walked through, so a value that holds itself does no harm.
sealed interface PickleValue {

    /// Python's `None`.
    record None() implements PickleValue {}

    /// Something that is there, and has no meaning: what was put into it is forgotten.
    ///
    /// @param name what Python would call to make it
    /// @param foreign whether it is an object, rather than plain data such as a number of NumPy
    record Inert(String name, boolean foreign) implements PickleValue {}

    /// A tuple.
    record Tuple(Object[] items, int depth) implements PickleValue {}

    /// The bytes of an entry of the zip file, as elements of a type.
    record Storage(DType dtype, ZipDirectory.Entry entry) implements PickleValue {
        int elements() { return entry.size() / dtype.bytes(); }
    }

    /// A tensor without a name.
    ///
    /// @param strides elements between neighbours of each dimension
    record View(Storage storage, int offset, int[] shape, int[] strides) implements PickleValue {}

    /// A list or a dict. A list forgets what it is given, and a dict keeps the keys alone that are texts or numbers:
    /// lists, and other keys, occur beside the weights, and nobody asks for them.
    final class Container implements PickleValue {
        private final boolean isDict;
        private Map<String, Object> entries = Map.of();

        /// Names of keys that are no texts.
        private Set<String> others = Set.of();
        private int depth = 1;

        Container(boolean isDict) { this.isDict = isDict; }

        boolean isDict() { return isDict; }

        int depth() { return depth; }

        /// The values by the names of their keys, in the order in which they were put; of a list, none.
        Map<String, Object> entries() { return entries; }

        /// Takes an entry, if its key has a name.
        ///
        /// @return false if another key has the same name, as `0` and `'0'` have
        boolean put(Object key, Object value) {
            String name = name(key);
            if (name == null) {
                return true;
            }
            if (entries.containsKey(name) && isText(name) != key instanceof String) {
                return false;
            }
            if (entries.isEmpty()) {
                entries = new LinkedHashMap<>(4);
            }
            entries.put(name, value);
            if (!(key instanceof String)) {
                if (others.isEmpty()) {
                    others = new HashSet<>(4);
                }
                others.add(name);
            }
            return true;
        }

        /// Whether the key of a name is a text.
        boolean isText(String name) { return !others.contains(name); }

        /// What a key is called: a text as it is, a number, a truth value and `None` as Python reads them; null for
        /// others.
        private static String name(Object key) {
            return switch (key) {
                case String text -> text;
                case Long number -> number.toString();
                case Double number -> Double.isFinite(number) ? number.toString() : null;
                case Boolean truth -> truth ? "True" : "False";
                case None _ -> "None";
                default -> null;
            };
        }

        void hold(int depthOfValue) { depth = Math.max(depth, depthOfValue + 1); }
    }
}
