package cnn.core;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time that a thread has computed: what something costs, whatever else the machine does meanwhile. For bounds that tell
 * "at once" from "after minutes"; how fast something is belongs in the benchmarks.
 */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {
    }

    /** Seconds that the calling thread computes for this. */
    public static double of(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) * 1e-9;
    }
}
