package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.ghostnetv2.files.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The attention of a network of the family: what computes it, where it sits, how long its strips are. Released
/// weights have [#NONE] (GhostNet) or [#PUBLISHED] (its successors); the paper measures the other choices
/// (arXiv 2211.12905, section 5.3).
///
/// @param mechanism what computes the gates
/// @param place which ghost modules of a bottleneck are gated
/// @param strips kernel lengths of both strips of [Mechanism#DFC], odd: for modules whose input is at a quarter, at an
///        eighth, and at a sixteenth or less of the image's sides (with stem stride 1 these are twice as large)
public record Attention(Mechanism mechanism, Place place, List<Integer> strips) {

    /// What computes the gates of ghost modules.
    public enum Mechanism {
        /// There are none.
        NONE,
        /// Decoupled fully connected attention on a quarter of the pixels.
        DFC,
        /// A transformer layer as MobileViT has it, between the pixels of the same place in patches of 8, 4, 2 and 1
        /// pixels where the sides are a quarter, an eighth, a sixteenth and a thirty-second of the image's, so between
        /// 7 × 7 pixels at 224×224; on a seventh of the input's channels.
        LOCAL,
        /// The same between all pixels.
        FULL
    }

    /// Which ghost modules of a bottleneck are gated; each gate reads its module's input.
    public enum Place {
        /// The first one: the expanded features.
        EXPANDED,
        /// The second one: the block's output, before the shortcut is added.
        OUTPUT,
        /// Both.
        BOTH;

        /// {@return whether the first ghost module is gated}
        public boolean isExpanded() { return this != OUTPUT; }

        /// {@return whether the second ghost module is gated}
        public boolean isOutput() { return this != EXPANDED; }
    }

    private static final List<Integer> FIVES = List.of(5, 5, 5);

    /// GhostNet's: there is none.
    public static final Attention NONE = new Attention(Mechanism.NONE, Place.EXPANDED, FIVES);

    /// Local self-attention in a GhostNet: 20 % more multiply-adds at 224×224, as in the paper's motivation.
    public static final Attention LOCAL = new Attention(Mechanism.LOCAL, Place.EXPANDED, FIVES);

    /// Self-attention between all pixels in a GhostNet.
    public static final Attention FULL = new Attention(Mechanism.FULL, Place.EXPANDED, FIVES);

    /// GhostNetV2's: decoupled fully connected, on the expanded features, strips of 5 everywhere.
    public static final Attention PUBLISHED = new Attention(Mechanism.DFC, Place.EXPANDED, FIVES);

    private static final Pattern TEXT = Pattern.compile("(\\w+) (\\w+) (\\d{1,2})/(\\d{1,2})/(\\d{1,2})");

    /// Checks the lengths.
    ///
    /// @throws IllegalArgumentException if there are not three lengths, or one is even or not 1 to 31
    public Attention {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(place, "place");
        strips = List.copyOf(strips);
        if (strips.size() != 3 || strips.stream().anyMatch(length -> length % 2 == 0 || length < 1 || length > 31)) {
            throw new IllegalArgumentException("expected three odd lengths of strips from 1 to 31, found " + strips);
        }
    }

    /// {@return the same attention at another place}
    ///
    /// @param place which ghost modules are gated
    public Attention at(Place place) { return new Attention(mechanism, place, strips); }

    /// {@return the same attention with strips of other lengths}
    ///
    /// @param quarter length for modules whose input is at a quarter of the image's sides, odd, 1 to 31
    /// @param eighth length for those at an eighth
    /// @param smaller length for those at a sixteenth or less
    /// @throws IllegalArgumentException as the constructor
    public Attention withStrips(int quarter, int eighth, int smaller) {
        return new Attention(mechanism, place, List.of(quarter, eighth, smaller));
    }

    /// The length of the strips of a module.
    ///
    /// @param halvings how often the sides have been halved before it at stem stride 2, at least 2
    int strip(int halvings) { return strips.get(Math.min(halvings, 4) - 2); }

    /// The side of the patches of [Mechanism#LOCAL] of a module.
    ///
    /// @param halvings as for [#strip]
    int patch(int halvings) { return 1 << Math.max(0, 5 - halvings); }

    /// Reads what [#toString] gives.
    ///
    /// @param text mechanism, place and lengths, such as `dfc expanded 5/5/5`
    /// @return the attention
    /// @throws IllegalArgumentException if the text is something else
    public static Attention parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected mechanism, place and lengths of strips, such as '" + PUBLISHED
                    + "', found " + Quote.of(text));
        }
        return new Attention(constant(Mechanism.values(), matcher.group(1)), constant(Place.values(), matcher.group(2)),
                Stream.of(3, 4, 5).map(group -> Integer.valueOf(matcher.group(group))).toList());
    }

    private static <E extends Enum<E>> E constant(E[] values, String name) {
        return Stream.of(values).filter(value -> name(value).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Stream.of(values).map(Attention::name).collect(Collectors.joining(", ")) + ", found '" + name
                        + "'"));
    }

    private static String name(Enum<?> value) { return value.name().toLowerCase(Locale.ROOT); }

    /// {@return the attention as a checkpoint's metadata has it: `dfc expanded 5/5/5`}
    @Override
    public String toString() {
        return name(mechanism) + " " + name(place) + " "
                + strips.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }
}
