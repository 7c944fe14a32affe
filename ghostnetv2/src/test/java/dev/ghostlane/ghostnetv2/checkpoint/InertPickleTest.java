package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.HostilePyTorchFileTest.refused;
import static dev.ghostlane.ghostnetv2.checkpoint.HostilePyTorchFileTest.refusedPickle;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.pytorch;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects in a pickle are data without meaning: beside weights they change nothing, in place of them they are refused.
@Timeout(30)
class InertPickleTest {

    private static final byte[] TWO = floats(1, 2);

    private static Pickle pickle() { return Pickle.protocol(2); }

    /// A training checkpoint with an entry beside its weights.
    private static byte[] beside(int protocol, UnaryOperator<Pickle> entry) {
        Pickle pickle = Pickle.protocol(protocol).ops("}(").text("state_dict").ops("}").text("conv_stem.weight")
                .vector("FloatStorage", "0", 2).ops("s").text("x");
        return pytorch(entry.apply(pickle).ops("u").stop(), TWO);
    }

    private static String inert(byte[] file) {
        StateDict dict = Checkpoints.read(file, "bad.pth", null);
        assertEquals(Set.of("conv_stem.weight"), dict.names());
        assertArrayEquals(TWO, dict.find("conv_stem.weight").orElseThrow().bytes());
        return dict.findings().stream().filter(finding -> finding.subject().equals(Finding.GLOBALS))
                .map(Finding::text).findFirst().orElse("");
    }

    /// `os.system('touch …')` and its relatives, by the opcodes that would call them, beside weights: nothing is run,
    /// loaded, resolved or opened, and the weights are those without it. In place of weights they are refused.
    @ParameterizedTest
    @CsvSource({"os,system", "posix,system", "nt,system", "subprocess,Popen", "builtins,eval", "__builtin__,exec",
            "builtins,getattr", "importlib,import_module", "webbrowser,open", "torch.serialization,load",
            "torch.hub,load", "operator,attrgetter", "numpy,load", "torch,Tensor", "torch._utils,_rebuild_tensor",
            "collections,ordereddict", "collections.OrderedDict,x"})
    void namesThatCouldRunCodeMeanNothing(String module, String name, @TempDir Path folder) throws IOException {
        Path witness = folder.resolve("witness");
        String full = module + "." + name;
        String command = "touch " + witness;
        for (UnaryOperator<Pickle> call : List.<UnaryOperator<Pickle>>of(
                pickle -> pickle.global(module, name),
                pickle -> pickle.global(module, name).text(command).raw(0x85).ops("R"),
                pickle -> pickle.text(module).text(name).raw(0x93).text(command).raw(0x85).ops("R"),
                pickle -> pickle.global(module, name).text(command).raw(0x85, 0x81).ops("}b"),
                pickle -> pickle.global(module, name).text(command).raw(0x85).ops("}").raw(0x92),
                pickle -> pickle.global(module, name).text(command).raw(0x85).ops("R)R(").text("k").ops("NuNa"))) {
            assertEquals(full, inert(beside(4, call)));
            refusedPickle(call.apply(pickle()).ops(")R"), full, "expected a dict of tensors");
            refusedPickle(call.apply(pickle().ops("}").text("state_dict")).ops("s"), full, "no state dict");
            refusedPickle(call.apply(pickle().ops("}").text("w").vector("FloatStorage", "0", 2).ops("s").text("x.y"))
                    .ops("s"), full, "\"x.y\"", "which is not read");
        }
        assertTrue(Files.notExists(witness));
    }

    /// A class of this test; were its name turned into a class, its initialiser would say so.
    static final class Trap {
        static {
            System.setProperty("ghostlane.test.trap", "sprung");
        }
    }

