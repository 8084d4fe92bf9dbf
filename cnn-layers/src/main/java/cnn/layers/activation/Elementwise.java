package cnn.layers.activation;

import cnn.api.Shape;
import cnn.api.kernel.Functions;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import org.jspecify.annotations.Nullable;

/** Applies a curve to every number of a batch. Chunks of a fixed length are the tasks. */
final class Elementwise implements Op {
    /** Floats of one task: 32 KiB an array, so that the passes of one chunk stay in the second-level cache. */
    private static final int CHUNK = 8192;

    private final int size;
    private final Curve curve;
    private final ForwardTask forwardChunk = this::forwardChunk;
    private final BackwardTask backwardChunk = this::backwardChunk;

    private Elementwise(int size, Curve curve) {
        this.size = size;
        this.curve = curve;
    }

    /** A layer whose output has its input's shape, whatever that is. */
    static Bound bind(Binding in, Curve curve) {
        Shape shape = in.input();
        return Bound.of(shape, new Elementwise(shape.size(), curve));
    }

    @Override
    public void forward(Forward pass) {
        int total = pass.batch() * size;
        pass.run(chunks(total), (long) total * curve.cost(), forwardChunk);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            int total = pass.batch() * size;
            pass.run(chunks(total), (long) total * curve.cost(), backwardChunk);
        }
    }

    @Override
    public @Nullable Epilogue epilogue(Epilogue.Place place) {
        boolean possible = switch (curve.inPlace()) {
            case NEITHER -> false;
            case FORWARD -> !place.training();
            case BOTH -> true;
        };
        return possible ? new AppliedCurve(curve) : null;
    }

    @Override
    public boolean worksInPlace(int input) {
        return curve.inPlace() != Curve.InPlace.NEITHER;
    }

    @Override
    public boolean passesGradient(int input) {
        return curve.passesGradient();
    }

    private static int chunks(int total) {
        return (total + CHUNK - 1) / CHUNK;
    }

    private void forwardChunk(Forward pass, int chunk) {
        int from = chunk * CHUNK;
        int to = from + Math.min(CHUNK, pass.batch() * size - from);
        curve.forward(pass.kernels().functions(), pass.input(), pass.output(), from, to);
    }

    private void backwardChunk(Backward pass, int chunk) {
        int from = chunk * CHUNK;
        int to = from + Math.min(CHUNK, pass.batch() * size - from);
        curve.backward(pass.kernels().functions(), pass.input(), pass.output(), pass.outputGradient(),
                pass.inputGradient(), from, to);
    }

    /**
     * The curve over numbers that the layer before has just computed.
     *
     * @param curve what is applied
     */
    private record AppliedCurve(Curve curve) implements Epilogue.Elementwise {
        @Override
        public void forward(Forward pass, float[] numbers, int from, int to) {
            curve.forward(pass.kernels().functions(), numbers, numbers, from, to);
        }

        @Override
        public void forward(Forward pass, float[] numbers, int at, int rows, int pitch, int count) {
            Functions functions = pass.kernels().functions();
            if (count == pitch) {
                curve.forward(functions, numbers, numbers, at, at + rows * pitch);
                return;
            }
            for (int row = 0; row < rows; row++) {
                curve.forward(functions, numbers, numbers, at + row * pitch, at + row * pitch + count);
            }
        }

        @Override
        public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
            curve.backward(pass.kernels().functions(), output, output, gradient, gradient, from, to);
        }
    }
}
