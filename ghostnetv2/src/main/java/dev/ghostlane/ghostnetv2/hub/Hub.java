package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Brings models of the Hugging Face hub into a folder of this machine, once.
///
/// ```java
/// Hub hub = new Hub(HubSettings.of(System.getenv()));
/// Path file = hub.pull(HubModel.find("ghostnetv2_100.in1k").orElseThrow(), PullObserver.SILENT);
/// GhostNetV2 model = GhostNetV2.load(file);
/// ```
///
/// A file is in the cache under its name only when it is complete and checked; a process that is killed leaves the
/// beginning of it, from which the next one goes on. Processes that pull the same model wait for one another.
/// Immutable and safe to share between threads.
public final class Hub {

    /// How often another process's lock is looked at.
    private static final long POLL_MILLIS = 100;

    /// Held by the threads that download, before they open the file of the lock between processes: systems drop that
    /// lock as soon as a process closes the file, whoever opened it.
    private static final ConcurrentMap<Path, Lock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final HubSettings settings;

    /// A hub and its cache. Opens no connection yet.
    ///
    /// @param settings address, cache, proxy and token
    public Hub(HubSettings settings) { this.settings = settings; }

    /// {@return where the file of a model is once it has been pulled}
    ///
    /// @param model one of [HubModel#ALL]
    public Path file(HubModel model) { return settings.cache().resolve("timm", model.name() + ".safetensors"); }

    /// {@return whether a model is in the cache}
    ///
    /// @param model one of [HubModel#ALL]
    public boolean has(HubModel model) { return Files.isRegularFile(file(model)); }

    /// {@return the number of bytes of a model that an interrupted pull has left in the cache}
    ///
    /// @param model one of [HubModel#ALL]
    public long partial(HubModel model) { return PartialFile.keptLength(file(model)); }

    /// {@return the file of a model: from the cache or, if it is not there, from the hub}
    ///
    /// @param model one of [HubModel#ALL]
    /// @param observer learns how far the download is
    /// @throws HubException if it is not in the cache and cannot be downloaded
    public Path pull(HubModel model, PullObserver observer) {
        return has(model) ? file(model) : download(model, observer, false);
    }

    /// Downloads a model even if it is in the cache, where the new file replaces the old one when it is complete.
    ///
    /// @param model one of [HubModel#ALL]
    /// @param observer learns how far the download is
    /// @return the new file
    /// @throws HubException if it cannot be downloaded
    public Path pullAgain(HubModel model, PullObserver observer) { return download(model, observer, true); }

    private Path download(HubModel model, PullObserver observer, boolean again) {
        Path file = file(model);
        if (settings.offline() != null) {
            throw new HubException(model.name() + ": " + (has(model) ? "" : "not in the cache, ") + file
                    + ", and may not be downloaded: " + settings.offline()
                    + ". On a machine with a network, get " + HubConnection.address(settings, model)
                    + " and store it under that name");
        }
        try {
            Files.createDirectories(file.getParent());
            Lock threads = IN_THIS_PROCESS.computeIfAbsent(file.getParent().toRealPath().resolve(file.getFileName()),
                    key -> new ReentrantLock());
            if (!threads.tryLock()) {
                observer.note(model.name() + ": waiting for another thread that downloads it");
                threads.lockInterruptibly();
            }
            try (FileChannel channel = FileChannel.open(file.resolveSibling(model.name() + ".lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(channel, model, observer)) {
                if (again || !has(model)) {
                    new Download(settings, model, file, observer).run();
                }
                return file;
            } finally {
                threads.unlock();
            }
        } catch (ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.currentThread().interrupt();
            throw new HubException(model.name() + ": the download was interrupted", e);
        } catch (IOException e) {
            boolean unexplained = e.getMessage() == null
                    || e instanceof FileSystemException failure && failure.getReason() == null;
            String reason = unexplained ? e.getClass().getSimpleName() : e.getMessage();
            throw new HubException(model.name() + ": the cache " + settings.cache() + " cannot be written: " + reason
                    + ". GHOSTLANE_CACHE chooses another folder", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException(model.name() + ": the download was interrupted", e);
        }
    }

    /// Takes the lock of a model, which the system gives back if the process is killed. Its file stays: another process
    /// may be waiting for it.
    private static FileLock lock(FileChannel channel, HubModel model, PullObserver observer)
            throws IOException, InterruptedException {
        FileLock lock = tryLock(channel);
        if (lock == null) {
            observer.note(model.name() + ": waiting for another process that downloads it");
        }
        while (lock == null) {
            Thread.sleep(POLL_MILLIS);
            lock = tryLock(channel);
        }
        return lock;
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another class loader of this process has it.
            return null;
        }
    }
}
