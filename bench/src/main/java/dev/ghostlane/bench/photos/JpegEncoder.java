package dev.ghostlane.bench.photos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Writes JPEG files by the JDK's writer.
final class JpegEncoder {
    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    private JpegEncoder() {}

    /// Writes a picture.
    ///
    /// @param quality 0 to 1
    static byte[] encode(BufferedImage image, float quality, Sampling sampling, boolean progressive)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            setSampling(metadata, sampling);
            writer.write(null, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Sets how many samples the first component has for one of the others.
    private static void setSampling(IIOMetadata metadata, Sampling sampling) throws IOException {
        Node root = metadata.getAsTree(FORMAT);
        NodeList components = ((Element) root).getElementsByTagName("componentSpec");
        Element brightness = (Element) components.item(0);
        brightness.setAttribute("HsamplingFactor", "" + sampling.horizontal());
        brightness.setAttribute("VsamplingFactor", "" + sampling.vertical());
        metadata.setFromTree(FORMAT, root);
    }
}
