package dev.ghostlane.bench.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/// Measures peers by turns, so that what else the machine does meets all of them. A peer that fails is left out from
/// then on.
final class Measurement {
    private static final int WARM_UP = 5;

    private final Map<Peer, Installation> peers;
    private final Map<Peer, String> missing;
    private final List<Photos> photos;
    private final int rounds;
    private final double seconds;
    private final PrintStream progress;
    private final Map<String, Map<Peer, List<Double>>> turns = new LinkedHashMap<>();
    private final Map<Peer, Agreement> agreements = new EnumMap<>(Peer.class);
    private final Map<Peer, List<float[]>> logitsOfReference = new EnumMap<>(Peer.class);
    private final Map<Peer, Boolean> sameTwice = new EnumMap<>(Peer.class);
    private final Map<Peer, Boolean> sameOnTwoThreads = new EnumMap<>(Peer.class);

    /// What a peer is asked for.
    @FunctionalInterface
    private interface Task<T> {
        void run(Peer peer, T with) throws IOException;
    }

    /// @param peers which are measured; those that fail are taken out
    /// @param missing receives why they are
    /// @param rounds turns of each
    /// @param seconds of a turn
    Measurement(Map<Peer, Installation> peers, Map<Peer, String> missing, List<Photos> photos, int rounds,
            double seconds, PrintStream progress) {
        this.peers = peers;
        this.missing = missing;
        this.photos = photos;
        this.rounds = rounds;
        this.seconds = seconds;
        this.progress = progress;
    }

    /// Measures fresh processes: the first one, which unpacks what it has to, then others.
    void starts() {
        say("first answers");
        each(peers, (peer, installation) -> {
            installation.forget();
            try (PeerProcess _ = start(installation, "first_ever_s")) {
                add("unpacked_mb", peer, megabytes(installation.bytesMade()));
            }
        });
        for (int round = 0; round < rounds; round++) {
            each(peers, (peer, installation) -> {
                try (PeerProcess process = start(installation, "first_s")) {
                    add("first_mb", peer, process.peakKilobytes() / 1024.0);
                }
            });
        }
    }

