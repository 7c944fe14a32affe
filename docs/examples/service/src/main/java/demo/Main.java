package demo;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts the service from the command line.
@Command(name = "service", mixinStandardHelpOptions = true, showDefaultValues = true,
        description = "Says what is on photos, over HTTP and on a page in the browser.")
public final class Main implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec command;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "Address to listen on. Anything but the loopback address needs --origin.")
    private InetAddress host;

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 takes a free one.")
    private int port;

    @Option(names = "--origin", paramLabel = "URL",
            description = "Where browsers find the page, such as https://photos.example. May be repeated.")
    private List<URI> origins = List.of();

    @Option(names = "--model", paramLabel = "FILE", description = "Checkpoint to load; without it, the bundled model.")
    private Path model;

    @Option(names = "--upload-mib", paramLabel = "MIB", defaultValue = "16", description = "Largest photo.")
    private int uploadMebibytes;

    @Option(names = "--uploads", paramLabel = "NUMBER", defaultValue = "16",
            description = "Photos that are received or classified at once; one more is refused.")
    private int uploads;

    @Option(names = "--request-seconds", paramLabel = "SECONDS", defaultValue = "30",
            description = "Time a client has to send its request; a slower one is cut off.")
    private int requestSeconds;

    @Option(names = "--stop-seconds", paramLabel = "SECONDS", defaultValue = "30",
            description = "Time that requests have to come to their end when the service is stopped.")
    private int stopSeconds;

    private Main() {}

    public static void main(String[] arguments) {
        int code = new CommandLine(new Main()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (!host.isLoopbackAddress() && origins.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--host " + host.getHostAddress()
                    + " needs --origin, the address of the page in a browser: requests under other names are refused");
        }
        Settings settings;
        try {
            settings = new Settings(new InetSocketAddress(host, port), origins, uploadMebibytes * MEBIBYTE, uploads,
                    Settings.PATIENCE, stopSeconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
        ServerLimits.set(requestSeconds);
        PhotoService service = PhotoService.start(model == null ? GhostNetV2.bundled() : GhostNetV2.load(model),
                settings);
        // SIGTERM and Ctrl-C: what runs comes to its end.
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        System.out.println("Listening on " + service.uri() + ", Ctrl-C stops it.");
        return 0;
    }
}
