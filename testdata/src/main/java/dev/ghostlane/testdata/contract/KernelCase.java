package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.Paste;
import dev.ghostlane.testdata.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// One call of an operation: shapes, weights and contents, as a record. Made by jqwik or written down.
public interface KernelCase {

    /// {@return the operation's name, for people and files: `average-pool` of an `AveragePoolCase`}
    default String operation() { return operation(getClass()); }

    /// {@return the operation's name from that of its class of cases}
    ///
    /// @param cases the class
    static String operation(Class<? extends KernelCase> cases) {
        return cases.getSimpleName().replaceFirst("Case$", "").replaceAll("(?<=.)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /// {@return where the inputs lie}
    List<Layout> inputs();

    /// {@return where the output lies}
    Layout output();

    /// {@return the placements, activation, contents and seed}
    Setting setting();

    /// {@return the weights, in PyTorch's order and shapes}
    default List<NamedTensor> weightTensors() { return List.of(); }

    /// {@return what the operation needs to know besides its maps and weights, such as stride and activation}
    default Map<String, Object> attributes() { return Map.of(); }

    /// {@return this case, with the parameters that a run whose output is the first input must have; empty if the
    /// operation's contract allows no such run}
    default Optional<? extends KernelCase> inPlace() { return Optional.empty(); }

    /// {@return the operation of these kernels with the case's parameters, its weights packed}
    ///
    /// @param kernels what computes it
    PreparedCall prepare(Kernels kernels);

    /// {@return what the result is in double precision, and how far rounding may take it from there}
    ///
    /// @param inputs elements in NHWC order without gaps
    /// @param accuracy of the arithmetic that is judged
    Claim claim(List<float[]> inputs, Accuracy accuracy);

    /// {@return the result in float, operation by operation in the order that the contract states}
    ///
    /// @param inputs elements in NHWC order without gaps
    float[] inContractOrder(List<float[]> inputs);

    /// {@return the same case with other contents}
    ///
    /// @param other the other contents
    default KernelCase with(Setting other) { return (KernelCase) Paste.with((Record) this, other); }

    /// {@return the Java expression that makes this case}
    default String expression() { return Paste.of((Record) this); }

    /// {@return this case if its contents are among these, otherwise the same with normal values}
    ///
    /// @param contents kinds of contents
    default KernelCase within(Set<Content> contents) {
        return contents.contains(setting().content()) ? this : with(setting().with(Content.NORMAL));
    }

    /// {@return the elements of the inputs, in NHWC order without gaps}
    default List<float[]> contents() {
        List<Layout> inputs = inputs();
        return IntStream.range(0, inputs.size()).mapToObj(i -> Tensors.of(setting().content(),
                inputs.get(i).elements(), setting().seed() + 1_000_003L * i)).toList();
    }

    /// {@return the parameters such as weights, filled as the inputs are}
    ///
    /// @param number tells one parameter from another
    /// @param count how many floats
    default float[] parameters(int number, int count) {
        return Tensors.of(setting().content(), count, setting().seed() + 1_000_003L * (number + 100));
    }
}
