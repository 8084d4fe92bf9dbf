package cnn.layers.arithmetic;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;

/**
 * y = factor · x + offset, with two numbers that stay as they are: what a formula has besides its functions. Any shape. A
 * factor for each channel that learns is {@link cnn.layers.normalization.LayerScale}.
 *
 * @param factor what each number is multiplied by, finite
 * @param offset what is added, finite
 */
@Id("affine")
public record Affine(@Default("1") double factor, @Default("0") double offset) implements Layer {
    public Affine {
        if (!Float.isFinite((float) factor) || !Float.isFinite((float) offset)) {
            throw new IllegalArgumentException("Affine factor and offset are " + factor + " and " + offset
                    + " but must be finite as floats. Give for example 0.5 and 0.");
        }
    }

    /** y = x, to be told the rest. */
    public static Affine of() {
        return new Affine(1, 0);
    }

    /** Times this. */
    public Affine factor(double times) {
        return new Affine(times, offset);
    }

    /** Plus this. */
    public Affine offset(double plus) {
        return new Affine(factor, plus);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Line(in.input().size(), (float) factor, (float) offset));
    }

    private static final class Line implements Op {
        private static final int CHUNK = 8192;

        private final int size;
        private final float factor;
        private final float offset;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Line(int size, float factor, float offset) {
            this.size = size;
            this.factor = factor;
            this.offset = offset;
        }

        @Override
        public Epilogue epilogue(Epilogue.Place place) {
            return new AppliedLine(factor, offset);
        }

        @Override
        public boolean worksInPlace(int input) {
            return true;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, total, forwardChunk);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                int total = pass.batch() * size;
                pass.run((total + CHUNK - 1) / CHUNK, total, backwardChunk);
            }
        }

        private void forwardChunk(Forward pass, int chunk) {
            int from = chunk * CHUNK;
            apply(pass.input(), pass.output(), factor, offset, from, Math.min(from + CHUNK, pass.batch() * size));
        }

        private void backwardChunk(Backward pass, int chunk) {
            int from = chunk * CHUNK;
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            for (int i = from; i < Math.min(from + CHUNK, pass.batch() * size); i++) {
                dx[i] = factor * dy[i];
            }
        }
    }

    private static void apply(float[] x, float[] y, float factor, float offset, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = factor * x[i] + offset;
        }
    }

    /**
     * The line over numbers that the layer before has just computed.
     *
     * @param factor what they are multiplied by
     * @param offset what is added
     */
    private record AppliedLine(float factor, float offset) implements Epilogue.Elementwise {
        @Override
        public void forward(Forward pass, float[] numbers, int from, int to) {
            apply(numbers, numbers, factor, offset, from, to);
        }

        @Override
        public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
            for (int i = from; i < to; i++) {
                gradient[i] *= factor;
            }
        }

        @Override
        public boolean readsOutput() {
            return false;
        }
    }
}