    @Test
    void namesOfJavaClassesLoadNothing() {
        assertEquals("java.lang.Runtime",
                inert(beside(2, pickle -> pickle.global("java.lang", "Runtime").ops(")R"))));
        String outer = InertPickleTest.class.getName();
        String trap = inert(beside(2, pickle -> pickle
                .global(outer.substring(0, outer.lastIndexOf('.')), "InertPickleTest$Trap").ops(")R")));
        assertEquals(outer + "$Trap", trap);
        assertEquals(null, System.getProperty("ghostlane.test.trap"));
    }

    @Test
    void wholeModelsAreRefusedWithAdvice() {
        refusedPickle(pickle().global("torch.nn.modules.conv", "Conv2d").ops(")").raw(0x81).ops("}b"),
                "expected a dict of tensors, found an object of \"torch.nn.modules.conv.Conv2d\". If it is a model,"
                        + " save model.state_dict() instead of the model. This runs the code that the file names, so"
                        + " only if you trust it: python -c \"import torch; m = torch.load('bad.pth', "
                        + "map_location='cpu', weights_only=False); torch.save(m.state_dict() if hasattr(m, "
                        + "'state_dict') else dict(m), 'bad.pth.state_dict.pth')\"");
        refusedPickle(pickle().ops("}").text("net").global("my.models", "Net").ops(")").raw(0x81).ops("}bs"),
                "there is no state dict in the pickle; found \"net\". \"net\" is an object of \"my.models.Net\". ",
                "weights_only=False)['net'];");
    }

    /// A state dict is found through dicts alone.
    @Test
    void weightsInsideOtherThingsAreNotFound() {
        for (String around : List.of("cmy\nNet\n)\u0081}", "cargparse\nNamespace\n)\u0081}")) {
            refusedPickle(pickle().ops("}").text("a").ops(around).text("state_dict").ops("}").text("conv_stem.weight")
                    .vector("FloatStorage", "0", 2).ops("ssbs"), "no state dict");
        }
        refusedPickle(pickle().ops("}").text("a").ops("](}").text("conv_stem.weight").vector("FloatStorage", "0", 2)
                .ops("ses"), "no state dict");
    }

    /// Objects may be as many and as deep as a pickle has bytes; they are visited once each, when they are read.
    @Test
    void objectsInObjectsCostNothingButTheirBytes() {
        assertEquals("a.b", inert(beside(2, pickle -> {
            pickle.global("a", "b").ops(")R").raw('q', 0);
            for (int i = 0; i < 100_000; i++) {
                pickle.raw('h', 0).ops(")RNa}ba");
            }
            return pickle;
        })));
        assertEquals("a.b", inert(beside(2, pickle -> pickle.global("a", "b").ops(")Rq").raw(0).text("self")
                .raw('h', 0).ops("s"))));
        refused(beside(2, pickle -> pickle.global("a", "b").ops(")".repeat(PickleStack.MAX_STACK))), "on the stack");
        refused(beside(2, pickle -> pickle.global("a", "b").ops("(".repeat(PickleStack.MAX_DEPTH))), "nested deeper");
        refused(beside(2, pickle -> pickle.global("a", "b").ops(")R\u00ffN")), "opcode 0xff", "no checkpoint needs");
    }

    /// What torch.save writes of objects by every protocol: sets, bytes, long numbers, texts that are long or have half
    /// of a surrogate pair, tuples that hold themselves.
    @Test
    void plainDataOfEveryProtocolIsPassedOver() {
        assertEquals("", inert(beside(2, pickle -> pickle.raw(0x8b).int32(300).bytes(new byte[300]))));
        assertEquals("", inert(beside(4, pickle -> pickle.raw(0x8f, 0x94).ops("(N").raw(0x88, 0x90))));
        assertEquals("", inert(beside(4, pickle -> pickle.ops("(NN").raw(0x91))));
        assertEquals("", inert(beside(4, pickle -> pickle.raw(0x8d).int32(2).int32(0).ops("ab"))));
        assertEquals("", inert(beside(4, pickle -> pickle.raw(0x8e).int32(2).int32(0).ops("ab"))));
        assertEquals("", inert(beside(5, pickle -> pickle.raw(0x96).int32(2).int32(0).ops("ab"))));
        assertEquals("", inert(beside(2, pickle -> pickle.text("x".repeat(PickleBytes.MAX_TEXT + 1)))));
        assertEquals("", inert(beside(2, pickle -> pickle.ops("X").int32(4).raw('a', 0xed, 0xb2, 0x80))));
        assertEquals("", inert(beside(2, pickle -> pickle.ops("N(NN1(NNt0"))));
        assertEquals("", inert(beside(2, pickle -> pickle
                .ops("](I00\nI01\nI-12\nL12L\nL" + "9".repeat(1000) + "L\ne"))));
    }

