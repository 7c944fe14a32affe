package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Checkpoints;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.hub.Hub;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.ghostnetv2.hub.HubModel;
import dev.ghostlane.ghostnetv2.hub.HubSettings;
import dev.ghostlane.ghostnetv2.hub.PullObserver;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.weights.MindSporeNames;
import dev.ghostlane.ghostnetv2.weights.ModelCard;
import dev.ghostlane.ghostnetv2.weights.RandomWeights;
import dev.ghostlane.ghostnetv2.weights.StateDictReader;
import dev.ghostlane.ghostnetv2.weights.TrainingBranches;
import dev.ghostlane.ghostnetv2.weights.Values;
import dev.ghostlane.ghostnetv2.weights.Weights;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.Preprocessing;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;

/// A GhostNetV2 with its weights, preprocessing and labels; or one of its relatives, GhostNet and GhostNetV3, if the
/// weights are that network's: [Configuration#variant()] tells. Immutable and safe to share between threads; the
/// weights are held once, however many classifiers and sessions use them.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="classify"}
public final class GhostNetV2 {
    private static final String IN_MEMORY = "the checkpoint in memory";
    private static final String OPTIONS = "option";

    private final Configuration configuration;
    private final ModelCard card;
    private final Preprocessing preprocessing;
    private final List<String> labels;
    private final long parameters;
    private final List<Finding> findings;
    private final DType rounded;
    private final Network network;
    private final Map<List<String>, CompiledNetwork> compiled = new HashMap<>();
    private final Lock compiling = new ReentrantLock();
    private final IdleSessions idle = new IdleSessions();

    private GhostNetV2(GhostNetV2 other, ModelCard card) {
        this.configuration = other.configuration;
        this.card = card;
        this.preprocessing = other.preprocessing;
        this.labels = card.labels(configuration.classes());
        this.parameters = other.parameters;
        this.findings = Stream.concat(
                other.findings.stream().filter(finding -> !finding.subject().equals("labels")),
                Stream.of(card.labelsFinding(configuration.classes()))).toList();
        this.rounded = other.rounded;
        this.network = other.network;
    }

    /// @param rounded what the weights were rounded to, or null
    private GhostNetV2(StateDict original, DType rounded) {
        StateDict dict = TrainingBranches.merge(MindSporeNames.translate(original));
        StateDictReader reader = new StateDictReader(dict);
        configuration = reader.configuration();
        card = ModelCard.of(dict);
        preprocessing = card.preprocessing(configuration);
        findings = Stream.concat(reader.findings(configuration).stream(), Stream.of(
                card.labelsFinding(configuration.classes()), card.finding(preprocessing))).toList();
        labels = card.labels(configuration.classes());
        this.rounded = rounded;
        parameters = learned(configuration.parameters());
        network = configuration.network(name -> Values.of(dict, name));
    }

    /// Loads a checkpoint: a safetensors file, what `torch.save` wrote since PyTorch 1.6, or MindSpore's; the content
    /// tells which. A folder may hold one of these, and a `config.json` of timm or Hugging Face. Which network of the
    /// family it is, its width, class count, stem stride and resize mode are found from the tensors and the metadata;
    /// [#findings()] says how. No code in a file is run.
    ///
    /// @param checkpoint a file, or a folder with one
    /// @return the model, ready to make classifiers
    /// @throws CheckpointException if the file cannot be read, breaks its format or is no network of the family
    public static GhostNetV2 load(Path checkpoint) { return load(checkpoint, LoadOptions.NONE); }

    /// Loads a checkpoint of which something is known that its file does not tell.
    ///
    /// @param checkpoint a file, or a folder with one
    /// @param options what is known that the file does not tell
    /// @return the model, ready to make classifiers
    /// @throws CheckpointException as [#load(Path)], or if the file has no weights of the name that the options ask
    ///         for
    public static GhostNetV2 load(Path checkpoint, LoadOptions options) {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(options, "options");
        return observed(checkpoint.toString(),
                () -> of(Checkpoints.read(checkpoint, options.weights()), options));
    }

