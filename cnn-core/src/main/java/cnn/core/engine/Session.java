package cnn.core.engine;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.Forward;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import cnn.core.text.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network at work: all buffers for batches of up to a given size. Running it allocates nothing. Belongs to one thread
 * at a time, and refuses a second one that comes meanwhile; its layers may spread their work over the engine's threads.
 */
public final class Session {
    private final Plan plan;
    private final Network network;
    private final Weights weights;
    private final PackedWeights packed;
    private final Engine engine;
    /** The engine's kernels where they have yet to warm up. */
    private final @Nullable WarmingKernels warming;
    private final long multiplyAdds;
    private final int maxBatch;
    private final int leastBatch;
    private final Buffers buffers;
    /** Pass of each node on each worker. */
    private final NodePass[][] passes;
    private final SharedLoop loop;
    private final SharedCopy slices;

    private final SoleUser user = new SoleUser();
    private int batch;
    private boolean training;
    private long stepKey;
    /** Share of running means and variances that stays in this pass; NaN where that is as the layers say. */
    private double kept = Double.NaN;

    /**
     * Allocates all buffers.
     *
     * @param plan which numbers need which buffers
     * @param weights the numbers to compute with
     * @param packed the same weights packed for this plan
     * @param engine arithmetic and threads
     * @param maxBatch the largest batch
     */
    public Session(Plan plan, Weights weights, PackedWeights packed, Engine engine, int maxBatch) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("The batch must be at least 1 but was given " + maxBatch + ".");
        }
        this.plan = plan;
        this.network = plan.network();
        this.weights = weights;
        this.packed = packed;
        this.engine = engine;
        this.warming = engine.kernels() instanceof WarmingKernels cold && cold.isCold() ? cold : null;
        this.multiplyAdds = network.multiplyAdds();
        this.maxBatch = maxBatch;
        this.leastBatch = network.leastBatch();
        slices = new SharedCopy(engine.workers());
        buffers = new Buffers(plan, packed, maxBatch);
        passes = new NodePass[network.nodes().size()][engine.workers().threads()];
        loop = new SharedLoop(engine.workers(), passes);
        buffers.makePasses(this, passes);
    }

    /** A session that trains: keeps what the backward pass needs and computes gradients. */
    public static Session forTraining(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forTraining(network), weights, engine, maxBatch);
    }

    /** A session that only predicts. */
    public static Session forPrediction(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forPrediction(network), weights, engine, maxBatch);
    }

    /** A session that keeps every layer's output, and the gradient of each and of the input: to look inside. */
    public static Session forInspection(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forInspection(network), weights, engine, maxBatch);
    }

    private static Session of(Plan plan, Weights weights, Engine engine, int maxBatch) {
        return new Session(plan, weights, new PackedWeights(plan, weights, engine), engine, maxBatch);
    }

    /** The network's input, to be filled with the batch's examples one after the other. */
    public float[] input() {
        return buffers.input();
    }

    /** The network's output for the batch that went forward last. */
    public float[] output() {
        return buffers.output();
    }

    /** A layer's output for the batch that went forward last. Only a session for inspection keeps all of them. */
    public float[] output(Node node) {
        for (Node kept : network.nodes()) {
            if (kept.origin() == node.origin() && (plan.training || kept == network.nodes().getLast())) {
                return buffers.output(kept.index());
            }
        }
        throw new IllegalStateException("This session does not keep the output of layer '" + node.name()
                + "'. Use Session.forInspection.");
    }

    /** Derivative of the loss with respect to the output, to be filled before {@link #backward}. */
    public float[] outputGradient() {
        checkGradients();
        return buffers.gradient(plan.gradient(network.nodes().size() - 1));
    }

    private void checkGradients() {
        if (!plan.training) {
            throw new IllegalStateException(
                    "This session only predicts and has no gradients. Use Session.forTraining, or "
                            + "Session.forInspection to look inside.");
        }
        if (!plan.isWanted(network.nodes().size() - 1)) {
            throw new IllegalStateException("The network has nothing to learn, so no gradients: no layer before its "
                    + "output has parameters that are not frozen. Add a convolution or a dense layer, or freeze less.");
        }
    }

    /** Derivative of the loss with respect to a trained parameter, after {@link #backward}. */
    public float[] gradient(Param param) {
        float[] gradient = buffers.gradient(param);
        if (gradient == null) {
            checkGradients();
            if (network.isFrozen(param)) {
                throw new IllegalStateException("'" + param.name() + "' is frozen and has no gradient. Ask "
                        + "pass.wantsGradient(param) first, or leave it out of the frozen groups.");
            }
            throw new IllegalStateException(
                    "'" + param.name() + "' is not trained and has no gradient. Ask for that of a "
                            + "trained parameter.");
        }
        return gradient;
    }

    /** The weights it computes with. */
    public Weights weights() {
        return weights;
    }

    /** To be called after the weights were changed. */
    public void weightsChanged() {
        refresh(true);
    }

    /** To be called after a step of training has changed the weights, those apart that are frozen. */
    public void stepped() {
        refresh(false);
    }

    private void refresh(boolean all) {
        user.enter();
        try {
            packed.refresh(engine.workers(), all);
        } finally {
            user.leave();
        }
    }

    /** Largest batch it can take. */
    public int maxBatch() {
        return maxBatch;
    }

    /**
     * Computes the output of the examples in {@link #input()}.
     *
     * @param examples how many there are
     * @param learning whether this is a training step: dropout drops, batch statistics are used
     * @param key where this step's chance comes from; of no effect in prediction
     */
    public void forward(int examples, boolean learning, long key) {
        forward(examples, learning, key, Double.NaN);
    }

    private void forward(int examples, boolean learning, long key, double staying) {
        if (examples < 1 || examples > maxBatch) {
            throw new IllegalArgumentException(
                    "A batch of " + Count.of(examples, "example") + " does not fit a session for 1 to " + maxBatch
                            + ".");
        }
        if (learning && examples < leastBatch) {
            network.checkBatches(examples, examples);
        }
        user.enter();
        try {
            training = learning;
            stepKey = key;
            kept = staying;
            if (warming != null && warming.isCold()) {
                warm(warming, examples);
            }
            forwardAll(examples);
        } finally {
            user.leave();
        }
    }

    /**
     * Sends a batch through as in training, for running means and variances alone, which come to be the plain means over
     * these batches.
     *
     * @param number of the batch, the first being 1: from then on the running numbers before are forgotten
     */
    public void renewStatistics(int examples, long key, int number) {
        forward(examples, true, key, 1 - 1.0 / number);
    }

    /** Sends a batch through as in training, but that running means and variances stay as they are. */
    public void forwardAside(int examples, long key) {
        forward(examples, true, key, 1);
    }

    double staying(double momentum) {
        return Double.isNaN(kept) ? momentum : kept;
    }

    private void warm(WarmingKernels cold, int examples) {
        boolean learns = training && plan.isWanted(network.nodes().size() - 1);
        // a step of training does forward's work and twice that backward
        Rehearsal.before(multiplyAdds * examples * (learns ? 3 : 1), cold, plan, weights, engine.workers(), examples,
                learns);
    }

    private void forwardAll(int examples) {
        if (!buffers.isSliced()) {
            batch = examples;
            forward(null);
            return;
        }
        int inSize = network.input().size();
        int outSize = network.output().size();
        int count = plan.slices(examples);
        for (int slice = 0; slice < count; slice++) {
            int first = (int) ((long) slice * examples / count);
            batch = (int) ((slice + 1L) * examples / count) - first;
            slices.copy(buffers.input(), first * inSize, buffers.sliceInput(), 0, batch * inSize);
            forward(null);
            slices.copy(buffers.sliceOutput(), 0, buffers.output(), first * outSize, batch * outSize);
        }
    }

    /** Takes the time of every layer where there is something to put it in. */
    private void forward(long @Nullable [] nanos) {
        List<Node> nodes = network.nodes();
        int i = 0;
        try {
            for (; i < passes.length; i++) {
                Op op = nodes.get(i).bound().op();
                if (op != null) {
                    long before = nanos == null ? 0 : System.nanoTime();
                    op.forward(passes[i][0]);
                    if (nanos != null) {
                        nanos[i] = System.nanoTime() - before;
                    }
                }
            }
        } catch (Throwable thrown) {
            throw nodes.get(i).fault("forward", thrown);
        }
    }

    /**
     * Computes the output of the examples in {@link #input()} as prediction does, and takes the time of every layer.
     *
     * @param examples no more than go through together
     * @param nanos what each layer took, overwritten
     */
    void forwardTimed(int examples, long[] nanos) {
        user.enter();
        try {
            training = false;
            batch = examples;
            forward(nanos);
        } finally {
            user.leave();
        }
    }

    /** Computes the gradients of all trained parameters from {@link #outputGradient()}, for the batch of forward. */
    public void backward() {
        checkGradients();
        if (batch == 0) {
            throw new IllegalStateException("There is no batch to go back from. Call forward first.");
        }
        user.enter();
        try {
            backwardFrom(passes.length - 1);
        } finally {
            user.leave();
        }
    }

    /** Goes back from a layer within, as if its output were the network's. What does not lead to it has a gradient of 0. */
    void backward(Node from, float[] gradient) {
        user.enter();
        try {
            buffers.clearGradients();
            System.arraycopy(gradient, 0, buffers.gradient(plan.gradient(from.index())), 0,
                    batch * from.output().size());
            backwardFrom(from.index());
        } finally {
            user.leave();
        }
    }

    /** The gradient of a node's output, or of the input; a session for inspection keeps all. */
    float[] gradient(int node) {
        return buffers.gradient(plan.gradient(node));
    }

    private void backwardFrom(int last) {
        List<Node> nodes = network.nodes();
        for (int i = last; i >= 0; i--) {
            Node node = nodes.get(i);
            Op op = node.bound().op();
            if (op == null || !plan.isWanted(i)) {
                continue;
            }
            try {
                op.backward(passes[i][0]);
            } catch (Throwable thrown) {
                throw node.fault("backward", thrown);
            }
            for (int j = 0; j < node.inputs().size(); j++) {
                if (plan.addsInputGradient(node, j)) {
                    add(passes[i][0].inputGradient(j), buffers.gradient(plan.gradient(node.inputs().get(j))),
                            batch * network.inputShape(node, j).size());
                }
            }
        }
    }

    private static void add(float[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += from[i];
        }
    }

    int batch() {
        return batch;
    }

    boolean training() {
        return training;
    }

    Kernels kernels() {
        return engine.kernels();
    }

    boolean wantsGradient(Param param) {
        return buffers.gradient(param) != null;
    }

    long randomKey(Node node) {
        return Rng.key(stepKey, node.origin());
    }

    /** Runs the tasks of one op. */
    void run(NodePass pass, int tasks, long work, int argument, Forward.@Nullable Body forward,
            Backward.@Nullable Body backward) {
        loop.run(pass, tasks, work, argument, forward, backward);
    }

    /** Shape of one example. */
    public Shape inputShape() {
        return network.input();
    }

    /** Shape of one example's output. */
    public Shape outputShape() {
        return network.output();
    }
}