    /// Starts a process and waits for its first answer.
    private PeerProcess start(Installation installation, String what) throws IOException {
        long start = System.nanoTime();
        PeerProcess process = installation.start(1, 1);
        try {
            process.ask("classify", photos.getFirst().get(0));
            add(what, installation.peer(), (System.nanoTime() - start) / 1e9);
            return process;
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
    }

    /// Compares pixels, logits, and the bits of several runs.
    ///
    /// @param files the photos for it
    void agreement(List<Path> files, Path work) {
        Map<Peer, Installation> referenceFirst = new TreeMap<>((one, other) -> one == other
                ? 0
                : one == Peer.REFERENCE ? -1 : other == Peer.REFERENCE ? 1 : one.compareTo(other));
        referenceFirst.putAll(peers);
        each(referenceFirst, (peer, installation) -> {
            say("pixels and logits of " + peer);
            Path file = Files.createDirectories(work).resolve(peer.key());
            Agreement first;
            try (PeerProcess process = installation.start(1, 1)) {
                first = Agreement.of(process, files, file);
                if (agreements.containsKey(Peer.REFERENCE)) {
                    logitsOfReference.put(peer, Agreement.logits(process, agreements.get(Peer.REFERENCE).pixels(),
                            file));
                }
            }
            agreements.put(peer, first);
            try (PeerProcess process = installation.start(1, 1)) {
                sameTwice.put(peer, first.hasBitsOf(Agreement.of(process, files, file)));
            }
            try (PeerProcess process = installation.start(2, 1)) {
                sameOnTwoThreads.put(peer, first.hasBitsOf(Agreement.of(process, files, file)));
            }
        });
    }

    /// Measures photo after photo on one thread, then all cores.
    void speed(int cores) {
        fleets(1, (peer, fleet, set, warm) -> {
            List<Double> millis = fleet.oneByOne(set, warm ? WARM_UP * seconds : seconds);
            if (!warm) {
                add("ms_" + set.size(), peer, median(millis));
            }
        });
        fleets(cores, (peer, fleet, set, warm) -> {
            double rate = fleet.rate(set, warm ? WARM_UP * seconds : seconds);
            if (!warm) {
                add("rate_" + set.size(), peer, rate);
                add("all_mb", peer, fleet.peakMegabytes());
            }
        });
    }

    /// A turn of a peer.
    @FunctionalInterface
    private interface Turn {
        void run(Peer peer, Fleet fleet, Photos set, boolean warm);
    }

    private void fleets(int cores, Turn turn) {
        Map<Peer, Fleet> fleets = new EnumMap<>(Peer.class);
        try {
            each(peers, (peer, installation) -> fleets.put(peer, new Fleet(installation, cores)));
            for (Photos set : photos) {
                say(set + (cores == 1 ? ", one thread" : ", all cores") + ", warm-up");
                each(fleets, (peer, fleet) -> turn.run(peer, fleet, set, true));
                for (int round = 1; round <= rounds; round++) {
                    say(set + (cores == 1 ? ", one thread" : ", all cores") + ", turn " + round + " of " + rounds);
                    each(fleets, (peer, fleet) -> turn.run(peer, fleet, set, false));
                }
            }
        } finally {
            fleets.values().forEach(Fleet::close);
        }
    }

    private <T> void each(Map<Peer, T> with, Task<T> task) {
        for (Peer peer : List.copyOf(with.keySet())) {
            if (!peers.containsKey(peer)) {
                continue;
            }
            try {
                task.run(peer, with.get(peer));
            } catch (IllegalStateException | IOException | UncheckedIOException e) {
                leaveOut(peer, e.getMessage());
            }
        }
    }

    private void leaveOut(Peer peer, String reason) {
        List.of(peers, agreements, logitsOfReference, sameTwice, sameOnTwoThreads).forEach(map -> map.remove(peer));
        turns.values().forEach(map -> map.remove(peer));
        missing.put(peer, reason);
    }

    private void say(String what) { progress.println("bench/peers: " + what); }

    private void add(String what, Peer peer, double value) {
        turns.computeIfAbsent(what, _ -> new EnumMap<>(Peer.class)).computeIfAbsent(peer, _ -> new ArrayList<>())
                .add(value);
    }

    /// Medians of the turns of a measurement; empty if there was none.
    Map<Peer, Double> medians(String what) {
        Map<Peer, Double> medians = new EnumMap<>(Peer.class);
        turns.getOrDefault(what, Map.of()).forEach((peer, values) -> medians.put(peer, median(values)));
        return medians;
    }

    /// The greatest of a measurement.
    Map<Peer, Double> greatest(String what) {
        Map<Peer, Double> greatest = new EnumMap<>(Peer.class);
        turns.getOrDefault(what, Map.of()).forEach((peer, values) -> greatest.put(peer,
                values.stream().mapToDouble(value -> value).max().orElseThrow()));
        return greatest;
    }

    private static double median(List<Double> values) {
        return new Median().evaluate(values.stream().mapToDouble(value -> value).toArray());
    }

    static double megabytes(long bytes) { return bytes / 1e6; }

    /// All turns of all measurements, by what was measured and by peer.
    Map<String, Map<Peer, List<Double>>> turns() { return turns; }

    /// What the peers make of the photos.
    Map<Peer, Agreement> agreements() { return agreements; }

    /// Their logits of the reference's pixels.
    Map<Peer, List<float[]>> logitsOfReference() { return logitsOfReference; }

    /// Whether two processes have the same bits.
    Map<Peer, Boolean> sameTwice() { return sameTwice; }

    /// Whether runs on one and two threads have the same bits.
    Map<Peer, Boolean> sameOnTwoThreads() { return sameOnTwoThreads; }
}
