package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.api.train.WholeUpdate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A step of an optimizer on one parameter of {@link #SIZE} numbers. */
final class OptimizerStep implements Update {
    static final int SIZE = 37;
    static final Shape SHAPE = Shape.of(1, SIZE);

    private final Optimizer optimizer;
    double decay;
    final double[] sums;
    final float[] values = new float[SIZE];
    final float[] gradient = new float[SIZE];
    final float[][] slots;
    int from;
    int to = SIZE;
    long number = 1;
    double rate;
    Kernels kernels = KernelSets.chosen();
    private final Shape shape;
    private final @Nullable WholeUpdate whole;

    OptimizerStep(Optimizer optimizer, boolean decays) {
        this(optimizer, SHAPE, decays ? 1 : 0);
    }

    OptimizerStep(Optimizer optimizer, Shape shape, double decay) {
        this.optimizer = optimizer;
        this.shape = shape;
        this.decay = decay;
        whole = optimizer.whole(shape);
        sums = new double[optimizer.sums()];
        rate = optimizer.learningRate();
        slots = new float[optimizer.slots()][SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = Rng.uniform(3, i) + 2;
        }
        drawGradient();
    }

    void sum() {
        Arrays.fill(sums, 0);
        optimizer.sum(this, sums);
    }

    void update() {
        sum();
        move();
    }

    void move() {
        if (whole == null) {
            optimizer.update(this);
        } else {
            whole.update(this);
        }
    }

    void drawGradient() {
        for (int i = 0; i < SIZE; i++) {
            gradient[i] = (Rng.uniform(number, i) + 0.5f) * (i % 2 == 0 ? 1 : -1);
        }
    }

    @Override
    public String name() {
        return "layer/weights";
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public double sum(int index) {
        if (index < 0 || index >= sums.length) {
            throw OptimizerChecks.subject(optimizer).wrong(
                    "it asks for sum " + index + " but sums() gives " + sums.length,
                    "Let sums() return the number of sums that update uses");
        }
        return sums[index];
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public float[] values() {
        return values;
    }

    @Override
    public float[] gradient() {
        return gradient;
    }

    @Override
    public float[] slot(int index) {
        if (index < 0 || index >= slots.length) {
            throw OptimizerChecks.subject(optimizer).wrong(
                    "it asks for slot " + index + " but slots() gives " + slots.length,
                    "Let slots() return the number of buffers that update uses");
        }
        return slots[index];
    }

    @Override
    public long step() {
        return number;
    }

    @Override
    public double learningRate() {
        return rate;
    }

    @Override
    public double decay() {
        return decay;
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }
}
