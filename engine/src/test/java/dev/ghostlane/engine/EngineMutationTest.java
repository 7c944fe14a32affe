package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.testdata.mutation.Mutant;
import dev.ghostlane.testdata.mutation.MutationCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The engine's tests see bugs in how batch normalisation is folded and in how threads share a run.
class EngineMutationTest {

    @Test
    void allBugsApply() throws Exception {
        MutationCheck.requireApplicable(all());
    }

    @Test
    @Tag("mutations")
    void bugsAreCaught() throws Exception {
        assertEquals(List.of(), MutationCheck.run("mutants.md", all()));
    }

    private static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>(List.of(
                folding("mean folded with the wrong sign", "foldBias", "- norm.mean()", "+ norm.mean()"),
                folding("epsilon added to the deviation, not to the variance", "factors",
                        "norm.variance()[o] + norm.epsilon())", "norm.variance()[o]) + norm.epsilon()"),
                folding("bias not scaled", "foldBias", "* factors[o]", ""),
                folding("all channels with the first one's factor", "foldWeights", "factors[o]", "factors[0]")));
        mutants.addAll(TeamMutants.all());
        return mutants;
    }

    private static Mutant folding(String bug, String method, String find, String replace) {
        return Mutant.of(bug, "engine", "Folding." + method, find, replace, FoldingTest.class.getName());
    }
}