    /// Loads a checkpoint that is in memory.
    ///
    /// @param checkpoint the bytes of the file, which are copied
    /// @param options what is known that the file does not tell
    /// @return the model, ready to make classifiers
    /// @throws CheckpointException as [#load(Path, LoadOptions)]
    public static GhostNetV2 load(byte[] checkpoint, LoadOptions options) {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(options, "options");
        return observed(IN_MEMORY,
                () -> of(Checkpoints.read(checkpoint, IN_MEMORY, options.weights()), options));
    }

    private static GhostNetV2 of(StateDict dict, LoadOptions options) {
        GhostNetV2 model = of(dict.from(OPTIONS, options.metadata()));
        return options.weightsAs() == null ? model : model.rounded(options.weightsAs());
    }

    /// Loads a checkpoint from a stream, such as a resource. It is read to its end and not closed.
    ///
    /// @param checkpoint the stream, from where it stands
    /// @param options what is known that the file does not tell
    /// @return the model, ready to make classifiers
    /// @throws CheckpointException as [#load(Path, LoadOptions)], or if the stream cannot be read
    public static GhostNetV2 load(InputStream checkpoint, LoadOptions options) {
        Objects.requireNonNull(checkpoint, "checkpoint");
        try {
            return load(checkpoint.readAllBytes(), options);
        } catch (IOException e) {
            throw new CheckpointException("the checkpoint cannot be read: " + e.getMessage(), e);
        }
    }

    /// Loads a model of the hub by its name, and downloads it first if it is not in the cache: what
    /// `./ghostlane pull` does, by the same environment variables.
    ///
    /// @param name `ghostnetv2_100.in1k`, for example; see [HubModel#ALL]
    /// @return the model, ready to make classifiers
    /// @throws IllegalArgumentException if there is no such model
    /// @throws HubException if it is not in the cache and cannot be downloaded
    /// @throws CheckpointException if what is in the cache cannot be loaded
    public static GhostNetV2 pull(String name) { return pull(name, HubSettings.of(System.getenv())); }

    /// Loads a model of the hub by its name, as [#pull(String)] does, by settings of your own.
    ///
    /// @param name timm's name of a model, such as `ghostnetv2_100.in1k`
    /// @param settings address, cache, proxy and token
    /// @return the model, ready to make classifiers
    public static GhostNetV2 pull(String name, HubSettings settings) {
        Objects.requireNonNull(settings, "settings");
        HubModel model = HubModel.find(Objects.requireNonNull(name, "name"))
                .orElseThrow(() -> new IllegalArgumentException("expected one of the models "
                        + HubModel.ALL.stream().map(HubModel::name).collect(Collectors.joining(", ")) + ", found "
                        + name));
        return load(new Hub(settings).pull(model, PullObserver.SILENT));
    }

    /// {@return a model from tensors in memory}
    ///
    /// @param dict the tensors, under the authors' names, and metadata
    /// @throws CheckpointException if they are not those of a network of the family
    public static GhostNetV2 of(StateDict dict) { return new GhostNetV2(Objects.requireNonNull(dict, "dict"), null); }

    /// {@return the small model that comes with the library, for trying things out: see its [#description()]}
    public static GhostNetV2 bundled() { return observed("bundled model", GhostNetV2::readBundled); }

    /// Loads, and tells a recording if there is one. That is asked outside of the event's class because the class would
    /// start all of JFR, which takes a tenth of a second.
    private static GhostNetV2 observed(String checkpoint, Supplier<GhostNetV2> loading) {
        return FlightRecorder.isInitialized() ? LoadEvent.load(checkpoint, loading) : loading.get();
    }

