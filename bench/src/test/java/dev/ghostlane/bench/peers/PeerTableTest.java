package dev.ghostlane.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.bench.peers.Row.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table marks the best, says where others are better than Ghostlane, and who is missing.
class PeerTableTest {
    private static final Row TIME = Row.of("ms", "ms a photo", Better.LESS, "%.1f",
            Map.of(Peer.GHOSTLANE, 6.0, Peer.ONNX_RUNTIME, 5.0, Peer.DJL, 12.0));
    private static final Row RATE = Row.of("rate", "photos a second", Better.MORE, "%.0f",
            Map.of(Peer.GHOSTLANE, 300.0, Peer.ONNX_RUNTIME, 295.0, Peer.DJL, 100.0));

    @TempDir
    private Path folder;

    @Test
    void theBestIsMarkedAndWhoIsBetterIsNamed() {
        Row version = Row.of("version", "version", Map.of(Peer.GHOSTLANE, "1", Peer.DJL, "2"));
        assertEquals("""
                |                 | Ghostlane | ONNX Runtime, Java | DJL, PyTorch |
                |---|---:|---:|---:|
                | version         | 1         | –                  | 2            |
                | ms a photo      | 6.0       | **5.0**            | 12.0         |
                | photos a second | **300**   | **295**            | 100          |

                Better than Ghostlane:

                - ONNX Runtime, Java: ms a photo (5.0 against 6.0)

                - Python, PyTorch is left out: there is no Python
                """, PeerTable.of(List.of(Peer.GHOSTLANE, Peer.ONNX_RUNTIME, Peer.DJL), List.of(version, TIME, RATE),
                Map.of(Peer.PYTORCH, "there is no Python")));
    }

    @Test
    void whatIsAlikeIsNotBetter() {
        assertEquals(Set.of(Peer.ONNX_RUNTIME), TIME.best());
        assertEquals(Set.of(Peer.GHOSTLANE, Peer.ONNX_RUNTIME), RATE.best());
        assertTrue(RATE.beats(Peer.GHOSTLANE, Peer.DJL));
        assertFalse(RATE.beats(Peer.GHOSTLANE, Peer.ONNX_RUNTIME));
        assertFalse(TIME.beats(Peer.GHOSTLANE, Peer.PYTORCH));
        Row rounded = Row.of("mb", "MB", Better.LESS, "%.1f", Map.of(Peer.GHOSTLANE, 0.01, Peer.DJL, 0.0));
        assertFalse(rounded.beats(Peer.DJL, Peer.GHOSTLANE), "the table shows 0.0 for both");
        assertEquals(Set.of(), rounded.best());
        Row neither = Row.of("x", "x", Better.NEITHER, "%.1f", Map.of(Peer.GHOSTLANE, 2.0, Peer.DJL, 1.0));
        assertEquals(Set.of(), neither.best());
        Row one = Row.of("x", "x", Better.LESS, "%.1f", Map.of(Peer.GHOSTLANE, 2.0));
        assertEquals(Set.of(), one.best());
    }

    @Test
    void aPageKeepsWhatStandsAroundTheTable() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "before\n\n" + PeerTable.BEGIN + "\nold\n" + PeerTable.END + "\n\nafter\n");
        PeerTable.write(page, "new\n");
        String expected = "before\n\n" + PeerTable.BEGIN + "\n\nnew\n\n" + PeerTable.END + "\n\nafter\n";
        assertEquals(expected, Files.readString(page));
        PeerTable.write(page, "new\n");
        assertEquals(expected, Files.readString(page));
        Path other = folder.resolve("other.md");
        PeerTable.write(other, "one\n");
        PeerTable.write(other, "two\n");
        assertEquals("two\n", Files.readString(other));
    }
}