    /// Tensors of elements that no weight has, and such as are to be negated, are objects.
    @Test
    void otherTensorsAreObjects() {
        assertEquals("torch.ComplexFloatStorage",
                inert(beside(2,
                        pickle -> pickle.tensor("ComplexFloatStorage", "7", 2, 0, new int[]{2}, new int[]{1}))));
        Pickle negated = pickle().ops("}").text("w").global("torch._utils", "_rebuild_tensor_v2").ops("(")
                .storage("FloatStorage", "0", 2).number(0).numbers(2).numbers(1).raw(0x89)
                .global("collections", "OrderedDict").ops(")R}").text("neg").raw(0x88).ops("stRs");
        refused(pytorch(negated.stop(), TWO), "\"w\"", "_rebuild_tensor_v2 with metadata");
        refusedPickle(pickle().ops("}").text("conv_stem.weight").tensor("QInt8Storage", "0", 2, 0, new int[]{2},
                new int[]{1}).ops("s"),
                "expected a tensor \"conv_stem.weight\" of floats or whole numbers, found an object of"
                        + " \"torch.QInt8Storage\", which is not read");
        refusedPickle(pickle().ops("}").text("conv_stem.weight").global("numpy.core.multiarray", "_reconstruct")
                .ops(")Rs"), "expected a tensor \"conv_stem.weight\"",
                "\"numpy.core.multiarray._reconstruct\", which"
                        + " is not read. This runs the code that the file names, so only if you trust it: python -c"
                        + " \"import torch; d = torch.load('bad.pth', map_location='cpu', weights_only=False);"
                        + " torch.save({k: torch.as_tensor(v) for k, v in d.items()}, 'bad.pth.state_dict.pth')\"");
        refusedPickle(pickle().ops("}").text("a").ops("}").text("model").ops("}").text("conv_stem.weight")
                .global("numpy._core.multiarray", "_reconstruct").ops(")Rsss"), "weights_only=False)['a']['model'];");
        refusedPickle(pickle().ops("}K").raw(7).ops("}").text("7").ops("}").text("conv_stem.weight")
                .global("numpy._core.multiarray", "_reconstruct").ops(")Rsss"), "weights_only=False)[7]['7'];");
        refusedPickle(pickle().ops("}K").raw(7).global("my.models", "Net").ops(")").raw(0x81).ops("}bs"),
                "weights_only=False)[7];");
    }

    /// Tensors that somebody gave attributes, and parameters of a type of PyTorch's own, are tensors.
    @Test
    void tensorsWithAttributesAreTensors() {
        for (String type : List.of("ctorch\nTensor\n", "ctorch.nn.parameter\nParameter\n")) {
            byte[] file = pytorch(typed(type), TWO);
            assertArrayEquals(TWO, Checkpoints.read(file, "x.pth", null).find("w").orElseThrow().bytes());
        }
        refused(pytorch(typed("cmy.tensors\nPoints\n"), TWO), "\"w\"", "my.tensors.Points");
    }

    private static byte[] typed(String type) {
        return pickle().ops("}").text("w").global("torch._tensor", "_rebuild_from_type_v2").ops("(")
                .global("torch._utils", "_rebuild_tensor_v2").ops(type).ops("(").storage("FloatStorage", "0", 2)
                .number(0).numbers(2).numbers(1).raw(0x89).global("collections", "OrderedDict").ops(")Rt}tRs").stop();
    }
}
