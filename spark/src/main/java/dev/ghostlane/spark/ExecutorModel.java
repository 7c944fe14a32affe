package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/// A model in an executor: loaded once, shared by all tasks, with [PhotoWorker]s that tasks take and give back.
final class ExecutorModel {

    /// Models that an executor keeps: those that were used last.
    private static final int KEPT = 4;

    /// A model is in memory as weights and packed for the kernels, and for a moment as its file.
    private static final int COPIES = 3;

    private static final Map<String, ExecutorModel> LOADED = new LinkedHashMap<>(KEPT, 1, true);

    private final GhostNetV2 model;
    private final ConcurrentMap<PhotoWorker.Kind, Deque<PhotoWorker>> idle = new ConcurrentHashMap<>();

    private ExecutorModel(GhostNetV2 model) { this.model = model; }

    /// The model of a source, loaded if this process has not done so yet. Tasks that come meanwhile wait.
    ///
    /// @throws IllegalStateException if the heap is too small for it
    static ExecutorModel of(ModelSource source) {
        synchronized (LOADED) {
            ExecutorModel found = LOADED.get(source.key());
            if (found == null) {
                found = load(source);
                LOADED.put(source.key(), found);
                if (LOADED.size() > KEPT) {
                    LOADED.remove(LOADED.keySet().iterator().next());
                }
            }
            return found;
        }
    }

    /// A worker that nobody else has.
    PhotoWorker take(PhotoWorker.Kind kind) {
        PhotoWorker worker = of(kind).pollFirst();
        return worker == null ? new PhotoWorker(model, kind) : worker;
    }

    void giveBack(PhotoWorker.Kind kind, PhotoWorker worker) { of(kind).addFirst(worker); }

    private Deque<PhotoWorker> of(PhotoWorker.Kind kind) {
        return idle.computeIfAbsent(kind, _ -> new ConcurrentLinkedDeque<>());
    }

    private static ExecutorModel load(ModelSource source) {
        int tasks = tasks();
        try {
            GhostNetV2 model = source.load();
            int side = model.preprocessing().crop();
            long task = model.configuration().classes() > 0 ? model.plan(1, side, side).arenaBytes() : 0;
            requireHeap(source.name(), COPIES * Float.BYTES * model.parameters(), task, tasks,
                    Runtime.getRuntime().maxMemory());
            return new ExecutorModel(model);
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException("the heap of this executor, " + mebibytes(Runtime.getRuntime().maxMemory())
                    + " MiB, has no room for the model " + source.name() + "; give executors more by"
                    + " spark.executor.memory", e);
        }
    }

    /// Refuses a model that would leave less than half of the heap to Spark.
    ///
    /// @param model bytes that all tasks share
    /// @param task bytes of each task
    static void requireHeap(String name, long model, long task, int tasks, long heap) {
        long needed = model + tasks * task;
        if (needed > heap / 2) {
            throw new IllegalStateException("the model " + name + " needs " + mebibytes(needed)
                    + " MiB of an executor's heap (" + mebibytes(model) + " for its weights and " + mebibytes(task)
                    + " for each of " + tasks + " tasks), and may take half of it, found a heap of "
                    + mebibytes(heap) + " MiB; give executors more by spark.executor.memory, or fewer tasks by"
                    + " spark.executor.cores");
        }
    }

    private static long mebibytes(long bytes) { return Math.ceilDiv(bytes, 1 << 20); }

    /// Most tasks that this executor runs at once.
    private static int tasks() {
        SparkConf conf = SparkEnv.get() == null ? new SparkConf() : SparkEnv.get().conf();
        return Math.max(1, conf.getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors())
                / conf.getInt("spark.task.cpus", 1));
    }
}
