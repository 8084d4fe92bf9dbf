package cnn.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What JMH prints beside the operations per second. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Speed {
    /** Billions of floating-point operations per second: a multiply-add counts as two. */
    public double gflops;
    /** Share of the peak of the threads in use. */
    public double peakShare;
    /** Examples per second. */
    public double images;

    /** Counts one operation of the benchmark. */
    void count(int examples, long multiplyAdds, double peak) {
        images += examples;
        gflops += 2e-9 * multiplyAdds;
        peakShare += 2.0 * multiplyAdds / peak;
    }
}
