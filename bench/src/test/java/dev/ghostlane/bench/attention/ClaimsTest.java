package dev.ghostlane.bench.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The verdicts follow from the figures, whichever way these go.
class ClaimsTest {

    private static PaperClaim claim(int number, Results results) { return Claims.of(results).get(number - 1); }

    private static List<Verdict> outcomes(int number, Results results) {
        return claim(number, results).checks().stream().map(Check::outcome).toList();
    }

    private static String found(int number, int check, Results results) {
        return claim(number, results).checks().get(check).found();
    }

    @Test
    void figuresAsThePaperSeesThemMakeAllClaimsHold() {
        for (PaperClaim claim : Claims.of(MadeUp.asThePaperSays().results())) {
            assertEquals(Verdict.HOLDS, claim.verdict(), claim::toString);
            assertTrue(claim.checks().stream().noneMatch(check -> check.outcome() == Verdict.UNKNOWN),
                    claim::toString);
        }
    }

    @Test
    void nothingMeasuredIsNoVerdict() {
        for (PaperClaim claim : Claims.of(new MadeUp().results())) {
            assertEquals(Verdict.UNKNOWN, claim.verdict(), claim::toString);
        }
    }

    @Test
    void selfAttentionThatGrowsLinearlyRefutesTheFirst() {
        Results results = new MadeUp().growing(Claims.SELF, n -> 0.1 * n).results();
        assertEquals(Verdict.FAILS, claim(1, results).verdict());
        assertTrue(found(1, 0, results).startsWith("exponent 1.00 (1.00–1.00), by fork 1.00"), found(1, 0, results));
    }

    /// An exponent near 2 whose points scatter so that it may as well be 1.4 shows nothing.
    @Test
    void anIntervalThatReachesBelowTheMiddleIsNotEnough() {
        double[] factors = {1, 2.2, 0.5, 1.9, 0.7};
        MadeUp scattered = new MadeUp();
        int[] sides = {14, 28, 40, 56, 80};
        for (int i = 0; i < sides.length; i++) {
            double pixels = sides[i] * sides[i];
            scattered.add(new Key("resolution", Claims.SELF, 64, sides[i], 1, Key.GHOSTLANE), 1, 0,
                    factors[i] * pixels * pixels);
        }
        Growth growth = Growth.of(scattered.results(), Claims.SELF, 1).orElseThrow();
        assertTrue(growth.time().exponent() > 1.5 && growth.time().low() < 1.5, growth::toString);
        assertEquals(List.of(Verdict.FAILS, Verdict.UNKNOWN), outcomes(1, scattered.results()));
    }

    @Test
    void localAttentionThatIsSlowForAnotherReasonMakesTheSecondHoldPartly() {
        Results results = new MadeUp().network(NetworkCase.V1, 100, 0.1, 3000, 6000)
                .network(NetworkCase.LOCAL, 120, 0.1, 6000, 7000).results();
        assertEquals(List.of(Verdict.UNKNOWN, Verdict.HOLDS, Verdict.HOLDS, Verdict.HOLDS,
                Verdict.FAILS, Verdict.FAILS, Verdict.FAILS), outcomes(2, results));
        assertEquals(Verdict.PARTLY, claim(2, results).verdict());
        assertEquals("0.000 against 0.000 millions, 20.0 % more", found(2, 1, results));
        assertEquals("300 of 3000 µs that are added (10 %)", found(2, 6, results));
    }

    /// One fork of several in which the strips were not faster is enough to refute "in every fork".
    @Test
    void everyForkCounts() {
        MadeUp madeUp = new MadeUp();
        Key key = new Key("network", Claims.STRIPS, 72, 56, 1, Key.GHOSTLANE);
        Results results = madeUp.add(key, 1, 0, 10, 21, 10).add(key.of(Claims.DECOUPLED_SHARED), 1, 0, 20, 20, 20)
                .results();
        assertEquals(Verdict.FAILS, outcomes(3, results).get(4));
        assertEquals("times as long: 72 channels, 56²: 0.50 (0.50–1.05)", found(3, 4, results));
    }

    @Test
    void rearrangementInTheStripsIsFound() {
        Results results = MadeUp.asThePaperSays().add(new Key("network", Claims.STRIPS, 8, 8, 1, Key.GHOSTLANE), 1,
                0.02, 10).results();
        assertEquals(Verdict.PARTLY, claim(3, results).verdict());
        assertEquals("at most 2.0 %", claim(3, results).checks().getLast().found());
    }

    @Test
    void aSlowGhostNetV2RefutesPartOfTheFourth() {
        Results results = new MadeUp().network(NetworkCase.V1, 1000, 0, 3000, 6000)
                .network(NetworkCase.V2, 1183, 0, 3900, 6600).results();
        assertEquals(List.of(Verdict.HOLDS, Verdict.UNKNOWN, Verdict.FAILS, Verdict.FAILS,
                Verdict.HOLDS, Verdict.HOLDS), outcomes(4, results));
        assertEquals("1.30 (1.30–1.30) times as long, 3.90 against 3.00 ms", found(4, 2, results));
    }

    /// What decoupling saves shows between layers with the same kind of weights only.
    @Test
    void aDecoupledLayerIsComparedWithTheFullOneOfLikeWeights() {
        Key key = new Key("network", Claims.DECOUPLED, 960, 7, 1, Key.GHOSTLANE);
        Results results = new MadeUp().add(key, 1, 0, 20).add(key.of(Claims.FULL_FC), 1, 0, 80)
                .add(key.of(Claims.FULL_FC_SHARED), 1, 0, 10).results();
        assertEquals(List.of(Verdict.UNKNOWN, Verdict.HOLDS), outcomes(3, results).subList(2, 4));
        assertEquals("times as long: 960 channels, 7²: 0.25 (0.25–0.25)", found(3, 3, results));
    }
}
