package dev.ghostlane.bench.compare;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The C functions of XNNPACK and of pthreadpool, which it brings along, in a shared library.
@SuppressWarnings("restricted") // Calling C is what it is for.
final class XnnpackLibrary {
    private final SymbolLookup symbols;
    private final ConcurrentMap<String, MethodHandle> functions = new ConcurrentHashMap<>();

    /// @param file the shared library
    /// @param arena how long it stays loaded
    /// @throws IllegalStateException if it cannot be loaded
    XnnpackLibrary(Path file, Arena arena) {
        try {
            symbols = SymbolLookup.libraryLookup(file.toAbsolutePath(), arena);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " is not a shared library that can be loaded: " + e.getMessage(), e);
        }
        call("xnn_initialize", MemorySegment.NULL);
    }

    /// Calls a function that returns a status.
    ///
    /// @param arguments `Integer` for `uint32_t` and enumerations, `Long` for `size_t`, `Float`, `MemorySegment` for
    ///        pointers
    /// @throws IllegalStateException if the status is not that of success
    void call(String function, Object... arguments) {
        int status = (Integer) invoke(function, ValueLayout.JAVA_INT, arguments);
        if (status != 0) {
            throw new IllegalStateException(function + " of XNNPACK failed with status " + status);
        }
    }

    /// What a function returns that returns a pointer.
    MemorySegment pointer(String function, Object... arguments) {
        return (MemorySegment) invoke(function, ValueLayout.ADDRESS, arguments);
    }

    /// Calls a function that returns nothing.
    void callVoid(String function, Object... arguments) { invoke(function, null, arguments); }

    /// A function that takes a pointer and returns a status, for calls that are timed.
    MethodHandle ofPointer(String function) {
        return function(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /// @param result null for nothing
    private Object invoke(String name, MemoryLayout result, Object... arguments) {
        MemoryLayout[] layouts = Arrays.stream(arguments).map(XnnpackLibrary::layout).toArray(MemoryLayout[]::new);
        FunctionDescriptor nothing = FunctionDescriptor.ofVoid(layouts);
        try {
            return functions
                    .computeIfAbsent(name,
                            _ -> function(name, result == null ? nothing : nothing.changeReturnLayout(result)))
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address = symbols.find(name)
                .orElseThrow(() -> new IllegalStateException("the library has no function " + name));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Integer _ -> ValueLayout.JAVA_INT;
            case Long _ -> ValueLayout.JAVA_LONG;
            case Float _ -> ValueLayout.JAVA_FLOAT;
            case MemorySegment _ -> ValueLayout.ADDRESS;
            default -> throw new IllegalArgumentException("no C type for " + argument);
        };
    }
}
