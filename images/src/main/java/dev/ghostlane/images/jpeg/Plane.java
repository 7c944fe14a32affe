package dev.ghostlane.images.jpeg;

import dev.ghostlane.images.bands.Band;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling.Rows;
import java.util.Arrays;

/// A component's samples of the group of rows that is decoded, and of the group before. Keeps its memory for the next
/// file.
///
/// The rows of a group are in tiles: bands of 16 rows. In a group of two rows of MCUs, a row of blocks of the first one
/// is above the same of the second one in a tile. In a group of one, two rows of blocks are a tile; a component that
/// has only one shares its tile with another such component, or is alone.
final class Plane {

    private static final int ROWS = 16;

    /// No row of a group.
    private static final int NOWHERE = -1;

    /// Blocks across and down an MCU.
    int horizontal;
    int vertical;

    /// How many pixels a sample is wide and high.
    int across;
    int down;

    /// Whether columns, or rows, come from a triangle filter.
    boolean smoothAcross;
    boolean smoothDown;

    /// Samples of a row and rows, as far as they belong to the image.
    int width;
    int height;

    /// The component with which the tile is shared, whose half is the upper one; null if there is none.
    Plane upper;

    /// The first of the component's pairs of blocks in an MCU's coefficients.
    int pair;

    /// Tiles of a group.
    int tiles;

    /// The sample that begins at 0 in the tiles.
    int origin;

    /// Quantisers of the pairs of blocks.
    final short[] quantisers = new short[2 * 64];

    /// What the rows of a band are made of, as the kernel wants it.
    final short[] near = new short[ROWS];
    final short[] far = new short[ROWS];
    short[] above;
    short[] here;
    Rows rows;

    /// Samples that are as high as the image, with a neighbour at each side; as wide, too.
    short[] high = {};
    short[] wide = {};

    private short[][] current = new short[4][];
    private short[][] previous = new short[4][];
    /// Where the rows that were found are, and in which tiles, counted from the group's first one.
    private final int[] nearPlaces = new int[ROWS];
    private final int[] farPlaces = new int[ROWS];
    private int firstTile;
    private int lastTile;
    private boolean isInPlace;

    /// The row of a group that was selected last, if it was found for any group.
    private int selected;

    private boolean keepsPrevious;
    private int mcuRows;
    private int group;

    Plane() {
        Arrays.fill(current, new short[0]);
        Arrays.fill(previous, new short[0]);
    }

    /// Takes the sizes of a component.
    ///
    /// @param mcuRows of a group: 1 or 2
    void open(Frame frame, Frame.Component component, int mcuRows) {
        horizontal = component.horizontal();
        vertical = component.vertical();
        across = frame.mostHorizontal() / horizontal;
        down = frame.mostVertical() / vertical;
        width = Math.ceilDiv(frame.width(), across);
        height = Math.ceilDiv(frame.height(), down);
        // libjpeg smooths across only what has three columns at least, and down only what it need not repeat across.
        smoothAcross = across == 2 && down <= 2 && width > 2;
        smoothDown = down == 2 && (across == 1 || smoothAcross);
        this.mcuRows = mcuRows;
        tiles = mcuRows == 2 ? vertical : Math.max(1, vertical / 2);
        upper = null;
        selected = NOWHERE;
        rows = !smoothDown ? Rows.COPY : smoothAcross ? Rows.SUMS : Rows.TRIANGLE;
    }

    /// Whether the component fills half a tile only.
    boolean isHalf() { return mcuRows == 1 && vertical == 1; }

    /// Makes room for some columns.
    ///
    /// @param keepsPrevious whether the group before is needed, too
    void resize(int columns, int tileColumns, boolean keepsPrevious) {
        this.keepsPrevious = keepsPrevious;
        group = -1;
        for (int tile = 0; tile < tiles && upper == null; tile++) {
            current[tile] = Band.grown(current[tile], ROWS * columns);
            previous[tile] = keepsPrevious ? Band.grown(previous[tile], ROWS * columns) : previous[tile];
        }
        high = Band.grown(high, ROWS * (tileColumns + 2));
        wide = Band.grown(wide, ROWS * (tileColumns + across));
    }

    /// Begins the next group.
    void next() {
        group++;
        if (keepsPrevious) {
            short[][] swapped = previous;
            previous = current;
            current = swapped;
        }
    }

    /// A tile of the group.
    short[] tile(int number) { return upper == null ? current[number] : upper.current[number]; }

    /// Finds the rows of the image from `y` on in the tiles. In the middle of the image it is the same in each group.
    void select(int y) {
        int groupRows = 8 * vertical * mcuRows * down;
        int tilesBefore = Math.floorDiv(y, groupRows) * tiles;
        int around = smoothDown ? 1 : 0;
        boolean isInside = Math.floorDiv(y, down) >= around && (y + ROWS - 1) / down + around < height;
        int place = isInside ? Math.floorMod(y, groupRows) : NOWHERE;
        if (place == NOWHERE || place != selected) {
            find(y, tilesBefore);
            selected = place;
        }
        above = tileOf(tilesBefore + firstTile);
        here = tileOf(tilesBefore + lastTile);
    }

    private void find(int y, int tilesBefore) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (int row = 0; row < ROWS; row++) {
            int nearer = place(nearRow(y + row));
            int farther = smoothDown ? place(farRow(y + row)) : nearer;
            nearPlaces[row] = nearer;
            farPlaces[row] = farther;
            first = Math.min(first, Math.min(nearer, farther) / ROWS);
            last = Math.max(last, Math.max(nearer, farther) / ROWS);
        }
        isInPlace = true;
        for (int row = 0; row < ROWS; row++) {
            near[row] = index(nearPlaces[row], first, last);
            far[row] = index(farPlaces[row], first, last);
            isInPlace &= near[row] == ROWS + row;
        }
        firstTile = first - tilesBefore;
        lastTile = last - tilesBefore;
    }

    /// Whether the rows that were found are a tile.
    boolean isInPlace() { return isInPlace; }

    private int nearRow(int y) { return Math.clamp(Math.floorDiv(y, down), 0, height - 1); }

    private int farRow(int y) { return Math.clamp(Math.floorDiv(y, down) + ((y & 1) == 0 ? -1 : 1), 0, height - 1); }

    /// Where a row of the component is: its row in the tile, and 16 for each tile of all groups before.
    private int place(int row) {
        int groupRows = 8 * vertical * mcuRows;
        int inGroup = row % groupRows;
        int tile;
        int inTile;
        if (mcuRows == 2) {
            int inMcu = inGroup % (8 * vertical);
            tile = inMcu / 8;
            inTile = inGroup / (8 * vertical) * 8 + inMcu % 8;
        } else {
            tile = inGroup / ROWS;
            inTile = inGroup % ROWS + (upper == null ? 0 : 8);
        }
        return (row / groupRows * tiles + tile) * ROWS + inTile;
    }

    private short[] tileOf(int number) {
        Plane owner = upper == null ? this : upper;
        return (number / tiles == group ? owner.current : owner.previous)[number % tiles];
    }

    private static short index(int place, int first, int last) {
        int tile = place / ROWS;
        if (tile != first && tile != last) {
            throw new AssertionError("rows of three tiles: " + first + ", " + tile + " and " + last);
        }
        return (short) (place % ROWS + (tile == last ? ROWS : 0));
    }
}
