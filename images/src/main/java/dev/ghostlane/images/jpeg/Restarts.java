package dev.ghostlane.images.jpeg;

/// Counts the MCUs of a scan between its restart markers, finds those markers, and goes on as libjpeg does where they
/// are missing or wrong.
final class Restarts {
    private static final int SOF0 = 0xc0;
    private static final int RST0 = 0xd0;
    private static final int RST7 = 0xd7;

    private final EntropyData data;
    private byte[] file;
    private int interval;
    private int left;
    private int number;
    private boolean exhausted;
    private boolean atEnd;

    Restarts(EntropyData data) {
        this.data = data;
    }

    /// Gives up the file.
    void close() { file = null; }

    /// Begins a scan.
    void start(byte[] file, int at, int interval) {
        this.file = file;
        this.interval = interval;
        left = interval == 0 ? Integer.MAX_VALUE : interval;
        number = 0;
        exhausted = false;
        atEnd = interval == 0;
        data.start(file, at);
    }

    /// Whether the next MCU comes after a restart.
    boolean isDue() { return left == 0; }

    /// Counts MCUs, at most so many as come before the next restart.
    ///
    /// @return how many
    int pass(int wanted) {
        int mcus = Math.min(wanted, left);
        left -= interval == 0 ? 0 : mcus;
        return mcus;
    }

    /// Says that the bits before the next marker did not suffice: all MCUs up to it are empty.
    void exhaust() { exhausted = true; }

    boolean isExhausted() { return exhausted; }

    /// Whether all MCUs up to the end of the scan are empty.
    boolean isOver() { return exhausted && atEnd; }

    /// Whether no restart follows in the scan.
    boolean isLast() { return atEnd; }

    /// Passes a restart marker, if it is the right one or near it; else the MCUs up to the next restart are empty.
    void restart() {
        left = interval;
        int place = Markers.marker(file, data.place());
        int expected = number;
        number = number + 1 & 7;
        while (place < file.length) {
            int marker = file[place] & 0xff;
            int ahead = marker - RST0 - expected & 7;
            boolean isRestart = marker >= RST0 && marker <= RST7;
            if (marker >= SOF0 && !isRestart || isRestart && (ahead == 1 || ahead == 2)) {
                // The end of the scan, or a marker is missing, and this one is for later.
                atEnd = !isRestart;
                data.startEmpty(place - 1);
                return;
            }
            if (isRestart && ahead < 6) {
                exhausted = false;
                data.start(file, place + 1);
                return;
            }
            place = Markers.marker(file, place + 1);
        }
        throw JpegException.truncated(file);
    }
}
