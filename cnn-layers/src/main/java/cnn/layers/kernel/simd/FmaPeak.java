package cnn.layers.kernel.simd;

import jdk.incubator.vector.FloatVector;

/**
 * What the processor could do at best: fused multiply-adds on registers, with nothing to load or store. Benchmarks
 * divide a kernel's speed by it.
 */
public final class FmaPeak {
    /** Chains of dependent multiply-adds: two units times a latency of four, and some more. They fit 16 registers. */
    private static final int CHAINS = 12;
    /** Of each chain in one timing, about a quarter of a millisecond. */
    private static final int STEPS = 100_000;
    private static volatile float sink;

    private FmaPeak() {
    }

    /** Runs for about this long, and returns the floating-point operations (two a multiply-add) per second. */
    public static double measure(double seconds) {
        double best = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            long start = System.nanoTime();
            sink = run(STEPS, 0.999f);
            double operations = 2.0 * STEPS * CHAINS * FloatVector.SPECIES_PREFERRED.length();
            best = Math.max(best, operations / (System.nanoTime() - start) * 1e9);
        } while (System.nanoTime() < end);
        return best;
    }

    private static float run(int steps, float factor) {
        var species = FloatVector.SPECIES_PREFERRED;
        FloatVector x = FloatVector.broadcast(species, factor);
        FloatVector a = x.mul(1);
        FloatVector b = x.mul(2);
        FloatVector c = x.mul(3);
        FloatVector d = x.mul(4);
        FloatVector e = x.mul(5);
        FloatVector f = x.mul(6);
        FloatVector g = x.mul(7);
        FloatVector h = x.mul(8);
        FloatVector i = x.mul(9);
        FloatVector j = x.mul(10);
        FloatVector k = x.mul(11);
        FloatVector l = x.mul(12);
        for (int step = 0; step < steps; step++) {
            a = a.fma(x, x);
            b = b.fma(x, x);
            c = c.fma(x, x);
            d = d.fma(x, x);
            e = e.fma(x, x);
            f = f.fma(x, x);
            g = g.fma(x, x);
            h = h.fma(x, x);
            i = i.fma(x, x);
            j = j.fma(x, x);
            k = k.fma(x, x);
            l = l.fma(x, x);
        }
        FloatVector sum = a.add(b).add(c).add(d).add(e.add(f).add(g).add(h)).add(i.add(j).add(k).add(l));
        return sum.lane(0);
    }
}
