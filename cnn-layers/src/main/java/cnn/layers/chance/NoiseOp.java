package cnn.layers.chance;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import org.jspecify.annotations.Nullable;

/** Disturbs every example by itself in training, and in prediction leaves all values as they are. */
public abstract class NoiseOp implements Op {
    private final int size;
    private final int cost;
    private final ForwardTask forwardExample = this::forwardExample;
    private final BackwardTask backwardExample = this::backwardExample;

    /**
     * For examples of that many values.
     *
     * @param cost elementary operations that disturbing one value takes
     */
    protected NoiseOp(int size, int cost) {
        this.size = size;
        this.cost = cost;
    }

    /** Values of an example. */
    protected final int size() {
        return size;
    }

    /** Disturbs an example, whose values begin at {@code first}. */
    protected abstract void disturb(Forward pass, int example, int first);

    /** The gradient of {@link #disturb}. */
    protected abstract void disturbGradient(Backward pass, int example, int first);

    @Override
    public final void forward(Forward pass) {
        pass.run(pass.batch(), (long) pass.batch() * size * (pass.training() ? cost : 1), forwardExample);
    }

    @Override
    public final void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), (long) pass.batch() * size, backwardExample);
        }
    }

    @Override
    public final @Nullable Epilogue epilogue(Epilogue.Place place) {
        return place.training() ? null : new Epilogue.Identity();
    }

    private void forwardExample(Forward pass, int example) {
        if (pass.training()) {
            disturb(pass, example, example * size);
        } else {
            System.arraycopy(pass.input(), example * size, pass.output(), example * size, size);
        }
    }

    private void backwardExample(Backward pass, int example) {
        if (pass.training()) {
            disturbGradient(pass, example, example * size);
        } else {
            System.arraycopy(pass.outputGradient(), example * size, pass.inputGradient(), example * size, size);
        }
    }
}
