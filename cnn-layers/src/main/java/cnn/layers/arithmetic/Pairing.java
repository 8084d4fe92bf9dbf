package cnn.layers.arithmetic;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;

/** Applies a function of two numbers to the numbers of two inputs of one shape, place by place. Chunks are the tasks. */
final class Pairing implements Op {
    private static final int CHUNK = 8192;

    private final int size;
    private final PairFunction function;
    private final ForwardTask forwardChunk = this::forwardChunk;
    private final BackwardTask backwardChunk = this::backwardChunk;

    private Pairing(int size, PairFunction function) {
        this.size = size;
        this.function = function;
    }

    /** A function over the elements {@code from … to − 1} of arrays, and its derivatives. */
    interface PairFunction {
        /** y = f(a, b). */
        void forward(float[] a, float[] b, float[] y, int from, int to);

        /** da = dy · ∂f/∂a. */
        void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to);

        /** db = dy · ∂f/∂b. */
        void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to);

        /** Whether a derivative is ever anything but 0. */
        default boolean passesGradient() {
            return true;
        }

        /** Rough number of elementary operations for one element. */
        default int cost() {
            return 1;
        }
    }

    /**
     * A layer of two inputs of one shape.
     *
     * @param verb what the layer does: {@code divide}
     */
    static Bound bind(Binding in, String verb, PairFunction function) {
        return Bound.of(shape(in, verb, 2), new Pairing(in.inputs().getFirst().size(), function));
    }

    /** The one shape of so many inputs; rejects others. */
    static Shape shape(Binding in, String verb, int count) {
        if (in.inputs().size() != count) {
            throw in.reject("it needs " + count + " inputs to " + verb + " but was given " + in.inputs().size(),
                    "Name them under the key from, beside the layer: from: "
                            + (count == 2 ? "[conv2d-1, conv2d-2]" : "[mask, conv2d-1, conv2d-2]"));
        }
        Shape first = in.inputs().getFirst();
        for (Shape shape : in.inputs()) {
            if (!shape.equals(first)) {
                throw in.reject("it cannot " + verb + " " + first + " and " + shape + ", which differ",
                        "Give all inputs one shape, for example with an expand layer");
            }
        }
        return first;
    }

    @Override
    public void forward(Forward pass) {
        int total = pass.batch() * size;
        pass.run(chunks(total), (long) total * function.cost(), forwardChunk);
    }

    @Override
    public void backward(Backward pass) {
        int total = pass.batch() * size;
        pass.run(chunks(total), (long) total * function.cost() * 2, backwardChunk);
    }

    @Override
    public boolean passesGradient(int input) {
        return function.passesGradient();
    }

    private static int chunks(int total) {
        return (total + CHUNK - 1) / CHUNK;
    }

    private void forwardChunk(Forward pass, int chunk) {
        int from = chunk * CHUNK;
        int to = from + Math.min(CHUNK, pass.batch() * size - from);
        function.forward(pass.input(0), pass.input(1), pass.output(), from, to);
    }

    private void backwardChunk(Backward pass, int chunk) {
        int from = chunk * CHUNK;
        int to = from + Math.min(CHUNK, pass.batch() * size - from);
        if (pass.wantsInputGradient(0)) {
            function.first(pass.input(0), pass.input(1), pass.output(), pass.outputGradient(), pass.inputGradient(0),
                    from, to);
        }
        if (pass.wantsInputGradient(1)) {
            function.second(pass.input(0), pass.input(1), pass.output(), pass.outputGradient(), pass.inputGradient(1),
                    from, to);
        }
    }
}
