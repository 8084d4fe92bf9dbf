package cnn.layers.kernel.simd.pools;

import cnn.layers.kernel.Taps;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** As {@link PoolColumns}, of a vector's first {@code left} channels: for windows behind which no room is left. */
final class PoolRests {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private PoolRests() {
    }

    static void maxima(Taps taps, float[] x, int at, float[] y, int out, int outputs, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector maximum = FloatVector.fromArray(SPECIES, x, at, mask);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    maximum = maximum.max(FloatVector.fromArray(SPECIES, x, i, mask));
                }
            }
            maximum.intoArray(y, out, mask);
        }
    }

    static void route(Taps taps, float[] x, float[] y, float[] dy, int out, float[] dx, int at, int outputs, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector maximum = FloatVector.fromArray(SPECIES, y, out, mask);
            FloatVector rest = FloatVector.fromArray(SPECIES, dy, out, mask);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    VectorMask<Float> lower = FloatVector.fromArray(SPECIES, x, i, mask).lt(maximum);
                    rest.blend(zero, lower).intoArray(dx, i, mask);
                    rest = zero.blend(rest, lower);
                }
            }
        }
    }

    static void addRouted(Taps taps, float[] x, float[] y, float[] dy, int out, float[] dx, int at, int outputs,
            int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector zero = FloatVector.zero(SPECIES);
            FloatVector maximum = FloatVector.fromArray(SPECIES, y, out, mask);
            FloatVector rest = FloatVector.fromArray(SPECIES, dy, out, mask);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    VectorMask<Float> lower = FloatVector.fromArray(SPECIES, x, i, mask).lt(maximum);
                    rest.blend(zero, lower).add(FloatVector.fromArray(SPECIES, dx, i, mask)).intoArray(dx, i, mask);
                    rest = zero.blend(rest, lower);
                }
            }
        }
    }

    static void means(Taps taps, float[] x, int at, float divisor, float[] y, int out, int outputs, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
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
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, i, mask));
                }
            }
            sum.div(divisor).intoArray(y, out, mask);
        }
    }

    static void spread(Taps taps, float[] dy, int out, float share, float[] dx, int at, int outputs, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, out, mask);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    gradient.mul(share).intoArray(dx, i, mask);
                }
            }
        }
    }

    static void addSpread(Taps taps, float[] dy, int out, float share, float[] dx, int at, int outputs, int left) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, left);
        int rows = taps.rows();
        int width = taps.columns() * taps.across();
        int across = taps.across();
        int down = taps.down();
        int step = taps.step();
        int channels = taps.channels();
        FloatVector factor = FloatVector.broadcast(SPECIES, share);
        for (int p = 0; p < outputs; p++, at += step, out += channels) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, dy, out, mask);
            for (int k = 0, row = at; k < rows; k++, row += down) {
                for (int i = row; i < row + width; i += across) {
                    factor.fma(gradient, FloatVector.fromArray(SPECIES, dx, i, mask)).intoArray(dx, i, mask);
                }
            }
        }
    }
}
