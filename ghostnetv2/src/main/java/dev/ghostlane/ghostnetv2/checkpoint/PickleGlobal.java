package dev.ghostlane.ghostnetv2.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a pickle names. Names are looked up in this list and nowhere else: they never become classes.
///
/// @param kind what the reader does where Python would call it
/// @param dtype of a storage, otherwise null
record PickleGlobal(String name, Kind kind, DType dtype) {

    /// What the reader does where Python would call a global.
    enum Kind {
        /// Makes an empty dict.
        DICT,
        /// Makes an empty dict, and is given what would make values that are missing.
        DEFAULT_DICT,
        /// Makes a tensor of a storage, an offset, sizes and strides.
        TENSOR,
        /// Gives its first argument.
        PARAMETER,
        /// Calls its first argument, for a type of tensors.
        TYPED,
        /// Is a type of tensors that are as any other.
        TENSOR_TYPE,
        /// Is an element type; not called.
        STORAGE,
        /// Makes nothing: a note that plain data was here, such as a number of NumPy.
        PLAIN,
        /// Makes nothing: a note that an object was here.
        FOREIGN
    }

    private static final Map<String, PickleGlobal> KNOWN = new HashMap<>();

    static {
        know("collections.OrderedDict", Kind.DICT, null);
        know("collections.defaultdict", Kind.DEFAULT_DICT, null);
        know("torch._utils._rebuild_tensor_v2", Kind.TENSOR, null);
        for (String maker : List.of("_rebuild_parameter", "_rebuild_parameter_with_state")) {
            know("torch._utils." + maker, Kind.PARAMETER, null);
        }
        know("torch._tensor._rebuild_from_type_v2", Kind.TYPED, null);
        for (String type : List.of("torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer")) {
            know(type, Kind.TENSOR_TYPE, null);
        }
        know("torch.FloatStorage", Kind.STORAGE, DType.F32);
        know("torch.DoubleStorage", Kind.STORAGE, DType.F64);
        know("torch.HalfStorage", Kind.STORAGE, DType.F16);
        know("torch.BFloat16Storage", Kind.STORAGE, DType.BF16);
        know("torch.LongStorage", Kind.STORAGE, DType.I64);
        know("torch.IntStorage", Kind.STORAGE, DType.I32);
        know("torch.ShortStorage", Kind.STORAGE, DType.I16);
        know("torch.CharStorage", Kind.STORAGE, DType.I8);
        know("torch.ByteStorage", Kind.STORAGE, DType.U8);
        know("torch.BoolStorage", Kind.STORAGE, DType.BOOL);
        // What training scripts keep beside the weights: arguments, paths, counters, numbers of NumPy.
        for (String name : Set.of("argparse.Namespace", "types.SimpleNamespace", "collections.Counter",
                "collections.deque", "datetime.date", "datetime.datetime", "datetime.timedelta",
                "pathlib.Path", "pathlib.PosixPath", "pathlib.PurePosixPath", "pathlib.WindowsPath",
                "pathlib.PureWindowsPath", "pathlib._local.PosixPath", "pathlib._local.WindowsPath", "_codecs.encode",
                "numpy.dtype", "numpy.ndarray", "numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct",
                "numpy._core.multiarray.scalar", "numpy._core.multiarray._reconstruct", "torch.Size", "torch.device",
                "torch.float16", "torch.bfloat16", "torch.float32", "torch.float64", "torch.int64", "torch.int32")) {
            know(name, Kind.PLAIN, null);
        }
        for (String type : Set.of("set", "frozenset", "bytearray", "complex", "slice", "range", "list", "dict", "tuple",
                "int", "float", "str", "bool", "object")) {
            know("builtins." + type, Kind.PLAIN, null);
            know("__builtin__." + type, Kind.PLAIN, null);
        }
    }

    private static void know(String name, Kind kind, DType dtype) {
        KNOWN.put(name, new PickleGlobal(name, kind, dtype));
    }

    /// What is known under a name, such as `torch.FloatStorage`; something foreign, if nothing is.
    static PickleGlobal named(String name) {
        PickleGlobal known = KNOWN.get(name);
        return known == null ? new PickleGlobal(name, Kind.FOREIGN, null) : known;
    }

    /// Whether it means nothing here.
    boolean isIgnored() { return kind == Kind.PLAIN || kind == Kind.FOREIGN || kind == Kind.TENSOR_TYPE; }

    /// Whether it makes tensors of its own arguments.
    boolean makesTensors() { return kind == Kind.TENSOR || kind == Kind.PARAMETER; }
}
