package dev.ghostlane.ghostnetv2.hub;

import java.util.List;
import java.util.Optional;

/// A model that timm publishes on the Hugging Face hub and this library runs.
///
/// @param name as timm has it: architecture and tag of the weights
/// @param network what it is
/// @param megabytes about how large its file is, in 10⁶ bytes; 0 if that is not known before it is asked for
public record HubModel(String name, String network, int megabytes) {

    /// All of them. The sizes are those that the hub's pages show; that of width 1.3 is four bytes for each of its
    /// 8,960,404 parameters.
    public static final List<HubModel> ALL = List.of(
            new HubModel("ghostnetv2_100.in1k", "GhostNetV2, width 1.0, ImageNet", 25),
            new HubModel("ghostnetv2_130.in1k", "GhostNetV2, width 1.3, ImageNet", 36),
            new HubModel("ghostnetv2_160.in1k", "GhostNetV2, width 1.6, ImageNet", 50),
            new HubModel("ghostnet_100.in1k", "GhostNet, width 1.0, ImageNet", 21),
            new HubModel("ghostnetv3_100.in1k", "GhostNetV3, width 1.0, ImageNet", 0));

    private static final String OWNER = "timm/";
    private static final String TAG = ".in1k";

    /// {@return the model of a name: `ghostnetv2_100.in1k`, with the owner before it as the hub has it,
    /// `timm/ghostnetv2_100.in1k`, or without the tag, which timm accepts as well}
    ///
    /// @param name the name, with or without owner and tag
    public static Optional<HubModel> find(String name) {
        String plain = name.startsWith(OWNER) ? name.substring(OWNER.length()) : name;
        return ALL.stream().filter(model -> plain.equals(model.name) || model.name.equals(plain + TAG)).findFirst();
    }

    /// Name of its repository on the hub.
    String repository() { return OWNER + name; }

    /// Where its file is on a server that speaks the hub's protocol, relative to the endpoint.
    String path() { return repository() + "/resolve/main/model.safetensors"; }
}
