package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// A format of checkpoints: an input is refused by a [CheckpointException] that names the file, or gives a state dict
/// that stays the same when it is written as safetensors and read again.
abstract class CheckpointTarget implements FuzzTarget {

    /// Names the input in messages.
    static final String SOURCE = "input";

    /// Reads an input as a file of the format.
    abstract StateDict read(byte[] input);

    @Override
    public final Check parse(byte[] input) {
        StateDict dict;
        try {
            dict = read(input);
        } catch (CheckpointException e) {
            require(e.getMessage().startsWith(SOURCE), "a message that names the file", e.getMessage());
            return Check.NONE;
        }
        return () -> requireSameAgain(dict);
    }

    private static void requireSameAgain(StateDict dict) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        SafetensorsWriter.write(dict, written);
        requireSame(dict, Safetensors.read(written.toByteArray(), "written"));
    }

    private static void requireSame(StateDict dict, StateDict again) {
        require(dict.names().equals(again.names()), dict.names(), again.names());
        require(dict.metadata().equals(again.metadata()), dict.metadata(), again.metadata());
        for (String name : dict.names()) {
            Tensor tensor = dict.find(name).orElseThrow();
            Tensor other = again.find(name).orElseThrow();
            require(tensor.dtype() == other.dtype(), tensor, other);
            require(tensor.shape().equals(other.shape()), tensor, other);
            require(Arrays.equals(tensor.bytes(), other.bytes()), tensor + " with its bytes", other);
        }
    }

    private static void require(boolean holds, Object expected, Object found) {
        if (!holds) {
            throw new AssertionError("expected " + expected + ", found " + found);
        }
    }
}