    private static GhostNetV2 readBundled() {
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            return of(Safetensors.read(resource.readAllBytes(), "bundled model"));
        } catch (IOException e) {
            throw new CheckpointException("the bundled model cannot be read", e);
        }
    }

    /// {@return a model with random weights, for benchmarks: it recognises nothing}
    ///
    /// @param configuration which network of the family
    /// @param seed the same seed gives the same weights
    public static GhostNetV2 random(Configuration configuration, long seed) {
        if (Objects.requireNonNull(configuration, "configuration").classes() == 0) {
            throw new IllegalArgumentException("classes must be at least 1, found 0");
        }
        return of(RandomWeights.stateDict(configuration, seed));
    }

    /// {@return which network of the family it is: variant, width, classes, stem stride and resize mode}
    public Configuration configuration() { return configuration; }

    /// {@return the number of learned parameters; the running statistics of batch normalisation do not count}
    public long parameters() { return parameters; }

    /// {@return one line that says what the model is and, as far as its file tells, how good}
    public String description() {
        return card.description(configuration) + (rounded == null ? "" : ", weights rounded to " + rounded);
    }

    /// {@return what was found out about the checkpoint, and from what} Unmodifiable.
    public List<Finding> findings() { return findings; }

    /// {@return the same network with its batch normalisations folded into the convolutions before them, as plans fold
    /// them: its logits have the same bits, its checkpoint is smaller} Values before a normalisation, such as
    /// `conv_stem`, are after it in this one.
    public GhostNetV2 folded() {
        return configuration.folded() ? this : of(Weights.folded(network, configuration, card));
    }

    /// {@return the same network [#folded()], and then all its weights rounded to 16 bits, in which plans keep those
    /// that take time to read: what `ghostlane convert --fold --dtype` writes, loaded} Its logits differ a little from
    /// this model's; its [#description()] says so.
    ///
    /// @param dtype F16 or BF16
    /// @throws IllegalArgumentException if the type is another one
    /// @throws CheckpointException if a weight is too large for the type
    public GhostNetV2 rounded(DType dtype) {
        if (dtype != DType.F16 && dtype != DType.BF16) {
            throw new IllegalArgumentException("expected F16 or BF16, found " + dtype);
        }
        StateDict dict;
        try {
            dict = folded().stateDict().as(dtype);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(card.source() + ": " + e.getMessage() + "; BF16 and F32 can hold it", e);
        }
        return new GhostNetV2(dict.with(Finding.WEIGHTS, "folded, then rounded to " + dtype), dtype);
    }

    /// {@return the weights as a state dict of F32 tensors under the authors' names, as deployed, with all metadata
    /// that tells what the model is: it loads as this model}
    public StateDict stateDict() { return Weights.of(network, configuration, card); }

    /// {@return the text that the checkpoint carries} Unmodifiable.
    public Map<String, String> metadata() { return card.metadata(); }

    /// {@return how an image becomes the network's input}
    public Preprocessing preprocessing() { return preprocessing; }

    /// {@return the names of the classes, in the order of the logits} Unmodifiable.
    public List<String> labels() { return labels; }

    /// {@return the same model with other names for its classes; its [#stateDict()] carries them}
    ///
    /// @param labels one for each class, in the order of the logits, none with a line end in it
    /// @throws IllegalArgumentException if there are more or fewer than classes, or one is empty or has a line end
    public GhostNetV2 withLabels(List<String> labels) {
        Objects.requireNonNull(labels, "labels");
        if (labels.size() != configuration.classes()) {
            throw new IllegalArgumentException("expected " + configuration.classes()
                    + " labels, one for each class, found " + labels.size());
        }
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).isBlank() || !labels.get(i).lines().limit(2).toList().equals(List.of(labels.get(i)))) {
                throw new IllegalArgumentException("expected a line of text as label of class " + i + ", found '"
                        + labels.get(i) + "'");
            }
        }
        return new GhostNetV2(this, card.withLabels(labels));
    }

    /// {@return the selection that names all classes, from which others are made}
    public Selection selection() { return Selection.of(labels); }

    /// {@return the network as operations on named values} Blocks are named as in a state dict: `blocks.3.0`, for
    /// example, is the output of the first block of the stage that ends at stride 8.
    public Network network() { return network; }

    /// {@return the network, compiled to give logits} Compiled once, at the first call.
    ///
    /// @throws CheckpointException if it has no classifier: [Configuration#classes()] is 0
    public CompiledNetwork compiled() {
        requireClassifier();
        return compiled(network.output());
    }

    private void requireClassifier() {
        if (configuration.classes() == 0) {
            throw new CheckpointException(card.source() + " has no classifier: there is no tensor classifier.weight, so"
                    + " there are no logits; embeddings and feature maps can be had");
        }
    }

    /// {@return the network, compiled to give features and nothing after them} Compiled once for each list of taps, at
    /// the first call. Plans and sessions of it are for batches and for reading maps where they are computed:
    ///
    /// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="batch"}
    ///
    /// @param taps at least one
    /// @throws IllegalArgumentException if there is none, or `conv_stem` is asked of a [#folded()] model, which no
    ///         longer has that value
    public CompiledNetwork compiled(List<Tap> taps) {
        Objects.requireNonNull(taps, "taps");
        if (taps.isEmpty()) {
            throw new IllegalArgumentException("expected at least one tap, found none");
        }
        if (configuration.folded() && taps.contains(Tap.CONV_STEM)) {
            throw new IllegalArgumentException("the model's normalisations are folded, so there is no " + Tap.CONV_STEM
                    + " before its normalisation; take " + Tap.BLOCKS_0 + " or a checkpoint that is not folded");
        }
        return compiled(taps.stream().map(Tap::value).distinct().toArray(String[]::new));
    }

    /// The network, compiled once to give some of its values.
    CompiledNetwork compiled(String... values) {
        List<String> outputs = List.of(values);
        compiling.lock();
        try {
            CompiledNetwork found = compiled.get(outputs);
            if (found == null) {
                found = network.compile(Kernels.best(), outputs);
                compiled.put(outputs, found);
            }
            return found;
        } finally {
            compiling.unlock();
        }
    }

    /// {@return a plan that gives the logits of `batch` images of `height × width` pixels}
    ///
    /// @param batch images of a run, at least 1
    /// @param height lines of an image
    /// @param width pixels of a line
    /// @throws IllegalArgumentException if the network is not defined for the size: each side needs
    ///         [Configuration#smallestInput()] pixels
    /// @throws CheckpointException as [#compiled()]
    public Plan plan(int batch, int height, int width) { return compiled().plan(batch, height, width); }

    /// {@return a classifier that runs on the calling thread} Making one costs little once another one was closed: it
    /// takes over the working memory.
    public Classifier classifier() { return classifier(1); }

    /// {@return a classifier with threads of its own}
    ///
    /// @param threads threads of a run, the calling one included
    /// @throws IllegalArgumentException if that is not 1 to 1024
    public Classifier classifier(int threads) { return new Classifier(this, threads); }

    /// {@return a pool of classifiers for any number of threads, one for each processor, by the [PoolOptions#DEFAULT]}
    public ClassifierPool pool() { return pool(PoolOptions.DEFAULT); }

    /// {@return a pool of so many classifiers for any number of threads}
    ///
    /// @param sessions most runs at the same time, at least 1
    /// @throws IllegalArgumentException if that is not 1 to 1024
    public ClassifierPool pool(int sessions) { return pool(PoolOptions.DEFAULT.withSessions(sessions)); }

    /// {@return a pool of classifiers for any number of threads}
    ///
    /// @param options how many runs, waiting calls and decoded images there may be at once
    /// @throws CheckpointException as [#compiled()]
    public ClassifierPool pool(PoolOptions options) {
        requireClassifier();
        return new ClassifierPool(this, options);
    }

    /// {@return a pool of feature extractors for any number of threads, each as [#features(List)]}
    ///
    /// @param taps where features are taken, at least one
    /// @param options how many runs, waiting calls and decoded images there may be at once
    /// @throws IllegalArgumentException as [#compiled(List)]
    public FeatureExtractorPool featurePool(List<Tap> taps, PoolOptions options) {
        int side = preprocessing.crop();
        return new FeatureExtractorPool(this, taps, compiled(taps).plan(1, side, side), options, () -> features(taps));
    }

    /// {@return a pool of feature extractors for any number of threads, by the [PoolOptions#DEFAULT]}
    ///
    /// @param taps where features are taken, at least one
    /// @throws IllegalArgumentException as [#compiled(List)]
    public FeatureExtractorPool featurePool(List<Tap> taps) { return featurePool(taps, PoolOptions.DEFAULT); }

    /// {@return a pool of feature extractors for any number of threads, each as [#features(List, int, int, int)] on
    /// one thread}
    ///
    /// @param taps where features are taken, at least one
    /// @param height lines of an image
    /// @param width pixels of a line
    /// @param options how many runs, waiting calls and decoded images there may be at once
    /// @throws IllegalArgumentException as [#compiled(List)] and [#plan(int, int, int)]
    public FeatureExtractorPool featurePool(List<Tap> taps, int height, int width, PoolOptions options) {
        return new FeatureExtractorPool(this, taps, compiled(taps).plan(1, height, width), options,
                () -> features(taps, height, width, 1));
    }

    /// The probabilities that logits mean, with the bits of a classifier's. [Selection#best(float[])] picks among them.
    ///
    /// @param logits one for each class, at least one
    /// @return their softmax, in an array of its own
    /// @throws IllegalArgumentException if there are none
    public static float[] softmax(float[] logits) {
        if (Objects.requireNonNull(logits, "logits").length == 0) {
            throw new IllegalArgumentException("expected at least one logit, found none");
        }
        FeatureMap probabilities = FeatureMap.allocate(1, 1, 1, logits.length);
        Kernels.best().softmax().run(FeatureMap.dense(logits, 0, 1, 1, 1, logits.length), probabilities, 0, 1);
        return Arrays.copyOf(probabilities.data(), logits.length);
    }

    /// {@return a feature extractor that prepares images as the model's preprocessing says, and runs on the calling
    /// thread}
    ///
    /// @param taps where features are taken: [Tap#TIMM], [Tap#LAST] or any others; [Tap#POOLED] and [Tap#HEAD] are
    ///        embeddings
    /// @throws IllegalArgumentException as [#compiled(List)]
    public FeatureExtractor features(List<Tap> taps) {
        int side = preprocessing.crop();
        return new FeatureExtractor(this, taps, side, side, false, 1);
    }

    /// {@return a feature extractor for inputs of another size, to which whole images are resized}
    ///
    /// @param taps as for [#features(List)]
    /// @param height lines of the input
    /// @param width pixels of a line
    /// @param threads threads of a run, the calling one included
    /// @throws IllegalArgumentException as [#compiled(List)] and [#plan(int, int, int)], or if the threads are not 1 to
    ///         1024
    public FeatureExtractor features(List<Tap> taps, int height, int width, int threads) {
        return new FeatureExtractor(this, taps, height, width, true, threads);
    }

    /// {@return what the network attends to in a photo, and where the evidence for its most probable class lies} All
    /// else is as for [#attention(ImageSource, Selection)].
    ///
    /// @param photo a file of an image
    public AttentionMaps attention(Path photo) { return attention(Inputs.of(photo), selection().top(1)); }

    /// What the network attends to in a photo, and where the evidence for classes lies. Prepares the photo as the
    /// model's preprocessing says, and runs on the calling thread. The first call compiles the network once more, which
    /// the model keeps. May be called from several threads.
    ///
    /// @param photo an image from anywhere
    /// @param classes those whose evidence is computed; `selection().allow(List.of("cat"))` for one of them
    /// @return the maps, in arrays of their own
    /// @throws ArithmeticException if a logit is not finite, because the model's weights, mean or std are wrong
    /// @throws ImageException if the photo is no usable image
    /// @throws ImageMemoryException if there is no memory to decode it now
    /// @throws IllegalArgumentException if the selection is of a model with other labels, or the network is not defined
    ///         for the size of its input
    /// @throws CheckpointException as [#compiled()]
    public AttentionMaps attention(ImageSource photo, Selection classes) {
        requireClassifier();
        return new AttentionReader(this).read(photo, classes);
    }

    /// The same for a photo that is a tensor already.
    ///
    /// @param nhwc a normalised photo of the model's input size, `height × width × 3`
    /// @param classes those whose evidence is computed
    /// @return the maps, in arrays of their own
    /// @throws IllegalArgumentException as [#attention(ImageSource, Selection)], or if the length does not fit
    public AttentionMaps attention(float[] nhwc, Selection classes) {
        requireClassifier();
        return new AttentionReader(this).read(nhwc, classes);
    }

    /// Sessions of closed classifiers and extractors.
    IdleSessions idle() { return idle; }

    @Override
    public String toString() { return description(); }

    private static long learned(Map<String, List<Integer>> shapes) {
        long learned = 0;
        for (Map.Entry<String, List<Integer>> parameter : shapes.entrySet()) {
            String name = parameter.getKey();
            if (!name.endsWith(".running_mean") && !name.endsWith(".running_var")) {
                long count = 1;
                for (int size : parameter.getValue()) {
                    count *= size;
                }
                learned += count;
            }
        }
        return learned;
    }
}
