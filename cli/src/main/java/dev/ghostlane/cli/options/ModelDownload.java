package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.hub.Hub;
import dev.ghostlane.ghostnetv2.hub.HubModel;
import dev.ghostlane.ghostnetv2.hub.HubSettings;
import dev.ghostlane.ghostnetv2.hub.PullObserver;
import java.io.PrintWriter;
import java.nio.file.Path;

/// Models by name: pulls them, with progress on the error stream.
public final class ModelDownload implements PullObserver {

    private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private Progress progress;

    private ModelDownload(PrintWriter err) { this.err = err; }

    /// The hub and the cache that the environment names.
    public static Hub hub(boolean offline) { return new Hub(settings(offline)); }

    /// The hub and the cache as the environment sets them.
    ///
    /// @param offline whether an option forbids downloads
    public static HubSettings settings(boolean offline) {
        if (System.getProperty(TUNNEL_SCHEMES) == null) {
            // Java sends a proxy no password for HTTPS unless told to; whoever puts one into HTTPS_PROXY wants it sent.
            System.setProperty(TUNNEL_SCHEMES, "");
        }
        HubSettings settings = HubSettings.of(System.getenv());
        return offline ? settings.offline("--offline") : settings;
    }

    /// The file of a model: from the cache, or downloaded.
    ///
    /// @param again whether to download it even if it is in the cache
    public static Path pull(HubModel model, boolean again, boolean offline, PrintWriter err) {
        ModelDownload observer = new ModelDownload(err);
        try {
            return again ? hub(offline).pullAgain(model, observer) : hub(offline).pull(model, observer);
        } finally {
            observer.clear();
        }
    }

    @Override
    public void note(String message) {
        clear();
        err.println("ghostlane: " + Text.printable(message));
    }

    @Override
    public void received(long bytes, long total) {
        if (total < 0) {
            return;
        }
        if (progress == null) {
            progress = new Progress(err, "MB", total / MEGABYTE);
        }
        progress.done(bytes / MEGABYTE);
    }

    private void clear() {
        if (progress != null) {
            progress.clear();
        }
    }
}
