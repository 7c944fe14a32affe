package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.RandomFloats;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;

/// The process of one [Build]: runs a network of that build whenever [BuildProcess] tells it to.
///
/// Builds differ in their packages. So this class reaches Ghostlane by the name of `GhostNetV2` and by the types that
/// its methods take and return, and uses no class of bench that needs more than the JDK.
/// A run is one call of a method handle.
final class BuildWorker implements Contestant {

    /// The order to compute the logits. Other orders are the nanoseconds of a turn.
    static final long LOGITS = -1;

    private final AutoCloseable session;
    private final MethodHandle run;
    private final float[] input;
    private final float[] logits;

    private BuildWorker(AutoCloseable session, float[] input, float[] logits) throws ReflectiveOperationException {
        this.session = session;
        this.run = MethodHandles.publicLookup()
                .findVirtual(session.getClass(), "run", MethodType.methodType(void.class)).bindTo(session);
        this.input = input;
        this.logits = logits;
    }

    /// Says how many multiply-adds a run has, then obeys the orders from the standard input until it ends.
    ///
    /// @param args those of a [Case]
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        try {
            work(args);
        } catch (InvocationTargetException e) {
            System.err.println("bench/compare: " + e.getCause().getMessage());
            System.exit(1);
        }
    }

    private static void work(String[] args) throws IOException, ReflectiveOperationException {
        DataOutputStream answers = new DataOutputStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever else prints must not disturb the answers.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true));
        Case.Size size = Case.Size.parse(args[2]);
        int threads = Integer.parseInt(args[3]);
        int batch = Integer.parseInt(args[4]);
        Object model = model(args[0], Double.parseDouble(args[1]));
        int classes = (Integer) call(call(model, "configuration"), "classes");
        Object plan = call(model, "plan", batch, size.height(), size.width());
        AutoCloseable session = (AutoCloseable) call(plan, "session", threads);
        call(session, "skipWarmStart");
        float[] input = new RandomFloats(Case.INPUT_SEED).next(batch * size.height() * size.width() * 3);
        try (BuildWorker worker = new BuildWorker(session, input, new float[batch * classes])) {
            answers.writeLong((Long) call(plan, "multiplyAdds"));
            worker.obey(new DataInputStream(System.in), answers, TimedRuns.pauseMillis(threads));
        }
    }

    private void obey(DataInputStream orders, DataOutputStream answers, long pauseMillis) throws IOException {
        try {
            while (true) {
                answers.flush();
                long order = orders.readLong();
                if (order == LOGITS) {
                    answers.writeInt(logits.length);
                    for (float logit : logits()) {
                        answers.writeFloat(logit);
                    }
                } else {
                    TimedRuns runs = TimedRuns.of(this::run, pauseMillis, order);
                    answers.writeBoolean(runs.settled());
                    answers.writeInt(runs.nanos().length);
                    for (long time : runs.nanos()) {
                        answers.writeLong(time);
                    }
                }
            }
        } catch (EOFException e) {
            // No more orders.
        }
    }

    private static Object model(String checkpoint, double width) throws ReflectiveOperationException {
        Class<?> type = Class.forName("dev.ghostlane.ghostnetv2.GhostNetV2");
        if (!checkpoint.isEmpty()) {
            return type.getMethod("load", Path.class).invoke(null, Path.of(checkpoint));
        }
        Method random = Arrays.stream(type.getMethods()).filter(method -> method.getName().equals("random")).findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type + ".random"));
        Class<?> configuration = random.getParameterTypes()[0];
        return random.invoke(null,
                configuration.getMethod("of", double.class, int.class).invoke(null, width, Case.CLASSES),
                Case.WEIGHT_SEED);
    }

    private static Object call(Object on, String method, Integer... arguments) throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, int.class);
        return on.getClass().getMethod(method, types).invoke(on, (Object[]) arguments);
    }

    @Override
    public void run() {
        try {
            run.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Puts the input into the session, where it stays for [#run()].
    @Override
    public float[] logits() {
        try {
            session.getClass().getMethod("run", float[].class, float[].class).invoke(session, input, logits);
            return logits;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
