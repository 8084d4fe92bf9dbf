package cnn.layers.resampling;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * For each output position along one axis the input positions that it mixes, and their weights. Immutable.
 *
 * @param in positions of the input
 * @param starts where each output position's sources start, and behind the last where they end
 * @param sources input positions
 * @param weights of the sources
 */
public record SampledAxis(int in, int[] starts, int[] sources, float[] weights) {
    /** Each output position is one input position, unchanged; a negative one is none. */
    public static SampledAxis picking(int in, int out, IntUnaryOperator source) {
        Builder builder = new Builder(in, out);
        for (int i = 0; i < out; i++) {
            int from = source.applyAsInt(i);
            if (from >= 0) {
                builder.add(from, 1);
            }
            builder.next();
        }
        return builder.build();
    }

    /** Output positions. */
    public int out() {
        return starts.length - 1;
    }

    /** Sources of one output position. */
    int count(int position) {
        return starts[position + 1] - starts[position];
    }

    /** Whether an output position is one input position, unchanged. */
    boolean isCopy(int position) {
        return count(position) == 1 && weights[starts[position]] == 1;
    }

    /** How many output positions from this one on, which {@link #isCopy}, are neighbours in the input, too. */
    int run(int position) {
        int end = position + 1;
        while (end < out() && isCopy(end) && sources[starts[end]] == sources[starts[end - 1]] + 1) {
            end++;
        }
        return end - position;
    }

    /** The most sources that a position has. */
    int most() {
        int most = 0;
        for (int i = 0; i < out(); i++) {
            most = Math.max(most, count(i));
        }
        return most;
    }

    /** Sources added one by one, output position after output position. */
    public static final class Builder {
        private final int in;
        private final int[] starts;
        private int[] sources = new int[16];
        private float[] weights = new float[16];
        private int position;
        private int count;

        /** For so many input and output positions. */
        public Builder(int in, int out) {
            this.in = in;
            starts = new int[Math.addExact(out, 1)];
        }

        /** Adds a source to the current output position. */
        public void add(int source, double weight) {
            if (count == sources.length) {
                sources = Arrays.copyOf(sources, 2 * count);
                weights = Arrays.copyOf(weights, 2 * count);
            }
            sources[count] = source;
            weights[count++] = (float) weight;
        }

        /** Goes on to the next output position. */
        public void next() {
            starts[++position] = count;
        }

        /** The axis, once all output positions are there. */
        public SampledAxis build() {
            return new SampledAxis(in, starts, Arrays.copyOf(sources, count), Arrays.copyOf(weights, count));
        }
    }
}
