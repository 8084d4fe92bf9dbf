package cnn.bench;

import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.layers.kernel.simd.FmaPeak;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What computes, and how fast it could: the peak is measured in the same process as what is divided by it. */
@State(Scope.Benchmark)
public class Machine {
    private static final double SECONDS_FOR_PEAK = 0.5;

    /** Threads that compute; 0 for as many as there are processors. */
    @Param("0") public int threads;

    private Engine engine;
    private double peak;

    /** Starts the threads and measures their peak. */
    @Setup(Level.Trial)
    public void start() {
        Workers workers = threads == 0 ? Workers.ofAllProcessors() : new Workers(threads);
        engine = new Engine(Registry.load().kernels(null), workers);
        peak = peak(workers);
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void stop() {
        engine.workers().close();
    }

    /** Kernels and threads. */
    public Engine engine() {
        return engine;
    }

    /** Floating-point operations per second of all threads together. */
    public double peak() {
        return peak;
    }

    /** Floating-point operations per second that all these threads together reach on registers alone. */
    public static double peak(Workers workers) {
        FmaPeak.measure(SECONDS_FOR_PEAK); // compiled before it counts
        double[] each = new double[workers.threads()];
        workers.run(each.length, (part, worker) -> each[part] = FmaPeak.measure(SECONDS_FOR_PEAK));
        return Arrays.stream(each).sum();
    }
}
