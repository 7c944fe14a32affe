package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.compare.Turns;
import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.cli.measure.SteadyState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measures contestants of one shape by turns: A B C … A B C …, in every second fork in the opposite order, so that a
/// slow moment of the machine hits all, and none always runs after the same neighbour.
///
/// @param fork its number, from 0
record Worker(StudyEffort effort, int fork) {

    /// Ghostlane's threads spin for 1 ms after a run, ONNX Runtime's for some 40 ms.
    private static final long PAUSE_MILLIS = 3;
    private static final long ONNX_PAUSE_MILLIS = 100;

    /// A round brings a gain if its median is below this part of the best before.
    private static final double GAIN = 0.97;

    /// Measures what is defined and small enough; the rest says why it was skipped. The first fork compares all bits
    /// with those of the scalar kernels before it times anything of a group.
    ///
    /// @throws IllegalStateException if a bit differs, or another runtime's outputs by more than rounding
    List<Entry> measure(List<Key> keys) {
        List<Entry> entries = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (Key key : keys) {
                try {
                    candidates.add(Subjects.candidate(key, effort, fork == 0));
                } catch (IllegalArgumentException e) {
                    entries.add(new Entry(key, RunCost.UNKNOWN, List.of(), e.getMessage()));
                }
            }
            if (fork % 2 == 1) {
                Collections.reverse(candidates);
            }
            warmUp(candidates);
            entries.addAll(byTurns(candidates));
        } finally {
            candidates.forEach(Candidate::close);
        }
        return entries;
    }

    private void warmUp(List<Candidate> candidates) {
        SteadyState state = new SteadyState(effort.pace().warmUpRounds(), GAIN);
        state.reach(candidates.stream().map(candidate -> warmUp(candidate, state.leastRounds())).toList());
    }

    /// Whoever takes long for a run is compiled after few, and sits out the rest.
    private SteadyState.Participant warmUp(Candidate candidate, int leastRounds) {
        long enough = effort.pace().warmUpRounds() * effort.pace().turnNanos() / 2;
        long[] spent = new long[1];
        return number -> {
            if (number >= leastRounds && spent[0] > enough) {
                return SteadyState.Round.SKIPPED;
            }
            Turns turns = turns(candidate);
            turns.turn(effort.pace().turnNanos() / 2);
            spent[0] += turns.total();
            return new SteadyState.Round(turns.samples().medianMillis(), true);
        };
    }

    private List<Entry> byTurns(List<Candidate> candidates) {
        List<Turns> turns = candidates.stream().map(Worker::turns).toList();
        candidates.stream().filter(candidate -> candidate.session() != null)
                .forEach(candidate -> candidate.session().resetProfile());
        for (int round = 0; round < effort.pace().rounds(); round++) {
            turns.forEach(turn -> turn.turn(effort.pace().turnNanos()));
        }
        List<Entry> entries = new ArrayList<>();
        for (int c = 0; c < candidates.size(); c++) {
            Candidate candidate = candidates.get(c);
            Samples samples = turns.get(c).samples();
            entries.add(new Entry(candidate.key(), candidate.cost(),
                    List.of(new Times(1000 * samples.medianMillis(), 1000 * samples.minMillis(), samples.count(),
                            candidate.rearranged())),
                    ""));
        }
        return entries;
    }

    private static Turns turns(Candidate candidate) {
        long pause = candidate.session() == null ? ONNX_PAUSE_MILLIS : PAUSE_MILLIS;
        return new Turns(candidate.contestant(), candidate.key().threads() > 1 ? pause : 0);
    }
}
