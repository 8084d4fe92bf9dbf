package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.init.TruncatedNormal;
import java.util.Arrays;

/**
 * A row of weights for each number: y[…, c] = weights[x[…], c]. Any shape of whole numbers from 0 to {@code rows} − 1,
 * (…) → (…, width); below 0 they count from the end, and what names no row gives NaN. Parameter {@code weights} (rows, width).
 *
 * <p>PyTorch's Embedding; ONNX's Gather with constant data.
 *
 * @param rows how many rows there are, 1 or more
 * @param width numbers of one row, 1 or more
 */
@Id("embedding")
public record Embedding(int rows, int width) implements Layer {
    public Embedding {
        if (rows < 1 || width < 1 || (long) rows * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Embedding rows and width are " + rows + " and " + width
                    + " but must be 1 or more, with less than 2^31 numbers in all. Give for example 100 and 32.");
        }
    }

    /** So many rows of this width. */
    public static Embedding of(int rows, int width) {
        return new Embedding(rows, width);
    }

    @Override
    public Bound bind(Binding in) {
        int[] from = in.input().dims();
        int[] dims = Arrays.copyOf(from, from.length + 1);
        dims[from.length] = width;
        Param weights = in.param("weights", Shape.of(rows, width), TruncatedNormal.of(0.02));
        return Bound.of(Shape.of(dims), new Rows(in.input().size(), rows, width, weights));
    }

    private static final class Rows implements Op {
        private static final int CHUNK = 512;

        private final int size;
        private final int rows;
        private final int width;
        private final Param weights;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardWhole = this::backwardWhole;

        Rows(int size, int rows, int width, Param weights) {
            this.size = size;
            this.rows = rows;
            this.width = width;
            this.weights = weights;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, (long) total * width, forwardChunk);
        }

        private void forwardChunk(Forward pass, int chunk) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                int row = Places.at(x[i], rows);
                if (row < 0) {
                    Arrays.fill(y, i * width, (i + 1) * width, Float.NaN);
                } else {
                    System.arraycopy(pass.values(weights), row * width, y, i * width, width);
                }
            }
        }

        @Override
        public boolean passesGradient(int input) {
            return false;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                Arrays.fill(pass.inputGradient(), 0, pass.batch() * size, 0);
            }
            if (pass.wantsGradient(weights)) {
                pass.run(1, (long) pass.batch() * size * width, backwardWhole);
            }
        }

        /** Rows get their shares in the order of the numbers that name them. */
        private void backwardWhole(Backward pass, int task) {
            float[] sums = pass.gradient(weights);
            float[] dy = pass.outputGradient();
            Arrays.fill(sums, 0, rows * width, 0);
            for (int i = 0; i < pass.batch() * size; i++) {
                int row = Places.at(pass.input()[i], rows);
                for (int c = 0; row >= 0 && c < width; c++) {
                    sums[row * width + c] += dy[i * width + c];
                }
            }
        }
    }
}
