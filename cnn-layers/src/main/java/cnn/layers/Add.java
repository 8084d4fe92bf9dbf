package cnn.layers;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.layers.convolution.MergedConvolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sum of its inputs, number by number: y = x₁ + x₂ + …, added in their order. Takes two or more inputs of one
 * shape, whatever it is. It closes the branch of a residual block.
 *
 * <p>In prediction, two branches or more that are convolutions of one input, each with its batch normalisation, become one
 * convolution, and that input with them: see {@link LinearMap}.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.
 */
@Id("add")
public record Add() implements Layer {
    @Override
    public Bound bind(Binding in) {
        Shape first = in.inputs().getFirst();
        if (in.inputs().size() < 2) {
            throw in.reject("it adds two inputs or more but was given 1",
                    "Name the layers to add under the key from, beside the layer: from: [conv2d-1, input]");
        }
        for (Shape shape : in.inputs()) {
            if (!shape.equals(first)) {
                throw in.reject("it cannot add " + shape + " to " + first,
                        "Give all inputs one shape, for example with a 1×1 convolution");
            }
        }
        return Bound.of(first, new Sum(first, in.inputs().size()));
    }

    private static final class Sum implements Op {
        private static final int CHUNK = 8192;

        private final Shape shape;
        private final int size;
        private final int inputs;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Sum(Shape shape, int inputs) {
            this.shape = shape;
            size = shape.size();
            this.inputs = inputs;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, (long) total * inputs, forwardChunk);
        }

        @Override
        public void backward(Backward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, (long) total * inputs, backwardChunk);
        }

        @Override
        public @Nullable Epilogue epilogue(Epilogue.Place place) {
            return inputs == 2 ? new AddOther(place.firstSide()) : null;
        }

        /** Of more than two inputs the third is read when the sum of the others has been written. */
        @Override
        public boolean worksInPlace(int input) {
            return inputs == 2;
        }

        /** Branches that are convolutions of one input become one where that is no more work. */
        @Override
        public @Nullable Bound merge(List<LinearMap> branches, Binding in) {
            MergedConvolution merged = MergedConvolution.of(branches, in);
            return merged == null ? null : Bound.of(shape, merged, merged.multiplyAdds());
        }

        private void forwardChunk(Forward pass, int chunk) {
            int from = chunk * CHUNK;
            int to = from + Math.min(CHUNK, pass.batch() * size - from);
            float[] y = pass.output();
            float[] first = pass.input(0);
            float[] second = pass.input(1);
            for (int i = from; i < to; i++) {
                y[i] = first[i] + second[i];
            }
            for (int input = 2; input < inputs; input++) {
                float[] x = pass.input(input);
                for (int i = from; i < to; i++) {
                    y[i] += x[i];
                }
            }
        }

        private void backwardChunk(Backward pass, int chunk) {
            int from = chunk * CHUNK;
            int count = Math.min(CHUNK, pass.batch() * size - from);
            for (int input = 0; input < inputs; input++) {
                if (pass.wantsInputGradient(input)) {
                    System.arraycopy(pass.outputGradient(), from, pass.inputGradient(input), from, count);
                }
            }
        }
    }

    /**
     * Adds the other input's number: y = x + other.
     *
     * @param other index of that input in the pass
     */
    private record AddOther(int other) implements Epilogue.Elementwise {
        @Override
        public void forward(Forward pass, float[] numbers, int from, int to) {
            float[] added = pass.input(other);
            for (int i = from; i < to; i++) {
                numbers[i] += added[i];
            }
        }

        @Override
        public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
            if (pass.wantsInputGradient(other)) {
                System.arraycopy(gradient, from, pass.inputGradient(other), from, to - from);
            }
        }

        @Override
        public boolean readsOutput() {
            return false;
        }
    }
}
