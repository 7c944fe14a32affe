package dev.ghostlane.bench.photos;

import java.util.Locale;

/// What is timed: a way from a photo's file to a network's input, a part of it, or a network.
enum Way {
    /// Ghostlane, file to input.
    GHOSTLANE("Ghostlane"),
    /// The JDK's reader, then Ghostlane's resize of whole pictures.
    IMAGE_IO("ImageIO.read, Ghostlane's resize"),
    /// Pillow: decode, resize, crop.
    PILLOW("Pillow"),
    /// Pillow, without the resize.
    PILLOW_DECODE("Pillow, decode alone"),
    /// Pillow's image through torchvision's transforms to a tensor.
    TORCHVISION("torchvision on Pillow"),
    /// The network on Ghostlane.
    NETWORK("network: Ghostlane"),
    /// The network on ONNX Runtime.
    ONNX("network: ONNX Runtime"),
    /// The network on ONNX Runtime, one run on all threads.
    ONNX_SHARED("network: ONNX Runtime, one run on all"),

    /// Ghostlane's decoding of Huffman codes; what follows does nothing.
    HUFFMAN("Huffman"),
    /// That and the inverse transform.
    TRANSFORM("transform"),
    /// That, upsampling and colours.
    COLOUR("colour"),
    /// That and the resize along the rows.
    HORIZONTAL("resample, rows"),
    /// That, the resize along the columns and the normalisation: all.
    VERTICAL("resample, columns");

    private final String text;

    Way(String text) { this.text = text; }

    /// Name of it in files.
    String key() { return name().toLowerCase(Locale.ROOT); }

    /// Whether it is a part of Ghostlane's way; its own time is what it takes more than the part before.
    boolean isPart() { return compareTo(HUFFMAN) >= 0; }

    /// Whether it is timed on one thread alone.
    boolean isForOne() { return isPart() || this == PILLOW_DECODE; }

    /// Whether a process of Python does it.
    boolean isPython() { return this == PILLOW || this == PILLOW_DECODE || this == TORCHVISION; }

    /// Whether it runs a network.
    boolean isNetwork() { return this == NETWORK || this == ONNX || this == ONNX_SHARED; }

    @Override
    public String toString() { return text; }
}
