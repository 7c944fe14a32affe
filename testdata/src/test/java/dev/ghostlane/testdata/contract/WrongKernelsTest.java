package dev.ghostlane.testdata.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.operations.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kit itself: of every operation, kernels that break one promise are caught by it, and right ones pass.
class WrongKernelsTest {

    private static final int CASES = 24;

    static List<Operation<?>> operations() { return Operation.all(); }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void rightKernelsKeepAllPromises(Operation<C> operation) {
        for (Agreement agreement : List.of(Agreement.BITS, Agreement.BOUND)) {
            List<C> cases = operation.cases(agreement.contents(), 1, CASES);
            for (Implementation<C> implementation : Implementation.<C>ofGhostlane()) {
                Trial.Report report = new Trial<C>(implementation, agreement).run(cases);
                assertEquals(List.of(), report.failures());
                assertEquals(CASES, report.good());
                assertEquals(CASES, report.sameBits());
                assertTrue(report.largestShare() <= 1, report.toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aLastBitIsSeenWhereBitsAreCompared(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    int last = lastElement(output);
                    float value = output.data()[last];
                    output.data()[last] = Float.isNaN(value)
                            ? 0
                            : Float.intBitsToFloat(
                                    Float.floatToRawIntBits(value) ^ 1);
                }), "elements differ", "expected ", "actual ", "0x", " ULP", "[n=");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aLargerErrorIsSeenWhereBoundsDecide(Operation<C> operation) {
        assertCaught(operation, Agreement.BOUND, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    int last = lastElement(output);
                    output.data()[last] = Float.isNaN(output.data()[last]) ? 0 : output.data()[last] * 1.001f + 1e-3f;
                }), "[n=", "expected ", "actual ", "0x", " ULP");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void anElementThatIsLeftOutIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    float before = output.data()[lastElement(output)];
                    call.run().run(inputs, output, begin, end);
                    output.data()[lastElement(output)] = before;
                }), "was not written");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aFloatAfterTheOutputIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    if (lastElement(output) + 1 < output.data().length) {
                        output.data()[lastElement(output) + 1] = 0;
                    }
                }), "outside the map", "was written");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aChangedInputIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    FeatureMap input = inputs.getLast();
                    input.data()[lastElement(input)] += 1;
                    input.data()[input.offset()] = 7;
                }), "of an input's array was changed");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aReadOfTheGuardsIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::agreesWithTheReference,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    FeatureMap input = inputs.getFirst();
                    int next = lastElement(input) + 1;
                    if (next < input.data().length) {
                        output.data()[output.offset()] += 0 * input.data()[next];
                    }
                }), "elements differ");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void computingMoreThanWasAskedForIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::writesOnlyThePartsItIsAskedFor,
                wrong(call -> (inputs, output, begin, end) -> call.run().run(inputs, output, 0,
                        call.parts().applyAsInt(output))),
                "was written");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void aPartThatSpoilsAnotherIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::partsMayBeComputedApartAndInAnyOrder,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    if (begin > 0) {
                        output.data()[output.offset()] = 42;
                    }
                }), "parts [[");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void anImageThatDependsOnTheBatchIsSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BOUND, Promises::imageOfABatchIsComputedAsItIsAlone,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    if (output.batch() == 1) {
                        output.data()[output.offset()] += 1 + Math.abs(output.data()[output.offset()]);
                    }
                }), "image 0, alone");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void maskedStoresOverANeighbourAreSeen(Operation<C> operation) {
        assertCaught(operation, Agreement.BITS, Promises::mapsMayBeNeighboursInOneArray,
                wrong(call -> (inputs, output, begin, end) -> {
                    call.run().run(inputs, output, begin, end);
                    if (output.data() == inputs.getFirst().data()) {
                        output.data()[output.offset() - 1] = 42;
                    }
                }), "in one array");
    }

    @ParameterizedTest
    @MethodSource("operations")
    <C extends KernelCase> void anOutputThatIsClearedFirstIsSeenInPlace(Operation<C> operation) {
        List<C> cases = new ArrayList<>();
        for (C testCase : operation.cases(EnumSet.of(Content.NORMAL), 1, CASES)) {
            // A case returns cases of its own kind.
            @SuppressWarnings("unchecked")
            C inPlace = (C) testCase.inPlace().orElse(null);
            if (inPlace != null) {
                cases.add(inPlace);
            }
        }
        if (!cases.isEmpty()) {
            assertCaught(cases, Agreement.BITS, Promises::outputMayBeTheFirstInput,
                    wrong(call -> (inputs, output, begin, end) -> {
                        for (int pixel = 0; pixel < output.pixels(); pixel++) {
                            for (int channel = 0; channel < output.channels(); channel++) {
                                output.data()[output.index(0, pixel) + channel] = 0;
                            }
                        }
                        call.run().run(inputs, output, begin, end);
                    }), "in place");
        }
    }

    private static int lastElement(FeatureMap map) {
        return map.index(map.rows() - 1, map.width() - 1) + map.channels() - 1;
    }

    private static UnaryOperator<PreparedCall> wrong(Function<PreparedCall, PreparedCall.Run> run) {
        return call -> new PreparedCall(run.apply(call), call.parts(), call.share(), call.constants());
    }

    private static <C extends KernelCase> void assertCaught(Operation<C> operation, Agreement agreement,
            BiConsumer<Promises<C>, C> promise, UnaryOperator<PreparedCall> wrong, String... parts) {
        assertCaught(operation.cases(EnumSet.of(Content.NORMAL), 1, CASES), agreement, promise, wrong, parts);
    }

    /// Asserts that one of the cases shows the fault, with a message that has all to repeat it.
    private static <C extends KernelCase> void assertCaught(List<C> cases, Agreement agreement,
            BiConsumer<Promises<C>, C> promise, UnaryOperator<PreparedCall> wrong, String... parts) {
        Implementation<C> implementation = Implementation.of("wrong kernels",
                testCase -> wrong.apply(testCase.prepare(Kernels.scalar())));
        Promises<C> promises = new Promises<>(implementation, agreement);
        AssertionError failure = assertThrows(AssertionError.class,
                () -> cases.forEach(testCase -> promise.accept(promises, testCase)));
        List<String> expected = new ArrayList<>(List.of(parts));
        expected.addAll(List.of(cases.getFirst().operation() + " of ", ", seed ", "with wrong kernels", "case "));
        expected.forEach(part -> assertTrue(failure.getMessage().contains(part),
                () -> "«" + part + "» is missing in " + failure.getMessage()));
    }
}
