package cnn.layers.normalization;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Init;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a layer is bound with whose packers are to see standardised weights. All else it gets as it asks for it. */
final class StandardizedBinding implements Binding {
    private final Binding in;
    private final double epsilon;
    private @Nullable StandardizedWeights weights;

    /** For a layer that has yet to ask for its {@code weights}. */
    StandardizedBinding(Binding in, double epsilon) {
        this.in = in;
        this.epsilon = epsilon;
    }

    /** For an op that absorbs others. */
    StandardizedBinding(Binding in, StandardizedWeights weights) {
        this(in, weights.epsilon());
        this.weights = weights;
    }

    StandardizedWeights weights() {
        return Objects.requireNonNull(weights);
    }

    @Override
    public List<Shape> inputs() {
        return in.inputs();
    }

    @Override
    public Param param(String name, Shape shape, Init init) {
        Param param = in.param(name, shape, init);
        if (name.equals("weights")) {
            weights = new StandardizedWeights(param, epsilon);
        }
        return param;
    }

    @Override
    public Param state(String name, Shape shape, Init init) {
        return in.state(name, shape, init);
    }

    @Override
    public FloatSlot saved(int floatsPerExample, int more) {
        return in.saved(floatsPerExample, more);
    }

    @Override
    public FloatSlot shared(int floatsPerExample, int more) {
        return in.shared(floatsPerExample, more);
    }

    @Override
    public FloatSlot sharedForTraining(int floatsPerExample, int more) {
        return in.sharedForTraining(floatsPerExample, more);
    }

    @Override
    public FloatSlot scratch(int floats) {
        return in.scratch(floats);
    }

    @Override
    public FloatSlot scratchForTraining(int floats) {
        return in.scratchForTraining(floats);
    }

    @Override
    public FloatSlot packed(int floats, Packer packer) {
        return in.packed(floats, weights().packer(packer));
    }

    @Override
    public FloatSlot packedForTraining(int floats, Packer packer) {
        return in.packedForTraining(floats, weights().packer(packer));
    }

    @Override
    public ShapeException reject(String problem, String remedy) {
        return in.reject(problem, remedy);
    }
}
