/// Says what is on photos.
module demo {
    requires dev.ghostlane.ghostnetv2;
}
