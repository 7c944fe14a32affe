package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.testdata.mutation.MutationCheck;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// The kernels' tests see the bugs that kernels could have.
class KernelMutationTest {

    @Test
    @DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*", disabledReason = "once is enough")
    void someBugsAreCaught() throws Exception {
        assertEquals(List.of(), MutationCheck.run("some-mutants.md", KernelMutants.some()));
    }

    @Test
    void allBugsApply() throws Exception {
        MutationCheck.requireApplicable(KernelMutants.all());
    }

    @Test
    @Tag("mutations")
    void allBugsAreCaught() throws Exception {
        assertEquals(List.of(), MutationCheck.run("mutants.md", KernelMutants.all()));
    }
}
