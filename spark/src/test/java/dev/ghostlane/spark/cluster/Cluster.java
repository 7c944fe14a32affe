package dev.ghostlane.spark.cluster;

import dev.ghostlane.spark.Sessions;
import dev.ghostlane.testdata.Shared;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/// A cluster of Spark's own kind: a master and workers of one core, processes of their own on the loopback interface,
/// whose free ports they choose themselves. They end with this process, and are ended by [#close()].
public final class Cluster implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    /// One address by two names: Spark does not speculate on a host where the task runs already.
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private final Path folder;
    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String url;
    private final int workers;

    /// Starts a cluster.
    ///
    /// @param folder where its files are
    /// @param workers for each of at most two workers options of java, which executors inherit from it
    public Cluster(Path folder, List<String> workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.workers = workers.size();
        home = home(folder);
        boolean complete = false;
        try {
            url = said(
                    start("master", "", "org.apache.spark.deploy.master.Master", "--host", "localhost", "--port", "0",
                            "--webui-port", "0"),
                    MASTER).group(1);
            List<Path> logs = new ArrayList<>();
            for (int i = 0; i < workers.size(); i++) {
                logs.add(start("worker-" + i, workers.get(i), "org.apache.spark.deploy.worker.Worker", "--host",
                        HOSTS.get(i), "--cores", "1", "--memory", "2g", "--webui-port", "0", "--work-dir",
                        folder.resolve("work-" + i).toString(), url));
            }
            for (Path log : logs) {
                said(log, Pattern.compile("Successfully registered with master"));
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /// Where jobs are sent.
    public String url() { return url; }

    /// What a session of this cluster needs: an executor of one core on each worker.
    public SparkConf conf() {
        return Sessions.conf(url).set("spark.executor.memory", "1g").set("spark.executor.cores", "1")
                // Jobs begin when all executors are there, of which Spark knows by the number of cores.
                .set("spark.scheduler.minRegisteredResourcesRatio", "1").set("spark.cores.max", "" + workers)
                .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "2min")
                // Some of the photos for each task: more tasks than executors.
                .set("spark.sql.files.maxPartitionBytes", "12m")
                .set("spark.executor.extraClassPath", allJar() + File.pathSeparator + module("target/test-classes"));
    }

    /// The jar with everything but Spark.
    public static Path allJar() {
        try (Stream<Path> files = Files.list(module("target"))) {
            return files.filter(file -> file.toString().endsWith("-all.jar")).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts another process with Spark's class path.
    ///
    /// @param options of java
    /// @return the process and the file that receives all that it says
    public Process run(Path log, String options, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + module("java.options"),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(List.of("-cp",
                home.resolve("jars") + "/*" + File.pathSeparator + module("target/test-classes"),
                Supervised.class.getName()));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile())
                .directory(folder.toFile());
        builder.environment().putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "JAVA_HOME",
                System.getProperty("java.home"), "SPARK_LOCAL_IP", "127.0.0.1", "SPARK_LOCAL_HOSTNAME", "localhost",
                "SPARK_LOCAL_DIRS", folder.resolve("local").toString()));
        if (!options.isEmpty()) {
            builder.environment().put("JAVA_TOOL_OPTIONS", options);
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /// The processes of the cluster and all that they have started, executors first.
    public List<ProcessHandle> all() {
        return processes.reversed().stream().flatMap(
                process -> Stream.concat(process.descendants(), Stream.of(process.toHandle()))).toList();
    }

    /// Ends the processes, and waits for that.
    @Override
    public void close() {
        List<ProcessHandle> ending = all();
        ending.forEach(ProcessHandle::destroyForcibly);
        ending.forEach(handle -> handle.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    private Path start(String name, String options, String... command) throws IOException {
        Path log = folder.resolve(name + ".log");
        run(log, options, command);
        return log;
    }

    private static Matcher said(Path log, Pattern what) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - end < 0) {
            Matcher matcher = what.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher;
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException(
                "waited " + PATIENCE_SECONDS + " s for '" + what + "': " + Files.readString(log));
    }

    /// Spark's home as its scripts want it, with links instead of jars.
    private static Path home(Path folder) throws IOException {
        Path home = folder.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String jar : Files.readString(module("target/spark.classpath")).strip().split(File.pathSeparator)) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        return home;
    }

    private static Path module(String file) { return Shared.repository().resolve("spark").resolve(file); }
}
