/// Decodes image files, and makes a network's input of them exactly as Pillow and torchvision do. Knows no network.
///
/// Only plug-ins of ImageIO and [dev.ghostlane.images.BufferedImages] need `java.desktop`; a module that uses them
/// requires it.
module dev.ghostlane.images {
    requires dev.ghostlane.kernels;
    requires static java.desktop;

    exports dev.ghostlane.images;
}
