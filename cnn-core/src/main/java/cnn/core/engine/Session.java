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
import cnn.core.network.Slot;
import cnn.core.network.Slot.Kind;
import cnn.core.network.Weights;
import cnn.core.registry.WarmingKernels;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A network at work: all buffers for batches of up to a given size. Running it allocates nothing. Belongs to one thread
 * at a time, and refuses a second one that comes meanwhile; its layers may spread their work over the engine's threads.
 */
public final class Session {
    /** Below about 10 µs of work, waking other threads costs more than it saves. */
    private static final long WORTH_SHARING = 50_000;

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
    /** The batch: what {@link #input()} and {@link #output()} give. */
    private final float[] input;
    private final float[] output;
    /** Examples that go through the network together, and their input: the batch's own where that is no more. */
    private final int slice;
    private final float[] sliceInput;
    private final float[][] outputs;
    private final float[][] gradients;
    private final float[][] parameterGradients;
    /** Pass of each node on each worker. */
    private final NodePass[][] passes;
    private final Workers.Job part = this::runPart;
    private final SharedCopy slices;

    /** Who is at work in here: a second thread is refused rather than mixing its numbers in. */
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private int batch;
    private boolean training;
    private long stepKey;
    /** Batches that statistics have been found anew from, this one included; 0 where they move as the layers say. */
    private int renewal;
    private boolean sharing;
    private @Nullable NodePass sharedPass;
    private Forward.@Nullable Body forwardBody;
    private Backward.@Nullable Body backwardBody;
    private int argument;

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
        input = allocate((long) network.input().size() * maxBatch);
        slice = Math.min(maxBatch, plan.slice());
        sliceInput = slice < maxBatch ? allocate((long) network.input().size() * slice) : input;
        outputs = allocate(plan.activationSizes());
        float[] last = array(network.nodes().size() - 1);
        output = slice < maxBatch ? allocate((long) network.output().size() * maxBatch) : last;
        gradients = allocate(plan.gradientSizes());
        parameterGradients = new float[network.params().size()][];
        for (Param param : network.params()) {
            if (plan.training && network.trains(param)) {
                parameterGradients[param.index()] = new float[param.shape().size()];
            }
        }
        passes = new NodePass[network.nodes().size()][engine.workers().threads()];
        float[][] common = commonSlots();
        for (int worker = 0; worker < engine.workers().threads(); worker++) {
            float[][] slots = workerSlots(common);
            for (Node node : network.nodes()) {
                passes[node.index()][worker] = pass(node, slots);
            }
        }
    }

    /** A session that trains: keeps what the backward pass needs and computes gradients. */
    public static Session forTraining(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forTraining(network), weights, engine, maxBatch);
    }

    /** A session that only predicts. */
    public static Session forPrediction(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forPrediction(network), weights, engine, maxBatch);
    }

    /** A session that keeps every layer's output and computes gradients: to look inside. */
    public static Session forInspection(Network network, Weights weights, Engine engine, int maxBatch) {
        return of(Plan.forInspection(network), weights, engine, maxBatch);
    }

    private static Session of(Plan plan, Weights weights, Engine engine, int maxBatch) {
        return new Session(plan, weights, new PackedWeights(plan, weights, engine.kernels()), engine, maxBatch);
    }

    /** The network's input, to be filled with the batch's examples one after the other. */
    public float[] input() {
        return input;
    }

    /** The network's output for the batch that went forward last. */
    public float[] output() {
        return output;
    }

    /** A layer's output for the batch that went forward last. Only a session for inspection keeps all of them. */
    public float[] output(Node node) {
        for (Node kept : network.nodes()) {
            if (kept.origin() == node.origin() && (plan.training || kept == network.nodes().getLast())) {
                return array(kept.index());
            }
        }
        throw new IllegalStateException("This session does not keep the output of layer '" + node.name()
                + "'. Use Session.forInspection.");
    }

    /** Derivative of the loss with respect to the output, to be filled before {@link #backward}. */
    public float[] outputGradient() {
        checkGradients();
        return gradients[plan.gradient(network.nodes().size() - 1)];
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
        float[] gradient = parameterGradients[param.index()];
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
        enter();
        try {
            packed.refresh(engine.workers(), all);
        } finally {
            user.set(null);
        }
    }

    /** Costs a few nanoseconds; what two threads do at one time to shared buffers is wrong without a word. */
    private void enter() {
        if (!user.compareAndSet(null, Thread.currentThread())) {
            Thread other = user.get();
            throw new IllegalStateException("This session is at work already" + (other == null
                    ? ""
                    : other == Thread.currentThread()
                            ? ", on this very thread"
                            : ", on thread '" + other.getName() + "'")
                    + ". A session belongs to one thread at a time: give each its own, or share a Predictor.");
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
        if (examples < 1 || examples > maxBatch) {
            throw new IllegalArgumentException(
                    "A batch of " + examples + " examples does not fit a session for 1 to " + maxBatch + ".");
        }
        if (learning && examples < leastBatch) {
            network.checkBatches(examples, examples);
        }
        enter();
        try {
            training = learning;
            stepKey = key;
            if (warming != null && warming.isCold()) {
                warm(warming, examples);
            }
            forwardAll(examples);
        } finally {
            user.set(null);
        }
    }

    /**
     * Sends a batch through as in training, for running means and variances alone, which come to be the plain means over
     * these batches.
     *
     * @param number of the batch, the first being 1: from then on the running numbers before are forgotten
     */
    public void renewStatistics(int examples, long key, int number) {
        renewal = number;
        try {
            forward(examples, true, key);
        } finally {
            renewal = 0;
        }
    }

    /** Sends a batch through as in training, but that running means and variances stay as they are. */
    public void forwardAside(int examples, long key) {
        renewal = Integer.MAX_VALUE;
        try {
            forward(examples, true, key);
        } finally {
            renewal = 0;
        }
    }

    double staying(double momentum) {
        return renewal == 0 ? momentum : renewal == Integer.MAX_VALUE ? 1 : 1 - 1.0 / renewal;
    }

    private void warm(WarmingKernels cold, int examples) {
        boolean learns = training && plan.isWanted(network.nodes().size() - 1);
        // a step of training does forward's work and twice that backward
        Rehearsal.before(multiplyAdds * examples * (learns ? 3 : 1), cold, plan, weights, engine.workers(), examples,
                learns);
    }

    private void forwardAll(int examples) {
        if (slice == maxBatch) {
            batch = examples;
            forward();
            return;
        }
        int inSize = network.input().size();
        int outSize = network.output().size();
        for (int first = 0; first < examples; first += slice) {
            batch = Math.min(slice, examples - first);
            slices.copy(input, first * inSize, sliceInput, 0, batch * inSize);
            forward();
            slices.copy(array(passes.length - 1), 0, output, first * outSize, batch * outSize);
        }
    }

    private void forward() {
        List<Node> nodes = network.nodes();
        int i = 0;
        try {
            for (; i < passes.length; i++) {
                Op op = nodes.get(i).bound().op();
                if (op != null) {
                    op.forward(passes[i][0]);
                }
            }
        } catch (Throwable thrown) {
            throw nodes.get(i).fault("forward", thrown);
        }
    }

    /**
     * Computes the output of the examples in {@link #input()} as prediction does, and takes the time of every layer.
     *
     * @param nanos what each layer took, overwritten
     */
    void forwardTimed(int examples, long[] nanos) {
        enter();
        try {
            training = false;
            batch = examples;
            List<Node> nodes = network.nodes();
            for (int i = 0; i < passes.length; i++) {
                Op op = nodes.get(i).bound().op();
                if (op != null) {
                    long before = System.nanoTime();
                    op.forward(passes[i][0]);
                    nanos[i] = System.nanoTime() - before;
                }
            }
        } finally {
            user.set(null);
        }
    }

    /** Computes the gradients of all trained parameters from {@link #outputGradient()}, for the batch of forward. */
    public void backward() {
        checkGradients();
        if (batch == 0) {
            throw new IllegalStateException("There is no batch to go back from. Call forward first.");
        }
        enter();
        try {
            backwardAll();
        } finally {
            user.set(null);
        }
    }

    private void backwardAll() {
        List<Node> nodes = network.nodes();
        for (int i = passes.length - 1; i >= 0; i--) {
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
                    add(passes[i][0].inputGradient(j), gradients[plan.gradient(node.inputs().get(j))],
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
        return parameterGradients[param.index()] != null;
    }

    long randomKey(Node node) {
        return Rng.key(stepKey, node.origin());
    }

    /** Runs the tasks of one op: here, or shared among threads where they are worth it. */
    void run(NodePass pass, int tasks, long work, int given, Forward.@Nullable Body forward,
            Backward.@Nullable Body backward) {
        if (tasks <= 1 || sharing || work < WORTH_SHARING || engine.workers().threads() == 1) {
            for (int i = 0; i < tasks; i++) {
                run(pass, i, given, forward, backward);
            }
            return;
        }
        sharing = true;
        sharedPass = pass;
        forwardBody = forward;
        backwardBody = backward;
        argument = given;
        try {
            engine.workers().run(tasks, part);
        } finally {
            sharing = false;
        }
    }

    private void runPart(int index, int worker) {
        NodePass pass = passes[sharedPass.node().index()][worker];
        run(pass, index, argument, forwardBody, backwardBody);
    }

    private static void run(NodePass pass, int index, int argument, Forward.@Nullable Body forward,
            Backward.@Nullable Body backward) {
        if (forward != null) {
            forward.run(pass, index, argument);
        } else {
            backward.run(pass, index, argument);
        }
    }

    private NodePass pass(Node node, float[][] slots) {
        int count = node.inputs().size();
        float[][] inputs = new float[count][];
        float[][] inputGradients = new float[count][];
        for (int i = 0; i < count; i++) {
            inputs[i] = array(node.inputs().get(i));
            int gradient = plan.training ? plan.inputGradient(node, i) : Plan.NONE;
            inputGradients[i] = gradient == Plan.NONE ? null : gradients[gradient];
        }
        int gradient = plan.training ? plan.gradient(node.index()) : Plan.NONE;
        return new NodePass(this, node, inputs, array(node.index()), slots, inputGradients,
                gradient == Plan.NONE ? null : gradients[gradient], plan.rests(node));
    }

    private float[] array(int node) {
        int buffer = plan.output(node);
        return buffer == Plan.NONE ? sliceInput : outputs[buffer];
    }

    private float[][] commonSlots() {
        float[][] slots = new float[network.slots().size()][];
        for (Kind kind : List.of(Kind.SAVED, Kind.SHARED)) {
            fill(slots, kind);
        }
        for (int i = 0; i < slots.length; i++) {
            if (packed.array(i) != null) {
                slots[i] = packed.array(i);
            }
        }
        return slots;
    }

    private float[][] workerSlots(float[][] common) {
        float[][] slots = common.clone();
        fill(slots, Kind.SCRATCH);
        return slots;
    }

    private void fill(float[][] slots, Kind kind) {
        long[] sizes = plan.sizes(kind, slice);
        float[][] arrays = new float[sizes.length][];
        for (int i = 0; i < sizes.length; i++) {
            arrays[i] = allocate(sizes[i]);
        }
        for (int i = 0; i < slots.length; i++) {
            Slot slot = network.slots().get(i);
            if (slot.kind() == kind) {
                slots[i] = arrays.length == 0 ? new float[0] : arrays[plan.place(i)];
            }
        }
    }

    private float[][] allocate(List<Integer> floatsPerExample) {
        float[][] arrays = new float[floatsPerExample.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = allocate((long) floatsPerExample.get(i) * slice);
        }
        return arrays;
    }

    private float[] allocate(long floats) {
        if (floats > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("A batch of " + maxBatch + " examples of " + network.input()
                    + " needs a buffer of " + floats + " floats, more than the 2^31 - 9 that one array can hold. "
                    + "Use a smaller batch.");
        }
        return new float[(int) floats];
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
