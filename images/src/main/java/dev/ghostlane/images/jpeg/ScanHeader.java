package dev.ghostlane.images.jpeg;

/// What a scan header says. Filled for scan after scan.
final class ScanHeader {
    int count;
    final ComponentHeader[] components = new ComponentHeader[FrameHeader.MOST_COMPONENTS];

    /// In the frame.
    final int[] index = new int[FrameHeader.MOST_COMPONENTS];

    /// First and last coefficient, in zigzag order.
    int first;
    int last;

    /// Lowest bit that earlier scans have given, and that this one gives.
    int high;
    int low;

    /// @param at where the content begins, after marker and length
    /// @param length bytes of the content
    void read(FrameHeader frame, boolean hasFrame, byte[] file, int at, int length) {
        if (!hasFrame) {
            throw JpegException.damaged("a scan begins before the frame header");
        }
        count = file[at] & 0xff;
        if (count < 1 || count > FrameHeader.MOST_COMPONENTS || length != 2 * count + 4) {
            throw JpegException.damaged("a scan header has a wrong length");
        }
        java.util.Arrays.fill(components, null);
        for (int i = 0; i < count; i++) {
            int place = at + 1 + 2 * i;
            if (place + 2 > file.length) {
                throw JpegException.truncated(file);
            }
            int id = file[place] & 0xff;
            int found = find(frame, id);
            ComponentHeader c = found < 0 ? null : frame.components[found];
            for (int earlier = 0; earlier < i; earlier++) {
                c = components[earlier] == c ? null : c;
            }
            if (c == null) {
                throw JpegException.damaged("a scan has a component " + id + " that it must not have");
            }
            components[i] = c;
            index[i] = found;
            c.dcTable = file[place + 1] >> 4 & 15;
            c.acTable = file[place + 1] & 15;
        }
        if (at + length > file.length) {
            throw JpegException.truncated(file);
        }
        int parameters = at + 1 + 2 * count;
        first = file[parameters] & 0xff;
        last = file[parameters + 1] & 0xff;
        high = file[parameters + 2] >> 4 & 15;
        low = file[parameters + 2] & 15;
    }

    /// Where several components have the same name, they come in the order of the frame, as libjpeg sees it.
    private int find(FrameHeader frame, int id) {
        for (int i = 0; i < frame.count; i++) {
            if (frame.components[i].id == id && components[i] == null) {
                return i;
            }
        }
        return -1;
    }
}
