package dev.ghostlane.cli.attention;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.ClassMap;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.GateMap;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// What there is to show of one photo, for a page and for a picture alike.
///
/// @param photo name of the photo
/// @param model one line that says what the model is
/// @param size pixels of a side of what the network sees
/// @param image what the network sees, in more pixels
/// @param classes where the evidence for classes lies
/// @param gates a section for each gated module
/// @param without why there are no gates; empty if there are
public record Sheet(String photo, String model, int size, BufferedImage image, Section classes, List<Section> gates,
        String without) {

    /// A heading and tiles.
    public record Section(String title, String note, List<Tile> tiles) {}

    /// One picture over the photo.
    ///
    /// @param lines what is below it, each short
    /// @param map colours; null for the photo with marks alone
    public record Tile(String title, List<String> lines, BufferedImage map, List<Mark> marks) {}

    /// A rectangle; places and sizes in per cent of the photo's side.
    ///
    /// @param kind `cell`, `strip` or `both`
    public record Mark(String kind, double x, double y, double width, double height) {

        /// The same, smaller on all sides.
        Mark inset(double by) { return new Mark(kind, x + by, y + by, width - 2 * by, height - 2 * by); }
    }

    /// The least and the largest of some values.
    public record Range(float lowest, float highest) {

        /// The range of at least one value.
        public static Range of(float[] values) {
            float lowest = values[0];
            float highest = values[0];
            for (float value : values) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            return new Range(lowest, highest);
        }

        @Override
        public String toString() { return Text.format("%.2f – %.2f", lowest, highest); }
    }

    /// Collects what there is to show.
    ///
    /// @param photo name of the photo
    /// @param channels how many channels of each gate
    public static Sheet of(String photo, GhostNetV2 model, AttentionMaps maps, BufferedImage image, int channels) {
        String without = maps.gates().isEmpty()
                ? "This " + model.configuration().variant() + " has no decoupled fully connected attention, so there"
                        + " are no attention maps: the class map is all there is."
                : "";
        return new Sheet(photo, withoutFolders(model.description()), maps.input().width(), image, classes(maps),
                maps.gates().stream().map(gate -> gate(gate, maps.input().width(), channels)).toList(), without);
    }

    /// A model's description ends with its file. Who gets the page need not know the folders of this machine.
    static String withoutFolders(String description) {
        return description.replaceFirst("\\([^()]*[/\\\\]([^()/\\\\]+)\\)$", "($1)");
    }

    private static Section classes(AttentionMaps maps) {
        float largest = 0;
        for (ClassMap map : maps.classes()) {
            for (float value : map.evidence().data()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        List<Tile> tiles = new ArrayList<>();
        for (ClassMap map : maps.classes()) {
            int height = map.evidence().height();
            int width = map.evidence().width();
            Classification answer = map.classification();
            tiles.add(new Tile(answer.label(), List.of(Text.format("%.2f %%", 100.0 * answer.probability()),
                    Text.format("logit %.2f", map.logit()), Text.format("%+.2f from photo", sum(map)),
                    Text.format("%+.2f constant", map.constant())),
                    Colours.evidence(map.evidence().data(), width, height, largest), List.of()));
        }
        String cells = maps.classes().isEmpty() ? "" : cells(maps.classes().getFirst());
        return new Section("Where the evidence for a class lies", Text.format(
                "%sThe strongest colour is %.2f of a logit, for all classes alike.", cells, largest), tiles);
    }

    private static String cells(ClassMap map) {
        return "Cells are the " + map.evidence().height() + "×" + map.evidence().width()
                + " pixels of the last feature map. ";
    }

    private static double sum(ClassMap map) {
        double sum = 0;
        for (float value : map.evidence().data()) {
            sum += value;
        }
        return sum;
    }

    private static Section gate(GateMap gate, int size, int channels) {
        List<Tile> tiles = new ArrayList<>();
        float[] mean = gate.mean();
        tiles.add(tile("mean", gate, mean));
        tiles.add(reach(gate, mean));
        strongest(gate, channels)
                .forEach(channel -> tiles.add(tile("channel " + channel, gate, gate.channel(channel))));
        return new Section(gate.module(), note(gate, size), tiles);
    }

    /// The channels that choose most between places; none where there is one place, as its gates choose nothing.
    public static List<Integer> strongest(GateMap gate, int channels) {
        return isOneCell(gate) ? List.of() : gate.strongest(channels);
    }

    private static boolean isOneCell(GateMap gate) { return gate.gridHeight() * gate.gridWidth() == 1; }

    private static Tile tile(String title, GateMap gate, float[] values) {
        return new Tile(title, List.of(Range.of(values).toString()),
                Colours.gates(values, gate.map().width(), gate.map().height()), List.of());
    }

    private static String note(GateMap gate, int size) {
        String map = Text.format("%d×%d pixels, %d channels, ", gate.map().height(), gate.map().width(),
                gate.map().channels());
        if (isOneCell(gate)) {
            return map + "a grid of one cell: each channel has one gate for all of the photo.";
        }
        long cell = Math.round(2.0 * size / gate.map().width());
        return map + Text.format("a grid of %d×%d cells, each %d of the photo's %d pixels wide. A strip is %d cells"
                + " long: %s.", gate.gridHeight(), gate.gridWidth(), cell, size, gate.strip(),
                isGlobal(gate)
                        ? "each cell sees all others"
                        : gate.strip() * cell + " pixels");
    }

    private static boolean isGlobal(GateMap gate) {
        return gate.strip() / 2 >= Math.max(gate.gridHeight(), gate.gridWidth()) - 1;
    }

    /// The reach of the cell whose gate is open widest in the mean.
    private static Tile reach(GateMap gate, float[] mean) {
        int width = gate.map().width();
        int height = gate.map().height();
        int best = 0;
        for (int pixel = 1; pixel < mean.length; pixel++) {
            best = mean[pixel] > mean[best] ? pixel : best;
        }
        GateMap.Reach reach = gate.reach(best / width * gate.gridHeight() / height,
                best % width * gate.gridWidth() / width);
        return new Tile("reach of strips", List.of("most open cell"), null,
                List.of(mark("strip", reach.horizontal(), gate), mark("strip", reach.vertical(), gate),
                        mark("cell", reach.cell(), gate), mark("both", reach.both(), gate)));
    }

    private static Mark mark(String kind, GateMap.Area area, GateMap gate) {
        double x = 100.0 / gate.map().width();
        double y = 100.0 / gate.map().height();
        return new Mark(kind, x * area.left(), y * area.top(), x * (area.right() - area.left()),
                y * (area.bottom() - area.top()));
    }
}
