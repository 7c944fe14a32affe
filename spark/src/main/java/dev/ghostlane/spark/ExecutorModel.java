package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// A model in an executor: loaded once, shared by all tasks, with [PhotoWorker]s that tasks take and give back. What
/// all models need may be half of the heap.
final class ExecutorModel {

    /// Models that an executor keeps at most: those that were used last.
    private static final int KEPT = 4;

    /// A model is in memory as its weights and as a file that Spark keeps whole and in pieces, of which there is one
    /// copy more while it is loaded.
    private static final int COPIES = 4;

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    /// Also the lock of what models count.
    private static final Map<String, ExecutorModel> LOADED = new LinkedHashMap<>(KEPT, 1, true);

    /// Workers that nobody has, of those that take the network's numbers at one place.
    ///
    /// @param bytes what each of them needs
    private record Pool(long bytes, Deque<PhotoWorker> idle) {}

    private final String name;
    private final GhostNetV2 model;
    private final ConcurrentMap<Optional<Tap>, Pool> pools = new ConcurrentHashMap<>();
    private long sharedBytes;
    private long workerBytes;
    private int workers;

    private ExecutorModel(String name, GhostNetV2 model) {
        this.name = name;
        this.model = model;
    }

    /// The model of a source, loaded if this process has not done so yet. Tasks that come meanwhile wait.
    ///
    /// @throws IllegalStateException if the heap is too small for it
    static ExecutorModel of(ModelSource source) {
        String key = source.key();
        synchronized (LOADED) {
            ExecutorModel found = LOADED.get(key);
            if (found == null) {
                found = load(source);
                LOADED.put(key, found);
                if (LOADED.size() > KEPT) {
                    LOADED.remove(LOADED.keySet().iterator().next());
                }
            }
            return found;
        }
    }

    private static ExecutorModel load(ModelSource source) {
        try {
            ExecutorModel loaded = new ExecutorModel(source.name(), source.load());
            loaded.count(COPIES * loaded.weights(), 0);
            return loaded;
        } catch (OutOfMemoryError e) {
            throw noRoom(source.name(), e);
        }
    }

    /// What answers a question from the network's numbers.
    Function<float[], Object> answers(Question question) { return question.on(model); }

    /// A worker that nobody else has.
    ///
    /// @param at as [Question#at()]
    /// @throws IllegalStateException if the heap is too small for it
    PhotoWorker take(Optional<Tap> at) {
        try {
            Pool pool = pools.computeIfAbsent(at, this::pool);
            PhotoWorker worker = pool.idle.pollFirst();
            return worker == null ? worker(at, pool.bytes) : worker;
        } catch (OutOfMemoryError e) {
            throw noRoom(name, e);
        }
    }

    void giveBack(Optional<Tap> at, PhotoWorker worker) { pools.get(at).idle.addFirst(worker); }

    /// Forgets a worker that was taken and is not given back.
    void drop(PhotoWorker worker) { uncount(worker.bytes()); }

    /// How many workers there are, idle or not.
    int workers() {
        synchronized (LOADED) {
            return workers;
        }
    }

    /// The network is packed once more for each place where numbers are taken.
    private Pool pool(Optional<Tap> at) {
        count(weights(), 0);
        return new Pool(PhotoWorker.bytes(model, at), new ConcurrentLinkedDeque<>());
    }

    private PhotoWorker worker(Optional<Tap> at, long bytes) {
        count(0, bytes);
        boolean made = false;
        try {
            PhotoWorker worker = new PhotoWorker(model, at, this::hasRoom);
            made = true;
            return worker;
        } finally {
            if (!made) {
                uncount(bytes);
            }
        }
    }

    private long weights() { return Float.BYTES * model.parameters(); }

    /// Counts memory that the model is going to need; other models go for it, those first that were not used longest.
    ///
    /// @param worker bytes of one more worker; 0 for none
    private void count(long shared, long worker) {
        synchronized (LOADED) {
            long needed = sharedBytes + shared + workerBytes + worker;
            Iterator<ExecutorModel> all = LOADED.values().iterator();
            while (needed + others() > HEAP / 2 && all.hasNext()) {
                if (all.next() != this) {
                    all.remove();
                }
            }
            requireHeap(name, sharedBytes + shared, workerBytes + worker, HEAP);
            sharedBytes += shared;
            workerBytes += worker;
            workers += worker == 0 ? 0 : 1;
        }
    }

    /// Counts what a worker may take in addition, if half of the heap has room for it beside all models.
    private boolean hasRoom(long more) {
        synchronized (LOADED) {
            boolean fits = sharedBytes + workerBytes + more + others() <= HEAP / 2;
            workerBytes += fits ? more : 0;
            return fits;
        }
    }

    private void uncount(long worker) {
        synchronized (LOADED) {
            workerBytes -= worker;
            workers--;
        }
    }

    private long others() {
        return LOADED.values().stream().filter(other -> other != this)
                .mapToLong(other -> other.sharedBytes + other.workerBytes).sum();
    }

    /// Refuses a model that would leave less than half of the heap to Spark.
    ///
    /// @param shared bytes that all tasks share
    /// @param workers bytes of all workers
    static void requireHeap(String name, long shared, long workers, long heap) {
        long needed = shared + workers;
        if (needed > heap / 2) {
            throw new IllegalStateException("the model " + name + " needs " + mebibytes(needed)
                    + " MiB of an executor's heap (" + mebibytes(shared) + " for its weights and " + mebibytes(workers)
                    + " for its tasks), and may take half of it, found a heap of " + mebibytes(heap)
                    + " MiB; give executors more by spark.executor.memory, or fewer tasks by spark.executor.cores");
        }
    }

    private static IllegalStateException noRoom(String name, OutOfMemoryError cause) {
        return new IllegalStateException("the heap of this executor, " + mebibytes(HEAP)
                + " MiB, has no room for the model " + name + "; give executors more by spark.executor.memory", cause);
    }

    private static long mebibytes(long bytes) { return Math.ceilDiv(bytes, 1 << 20); }
}
