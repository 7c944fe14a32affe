/// Decodes image files, and makes a network's input of them exactly as Pillow and torchvision do. Knows no network.
module dev.ghostlane.images {
    requires dev.ghostlane.kernels;
    requires transitive java.desktop;

    exports dev.ghostlane.images;
}
