package cnn.core.engine;

import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Param;
import cnn.core.network.Node;

/** What one node's op sees on one worker of a session. Made once; arrays never change, only the batch does. */
@SuppressWarnings("overloads") // an op sees only one of the two run methods
final class NodePass implements Forward, Backward {
    private final Session session;
    private final Node node;
    private final float[][] inputs;
    private final float[] output;
    private final float[][] slots;
    private final float[][] inputGradients;
    private final float[] outputGradient;
    private final boolean rests;

    NodePass(Session session, Node node, float[][] inputs, float[] output, float[][] slots, float[][] inputGradients,
            float[] outputGradient, boolean rests) {
        this.session = session;
        this.node = node;
        this.inputs = inputs;
        this.output = output;
        this.slots = slots;
        this.inputGradients = inputGradients;
        this.outputGradient = outputGradient;
        this.rests = rests;
    }

    Node node() {
        return node;
    }

    @Override
    public int batch() {
        return session.batch();
    }

    @Override
    public boolean training() {
        return session.training() && !rests;
    }

    @Override
    public double staying(double momentum) {
        return session.staying(momentum);
    }

    @Override
    public float[] input(int index) {
        return inputs[index];
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public float[] values(Param param) {
        return session.weights().values(param);
    }

    @Override
    public float[] floats(FloatSlot slot) {
        return slots[slot.index()];
    }

    @Override
    public Kernels kernels() {
        return session.kernels();
    }

    @Override
    public long randomKey() {
        return session.randomKey(node);
    }

    @Override
    public float[] outputGradient() {
        return outputGradient;
    }

    @Override
    public boolean wantsInputGradient(int index) {
        return inputGradients[index] != null;
    }

    @Override
    public float[] inputGradient(int index) {
        return inputGradients[index];
    }

    @Override
    public boolean wantsGradient(Param param) {
        return session.wantsGradient(param);
    }

    @Override
    public float[] gradient(Param param) {
        return session.gradient(param);
    }

    @Override
    public void run(int tasks, long work, int argument, Forward.Body body) {
        session.run(this, tasks, work, argument, body, null);
    }

    @Override
    public void run(int tasks, long work, int argument, Backward.Body body) {
        session.run(this, tasks, work, argument, null, body);
    }
}
