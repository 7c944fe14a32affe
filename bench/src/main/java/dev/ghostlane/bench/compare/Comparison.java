package dev.ghostlane.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// What is compared with what.
interface Comparison extends AutoCloseable {

    /// The contestants' names, at most 13 characters each.
    List<String> names();

    /// Names of the contestants' figures in JSON.
    List<String> keys();

    /// Prints what the contestants are.
    void describe(PrintStream out);

    /// Measures a case in one process, or pair of processes, after the other.
    ///
    /// @param seconds how long to measure each contestant in a fork
    /// @param forks how many; 0: in this process
    /// @throws IllegalArgumentException if the network is not defined for the case
    /// @throws IllegalStateException if a contestant failed
    List<Outcome> measure(Case what, double seconds, int forks) throws IOException;

    /// Prints what there is to say of all results.
    ///
    /// @return whether the contestants' outputs are what they should be
    boolean conclude(List<Result> results, PrintStream out);

    /// What JSON says of the contestants.
    Map<String, Object> toMap();

    @Override
    default void close() throws IOException {}
}
