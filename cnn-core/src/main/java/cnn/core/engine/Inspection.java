package cnn.core.engine;

import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.text.Count;

/**
 * A look into a network in prediction: batch normalisation takes its running statistics, nothing is dropped. Keeps what every
 * layer gave, and after going back from one of them the derivative with respect to all that lies before it, the input included.
 *
 * {@snippet :
 * Inspection inside = new Inspection(network, weights, engine, 1);
 * inside.input()[0] = 1;
 * inside.forward(1);
 * inside.backward(network.nodes().getLast(), new float[] {0, 1, 0}); // of the second number
 * float[] change = inside.gradient(network.nodes().getFirst());
 * }
 *
 * Belongs to one thread at a time. The arrays are its own: to be read, and overwritten by the next call. No parameter has a
 * gradient.
 */
public final class Inspection {
    private final Session session;
    private final int maxBatch;

    /** What all inspections of a network share: buffers' places and packed weights. Immutable. */
    public record Basis(Plan plan, Weights weights, PackedWeights packed, Engine engine) {
        /** Of a network with these weights, which must not change. */
        public static Basis of(Network network, Weights weights, Engine engine) {
            Plan plan = Plan.forInspection(network.freeze(param -> true));
            return new Basis(plan, weights, new PackedWeights(plan, weights, engine), engine);
        }

        /** Bytes that one inspection takes for itself with batches of this size, roughly. */
        public long bytes(int batch) {
            return plan.bytes(batch, engine.workers().threads(), 0);
        }
    }

    /** Of a network with these weights, for batches of up to a given size. */
    public Inspection(Network network, Weights weights, Engine engine, int maxBatch) {
        this(Basis.of(network, weights, engine), maxBatch);
    }

    /** One of several of a network. */
    public Inspection(Basis basis, int maxBatch) {
        session = new Session(basis.plan(), basis.weights(), basis.packed(), basis.engine(), maxBatch);
        this.maxBatch = maxBatch;
    }

    /** Largest batch it can take. */
    public int maxBatch() {
        return maxBatch;
    }

    /** The network's input, to be filled with the batch's examples one after the other. */
    public float[] input() {
        return session.input();
    }

    /** Computes all outputs of the examples in {@link #input()}. */
    public void forward(int examples) {
        session.forward(examples, false, 0);
    }

    /** The network's output, one example after the other. */
    public float[] output() {
        return session.output();
    }

    /** What a layer gave, one example after the other. */
    public float[] output(Node node) {
        return session.output(node);
    }

    /**
     * Finds the derivatives of Σ gradient · output of a layer, with respect to all that lies before it; of what does not lead to
     * it they are 0.
     *
     * @param from the layer
     * @param gradient a factor for each number of its output, of each example one after the other
     */
    public void backward(Node from, float[] gradient) {
        int floats = session.batch() * from.output().size();
        if (floats == 0 || gradient.length < floats) {
            throw new IllegalArgumentException("To go back from layer '" + from.name() + "' with "
                    + Count.of(session.batch(), "example") + " takes " + Count.of(floats, "number") + " but was given "
                    + Count.of(gradient.length) + ". Call forward first, and give " + Count.of(from.output().size())
                    + " for each example.");
        }
        session.backward(from, gradient);
    }

    /** The derivative with respect to a layer's output, one example after the other. */
    public float[] gradient(Node node) {
        return session.gradient(node.index());
    }

    /** The derivative with respect to the network's input, one example after the other. */
    public float[] inputGradient() {
        return session.gradient(Node.INPUT);
    }
}
