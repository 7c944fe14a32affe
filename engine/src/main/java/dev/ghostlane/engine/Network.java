package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A network as a list of operations on named values, in an order in which they can run. Immutable.
///
/// @param name what it is, for people
/// @param input name of the input value, a map of `inputChannels` channels
/// @param inputChannels channels of the input
/// @param ops operations; each reads values that exist before it
/// @param output name of the value that the network is there to compute
public record Network(String name, String input, int inputChannels, List<Op> ops, String output) {

    /// Checks that the operations can run in their order.
    ///
    /// @throws IllegalArgumentException if an operation reads a value that does not exist yet, if a value is
    ///         given twice or if the output is missing
    public Network {
        ops = List.copyOf(ops);
        Set<String> known = new HashSet<>();
        known.add(input);
        for (Op op : ops) {
            for (String value : op.inputs()) {
                if (!known.contains(value)) {
                    throw new IllegalArgumentException(
                            op.output() + " reads " + value + ", which nothing before it gives");
                }
            }
            if (!known.add(op.output())) {
                throw new IllegalArgumentException("two operations give the value " + op.output());
            }
        }
        if (!known.contains(output)) {
            throw new IllegalArgumentException("nothing gives the output " + output);
        }
    }

    /// {@return the names of all values, the input first, then in the order of the operations}
    public List<String> values() {
        List<String> values = new ArrayList<>();
        values.add(input);
        for (Op op : ops) {
            values.add(op.output());
        }
        return values;
    }

    /// Compiles the network for the kernels of this process: folds, fuses and packs.
    ///
    /// @return what computes [#output()]
    public CompiledNetwork compile() { return compile(Kernels.best(), List.of(output)); }

    /// Compiles what is needed to compute some of the values.
    ///
    /// @param kernels what runs
    /// @param outputs names of the wanted values, at least one; any that an operation gives
    /// @return what computes the wanted values, and nothing that none of them needs
    /// @throws IllegalArgumentException if a value does not exist or the operations do not fit together
    public CompiledNetwork compile(Kernels kernels, List<String> outputs) {
        return new NetworkCompiler(this, kernels).compile(outputs);
    }
}
