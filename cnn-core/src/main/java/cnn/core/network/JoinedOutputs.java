package cnn.core.network;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.List;

/**
 * What a network with several outputs ends in: y = (x₁, x₂, …), the numbers of all outputs of an example one after the
 * other, so that engine and predictors know one output only. It is put there by the framework and stands in no file.
 */
public record JoinedOutputs() implements Layer {
    /** The name of its node. */
    public static final String NAME = "outputs";

    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        int[] ends = new int[inputs.size()];
        int width = 0;
        for (int i = 0; i < ends.length; i++) {
            width += inputs.get(i).size();
            ends[i] = width;
        }
        return Bound.of(Shape.vector(width), new Join(ends));
    }

    private record Join(int[] ends) implements Op {
        private int width() {
            return ends[ends.length - 1];
        }

        private int start(int input) {
            return input == 0 ? 0 : ends[input - 1];
        }

        @Override
        public void forward(Forward pass) {
            for (int i = 0; i < ends.length; i++) {
                int own = ends[i] - start(i);
                for (int b = 0; b < pass.batch(); b++) {
                    System.arraycopy(pass.input(i), b * own, pass.output(), b * width() + start(i), own);
                }
            }
        }

        @Override
        public void backward(Backward pass) {
            for (int i = 0; i < ends.length; i++) {
                int own = ends[i] - start(i);
                for (int b = 0; b < pass.batch() && pass.wantsInputGradient(i); b++) {
                    System.arraycopy(pass.outputGradient(), b * width() + start(i), pass.inputGradient(i), b * own,
                            own);
                }
            }
        }
    }
}
