package cnn.core.registry;

import cnn.api.kernel.Channelwise;
import cnn.api.kernel.Functions;
import cnn.api.kernel.Kernels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Computes on a plain set of kernels while the JVM is cold and on the fast set from then on. Until the JIT has compiled a
 * loop over vectors, every vector is an object, and the plain loop is far ahead: the first prediction of LeNet-5 takes
 * 6 ms instead of 43, the first fifty together 34 instead of 240 (docs/jvm-flags.md). Both sets give the same bits, so
 * nobody can tell which one answered.
 */
final class WarmingKernels implements Kernels {
    /** Multiply-adds before the change: about 20 ms of work on the plain set. */
    private static final int COLD = 20_000_000;
    /** What use of anything but products counts as, so that a network without them changes over too. */
    private static final int OTHER = 1_000;

    private final Kernels plain;
    private final Kernels fast;
    private final Products counted = new Counted();
    /** Not guarded: where threads overwrite each other's counts, the change comes a little later. */
    private int left = COLD;

    WarmingKernels(Kernels plain, Kernels fast) {
        this.plain = plain;
        this.fast = fast;
    }

    /** The set for a piece of work. One that is large in itself warms the fast set up and goes there at once. */
    private Kernels after(long work) {
        int before = left;
        if (before == 0) { // warm: nothing is written, or every thread would wait for the others' cache line
            return fast;
        }
        left = (int) Math.max(0, before - work);
        return before > work ? plain : fast;
    }

    @Override
    public String id() {
        return fast.id();
    }

    @Override
    public Products products() {
        return left > 0 ? counted : fast.products();
    }

    @Override
    public Functions functions() {
        return after(OTHER).functions();
    }

    @Override
    public Channelwise channelwise() {
        return after(OTHER).channelwise();
    }

    @Override
    public <F> F family(Class<F> family) {
        return after(OTHER).family(family);
    }

    private final class Counted implements Products {
        @Override
        public void weightedSums(Windows windows, float[] in, int inAt, float[] packed, int packedAt,
                float @Nullable [] start, int startAt, float[] out, int outAt, int outputs, int lines) {
            after(work(windows, outputs, lines)).products().weightedSums(windows, in, inAt, packed, packedAt, start,
                    startAt, out, outAt, outputs, lines);
        }

        @Override
        public void outerProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
                int outputs, int lines, float[] sums, int sumsAt) {
            after(work(windows, outputs, lines)).products().outerProducts(windows, in, inAt, gradient, gradientAt,
                    outputs, lines, sums, sumsAt);
        }

        @Override
        public void addOuterProducts(Windows windows, float[] in, int inAt, float[] gradient, int gradientAt,
                int outputs, int lines, float[] sums, int sumsAt) {
            after(work(windows, outputs, lines)).products().addOuterProducts(windows, in, inAt, gradient, gradientAt,
                    outputs, lines, sums, sumsAt);
        }

        @Override
        public void cutColumns(float[] matrix, int at, int pitch, int rows, int columns, int width, float[] to,
                int toAt) {
            after(OTHER).products().cutColumns(matrix, at, pitch, rows, columns, width, to, toAt);
        }

        private static long work(Windows windows, int outputs, int lines) {
            return (long) lines * outputs * windows.rows() * windows.columns();
        }
    }
}
