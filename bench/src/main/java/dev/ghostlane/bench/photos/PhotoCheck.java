package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.SameBits;
import dev.ghostlane.images.BufferedImages;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.images.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// The check before every timing: Ghostlane's inputs are those of decoding and preprocessing one after the other, and
/// its pixels are Pillow's. That they are those of the JDK's reader, too, is reported; where Pillow's differ, they are
/// not.
final class PhotoCheck {
    private PhotoCheck() {}

    /// Checks all photos.
    ///
    /// @param python null if there is no Pillow
    /// @param imageIo whether the JDK's reader can read the photos
    /// @return what was found, for people
    /// @throws IllegalStateException if a bit differs from Ghostlane's other way or from Pillow
    static String run(List<Path> files, Preprocessing preprocessing, Python python, boolean imageIo)
            throws IOException {
        List<String> pixels = python == null ? List.of() : python.digests("pixels");
        List<String> crops = python == null ? List.of() : python.digests("crops");
        InputReader reader = InputReader.of(preprocessing);
        float[] input = new float[reader.floats()];
        float[] apart = new float[reader.floats()];
        long different = 0;
        long all = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            RgbImage image = ImageDecoder.decode(file);
            RgbImage crop = preprocessing.crop(image);
            preprocessing.normalise(crop, apart, 0);
            reader.read(ImageSource.of(file), input, 0);
            SameBits.require(file + ", in bands", apart, input);
            if (python != null) {
                requireSame(file + ", pixels", pixels.get(i), image.rgb());
                requireSame(file + ", resized and cropped", crops.get(i), crop.rgb());
            }
            byte[] peer = imageIo ? BufferedImages.rgb(ImageIO.read(file.toFile())).rgb() : new byte[0];
            for (int k = 0; k < peer.length; k++) {
                different += peer[k] == image.rgb()[k] ? 0 : 1;
            }
            all += peer.length;
        }
        return (python == null ? "not compared with Pillow" : "all bytes are Pillow's") + "; "
                + (!imageIo
                        ? "left out: ImageIO, which cannot read them"
                        : different == 0
                                ? "all are ImageIO's"
                                : String.format(Locale.ROOT, "%.2g %% differ from ImageIO's", 100.0 * different / all));
    }

    /// Whether the JDK's reader can read all photos: of inks, for example, it cannot.
    static boolean canImageIo(List<Path> files) {
        for (Path file : files) {
            try {
                if (ImageIO.read(file.toFile()) == null) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static void requireSame(String what, String expected, byte[] bytes) {
        String found = sha256(bytes);
        if (!found.equals(expected)) {
            throw new IllegalStateException(what + ": SHA-256 is " + found + " here and " + expected + " by Pillow");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
