package dev.ghostlane.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Lines that somebody had to think of are counted, others are not.
class SourceLinesTest {

    @Test
    void codeOfJavaCounts() {
        assertEquals(4, SourceLines.of("""
                package a;

                import java.util.List;

                /// What it is.
                final class A {
                    // Why.
                    int imported = 1; // a line with a comment

                    void important() {}
                }
                """));
    }

    @Test
    void codeOfPythonCounts() {
        assertEquals(3, SourceLines.of("""
                # What it is.
                import numpy
                from PIL import Image

                def f(x):
                    # Why.
                    important = x  # a line with a comment
                    return important
                """));
    }
}
