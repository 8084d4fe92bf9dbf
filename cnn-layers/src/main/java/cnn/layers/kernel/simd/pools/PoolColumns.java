package cnn.layers.kernel.simd.pools;

import cnn.layers.kernel.Taps;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** One vector of channels along a row of windows. Indices are those of the vector's first channel. */
final class PoolColumns {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private PoolColumns() {
    }

    static void maxima(Taps taps, float[] x, int at, float[] y, int out, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector maximum = FloatVector.fromArray(SPECIES, x, at);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    maximum = maximum.max(FloatVector.fromArray(SPECIES, x, i));
                }
            }
            maximum.intoArray(y, out);
        }
    }

    /** All channels of 3×3 windows, window by window, so that memory is read along: twice as fast for large images. */
    static void maximaOfNine(Taps taps, float[] x, int at, float[] y, int out, int outputs) {
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        int lanes = SPECIES.length();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            for (int j = 0; j < channels; j += lanes) {
                int c = Math.min(j, channels - lanes);
                int i = at + c;
                FloatVector a = FloatVector.fromArray(SPECIES, x, i);
                FloatVector b = FloatVector.fromArray(SPECIES, x, i + across);
                FloatVector d = FloatVector.fromArray(SPECIES, x, i + 2 * across);
                i += down;
                a = a.max(FloatVector.fromArray(SPECIES, x, i));
                b = b.max(FloatVector.fromArray(SPECIES, x, i + across));
                d = d.max(FloatVector.fromArray(SPECIES, x, i + 2 * across));
                i += down;
                a = a.max(FloatVector.fromArray(SPECIES, x, i));
                b = b.max(FloatVector.fromArray(SPECIES, x, i + across));
                d = d.max(FloatVector.fromArray(SPECIES, x, i + 2 * across));
                a.max(b).max(d).intoArray(y, out + c);
            }
        }
    }

    /** As {@link #route} for 2×2 windows, the usual ones; without inner loops it takes two thirds of the time. */
    static void routeAmongFour(Taps taps, float[] x, float[] y, float[] dy, int out, float[] dx, int at, int outputs) {
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector maximum = FloatVector.fromArray(SPECIES, y, out);
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, out);
            VectorMask<Float> a = FloatVector.fromArray(SPECIES, x, at).lt(maximum);
            VectorMask<Float> b = FloatVector.fromArray(SPECIES, x, at + across).lt(maximum);
            VectorMask<Float> c = FloatVector.fromArray(SPECIES, x, at + down).lt(maximum);
            gradient.blend(zero, a).intoArray(dx, at);
            FloatVector afterA = zero.blend(gradient, a);
            afterA.blend(zero, b).intoArray(dx, at + across);
            FloatVector afterB = zero.blend(afterA, b);
            afterB.blend(zero, c).intoArray(dx, at + down);
            zero.blend(afterB, c).intoArray(dx, at + down + across);
        }
    }

    static void route(Taps taps, float[] x, float[] y, float[] dy, int out, float[] dx, int at, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector maximum = FloatVector.fromArray(SPECIES, y, out);
            FloatVector left = FloatVector.fromArray(SPECIES, dy, out);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    VectorMask<Float> lower = FloatVector.fromArray(SPECIES, x, i).lt(maximum);
                    left.blend(zero, lower).intoArray(dx, i);
                    left = zero.blend(left, lower);
                }
            }
        }
    }

    static void addRouted(Taps taps, float[] x, float[] y, float[] dy, int out, float[] dx, int at, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector maximum = FloatVector.fromArray(SPECIES, y, out);
            FloatVector left = FloatVector.fromArray(SPECIES, dy, out);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    VectorMask<Float> lower = FloatVector.fromArray(SPECIES, x, i).lt(maximum);
                    left.blend(zero, lower).add(FloatVector.fromArray(SPECIES, dx, i)).intoArray(dx, i);
                    left = zero.blend(left, lower);
                }
            }
        }
    }

    static void means(Taps taps, float[] x, int at, float divisor, float[] y, int out, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
                }
            }
            sum.div(divisor).intoArray(y, out);
        }
    }

    static void spread(Taps taps, float[] dy, int out, float share, float[] dx, int at, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, out);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    gradient.mul(share).intoArray(dx, i);
                }
            }
        }
    }

    static void addSpread(Taps taps, float[] dy, int out, float share, float[] dx, int at, int outputs) {
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        FloatVector factor = FloatVector.broadcast(SPECIES, share);
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, out);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    factor.fma(gradient, FloatVector.fromArray(SPECIES, dx, i)).intoArray(dx, i);
                }
            }
        }
    }
}
