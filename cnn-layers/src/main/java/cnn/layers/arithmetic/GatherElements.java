package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;

/**
 * Numbers of one input from places along an axis that another one names: y[i, j, k] = x₁[i, x₂[i, j, k], k], with axis 1.
 * Behind {@link TopK} it takes what lies where the greatest do. Any shapes that differ in the length of the axis at most; the
 * output has that of x₂. Places below 0 count from the end; what is no place gives NaN. A number that is taken several times has
 * the sum of their gradients; that of x₂ is 0. Rejects an axis that is not there.
 *
 * <p>ONNX's GatherElements, numpy's take_along_axis, PyTorch's gather. Places that are known: {@link cnn.layers.shape.Gather}.
 *
 * @param axis which axis, 0 being the outermost
 */
@Id("gather-elements")
public record GatherElements(int axis) implements Layer {
    public GatherElements {
        if (axis < 0) {
            throw new IllegalArgumentException("GatherElements was given axis " + axis
                    + " but needs one from 0 on, the outermost. Give for example 0.");
        }
    }

    /** Along this axis. */
    public static GatherElements of(int axis) {
        return new GatherElements(axis);
    }

    @Override
    public Bound bind(Binding in) {
        if (in.inputs().size() != 2) {
            throw in.reject("it takes numbers and their places but was given " + in.inputs().size() + " inputs",
                    "Name them under the key from, beside the layer: from: [scores, places]");
        }
        Shape from = in.inputs().get(0);
        Shape places = in.inputs().get(1);
        Places along = Places.of(in, from, axis);
        if (!Places.differAlong(from, places, axis)) {
            throw in.reject("it cannot take numbers of " + from + " from places of " + places + " along axis " + axis,
                    "Give places with the lengths of all other axes");
        }
        return Bound.of(places, new Taken(along, places.dim(axis)));
    }

    /** A task is one example. */
    private static final class Taken implements Op {
        private final Places along;
        private final int count;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Taken(Places along, int count) {
            this.along = along;
            this.count = count;
        }

        private int size() {
            return along.outer() * along.length() * along.inner();
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), 4L * pass.batch() * along.outer() * count * along.inner(), forwardExample);
        }

        @Override
        public boolean passesGradient(int input) {
            return input != 1;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient(1)) {
                Arrays.fill(pass.inputGradient(1), 0, pass.batch() * along.outer() * count * along.inner(), 0);
            }
            if (pass.wantsInputGradient(0)) {
                pass.run(pass.batch(), 4L * pass.batch() * size(), backwardExample);
            }
        }

        /** Where in the input the output's number lies; −1 for nowhere. */
        private int source(float[] places, int example, int outer, int i) {
            int at = Places.at(places[i], along.length());
            int line = (example * along.outer() + outer) * along.length();
            return at < 0 ? -1 : (line + at) * along.inner() + i % along.inner();
        }

        private void forwardExample(Forward pass, int example) {
            float[] places = pass.input(1);
            int stretch = count * along.inner();
            for (int outer = 0; outer < along.outer(); outer++) {
                int start = (example * along.outer() + outer) * stretch;
                for (int i = start; i < start + stretch; i++) {
                    int source = source(places, example, outer, i);
                    pass.output()[i] = source < 0 ? Float.NaN : pass.input(0)[source];
                }
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] places = pass.input(1);
            float[] dx = pass.inputGradient(0);
            int stretch = count * along.inner();
            Arrays.fill(dx, example * size(), (example + 1) * size(), 0);
            for (int outer = 0; outer < along.outer(); outer++) {
                int start = (example * along.outer() + outer) * stretch;
                for (int i = start; i < start + stretch; i++) {
                    int source = source(places, example, outer, i);
                    if (source >= 0) {
                        dx[source] += pass.outputGradient()[i];
                    }
                }
            }
        }
    }
}
