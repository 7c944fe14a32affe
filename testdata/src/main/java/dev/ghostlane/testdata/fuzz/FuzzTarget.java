package dev.ghostlane.testdata.fuzz;

import java.util.List;

/// A parser and what must hold for it whatever it is given. Public classes with a public constructor without arguments:
/// Jazzer's JVM makes one by its name.
public interface FuzzTarget {

    /// Names reports, the folder of findings and that of earlier findings' inputs.
    String name();

    /// Small valid inputs, from which the fuzzer starts.
    List<byte[]> seeds();

    /// Words of the format that the fuzzer cannot guess.
    default List<String> words() { return List.of(); }

    /// Longest input in bytes.
    default int longest() { return 4096; }

    /// What an input may cost, at its second time: what a target keeps from one input to the next does not count.
    default Bounds bounds() { return Bounds.PARSER; }

    /// Parses an input, within the bounds.
    ///
    /// @return what must hold for what was parsed; [Check#NONE] if the input is refused as documented
    /// @throws Throwable if the parser throws what is not documented: a finding
    Check parse(byte[] input) throws Throwable;

    /// Something that must hold, in any time and memory.
    @FunctionalInterface
    interface Check {

        /// Nothing.
        Check NONE = () -> {
        };

        /// @throws Throwable if it does not hold: a finding
        void run() throws Throwable;
    }

    /// What an input may cost: memory that is allocated in proportion to its length, and processor time.
    ///
    /// @param constant bytes that an empty input may allocate, an exception's stack trace for example
    record Bounds(long bytesPerByte, long constant, long nanos) {

        /// As the mutation tests of the formats have it.
        public static final Bounds PARSER = new Bounds(64, 128 << 10, 1_000_000_000L);
    }
}
