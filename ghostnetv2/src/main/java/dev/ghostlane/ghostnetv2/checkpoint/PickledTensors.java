package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Inert;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.None;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Storage;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Tuple;
import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.View;
import java.util.Arrays;
import java.util.function.Function;

/// Makes storages and tensors of what a pickle says of them, if they lie inside the zip file's entries.
final class PickledTensors {

    /// More dimensions than PyTorch can make.
    private static final int MAX_RANK = 64;

    private final Function<String, ZipDirectory.Entry> storages;
    private final Function<String, CheckpointException> error;

    /// @param storages the zip entry of a storage by its key, null if there is none
    /// @param error makes an exception of what is wrong
    PickledTensors(Function<String, ZipDirectory.Entry> storages, Function<String, CheckpointException> error) {
        this.storages = storages;
        this.error = error;
    }

    /// The storage of a persistent id `('storage', type, key, device, elements)`; a note of one whose elements are of a
    /// type that no weight has, such as complex numbers.
    PickleValue storage(Object id) {
        Object[] parts = id instanceof Tuple tuple ? tuple.items() : new Object[0];
        if (parts.length < 5 || !"storage".equals(parts[0]) || !(parts[1] instanceof PickleGlobal type)
                || !(parts[2] instanceof String key) || !(parts[4] instanceof Long elements)) {
            throw error.apply("expected a persistent id ('storage', type, key, device, elements)");
        }
        if (type.kind() != PickleGlobal.Kind.STORAGE) {
            return new Inert(type.name(), true);
        }
        ZipDirectory.Entry entry = storages.apply(key);
        if (entry == null) {
            throw error.apply("names the storage " + JsonReader.quote(key) + ", for which there is no zip entry");
        }
        if (elements < 0 || elements > Integer.MAX_VALUE || elements * type.dtype().bytes() != entry.size()) {
            throw error.apply("storage " + JsonReader.quote(key) + " must have " + elements + " elements of "
                    + type.dtype() + ", but its zip entry has " + entry.size() + " bytes");
        }
        return new Storage(type.dtype(), entry);
    }

    /// The tensor of the arguments of `_rebuild_parameter`; a note, if it is of one.
    PickleValue parameter(Object[] items) {
        if (items.length > 0 && (items[0] instanceof View || items[0] instanceof Inert)) {
            return (PickleValue) items[0];
        }
        throw error.apply("expected a parameter of a tensor");
    }

    /// The tensor of the arguments of `_rebuild_tensor_v2`: storage, offset, sizes, strides, two that do not matter.
    /// Maybe also whether its values are to be negated or conjugated: then a note is made instead.
    PickleValue view(Object[] items) {
        if (items.length > 0 && items[0] instanceof Inert inert) {
            return inert;
        }
        if (items.length > 6 && !(items[6] instanceof None)) {
            return new Inert("torch._utils._rebuild_tensor_v2 with metadata", true);
        }
        if (items.length < 4 || !(items[0] instanceof Storage storage) || !(items[1] instanceof Long offset)
                || !(items[2] instanceof Tuple sizes) || !(items[3] instanceof Tuple steps)
                || sizes.items().length != steps.items().length) {
            throw error.apply("expected a tensor of a storage, an offset, sizes and as many strides");
        }
        int[] shape = numbers(sizes);
        int[] strides = numbers(steps);
        long elements = elements(shape);
        long last = offset;
        for (int axis = 0; axis < shape.length && elements > 0; axis++) {
            // Not beyond what is too large in any case, so that the sum cannot overflow.
            last = Math.min(last + (shape[axis] - 1L) * strides[axis], Integer.MAX_VALUE);
        }
        if (offset < 0 || elements > storage.elements() || offset > storage.elements()
                || elements > 0 && last >= storage.elements()) {
            throw error
                    .apply("a tensor of sizes " + Arrays.toString(shape) + " with strides " + Arrays.toString(strides)
                            + " from element " + offset + " does not lie inside its storage of " + storage.elements()
                            + " elements"
                            + (elements > storage.elements() && Arrays.stream(strides).anyMatch(s -> s == 0)
                                    ? "; one that repeats elements must be made contiguous before it is saved"
                                    : ""));
        }
        return new View(storage, (int) (long) offset, shape, strides);
    }

    private long elements(int[] shape) {
        try {
            long elements = 1;
            for (int size : shape) {
                elements = Math.multiplyExact(elements, size);
            }
            return elements;
        } catch (ArithmeticException e) {
            throw error.apply("the number of elements of sizes " + Arrays.toString(shape) + " overflows");
        }
    }

    private int[] numbers(Tuple tuple) {
        if (tuple.items().length > MAX_RANK) {
            throw error.apply("a tensor of " + tuple.items().length + " dimensions, at most " + MAX_RANK + " are read");
        }
        int[] numbers = new int[tuple.items().length];
        for (int i = 0; i < numbers.length; i++) {
            if (!(tuple.items()[i] instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                throw error.apply("expected sizes and strides from 0 to " + Integer.MAX_VALUE);
            }
            numbers[i] = (int) (long) number;
        }
        return numbers;
    }
}
