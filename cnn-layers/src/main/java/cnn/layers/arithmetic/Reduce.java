package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One number for all that lie along some axes: y[i, 0, k] = the statistic over j of x[i, j, k], with axis 1. Any shape; the
 * axes stay, with length 1. Sums are taken in double. The gradient of a maximum or minimum goes to the first; that of a root
 * of 0 is 0.
 *
 * <p>ONNX's ReduceMean and its kin, with keepdims.
 *
 * @param statistic what is taken
 * @param axes along which, 0 being the outermost
 */
@Id("reduce")
public record Reduce(Statistic statistic, List<Integer> axes) implements Layer {
    /** What is taken of n numbers. */
    public enum Statistic {
        /** Σ x / n. */
        MEAN,
        /** Σ x. */
        SUM,
        /** The greatest; NaN where one is. */
        MAXIMUM,
        /** The least; NaN where one is. */
        MINIMUM,
        /** Their product. */
        PRODUCT,
        /** Σ |x|. */
        L1,
        /** √ Σ x². */
        L2,
        /** Σ x². */
        SUM_OF_SQUARES,
        /** ln Σ x. */
        LOG_OF_SUM,
        /** ln Σ eˣ, without overflow. */
        LOG_OF_SUM_OF_EXPONENTIALS
    }

    public Reduce {
        axes = List.copyOf(axes);
        if (axes.isEmpty() || axes.stream().anyMatch(axis -> axis < 0) || new HashSet<>(axes).size() < axes.size()) {
            throw new IllegalArgumentException(
                    "Reduce was given the axes " + axes + " but needs one or more, each once "
                            + "and counted from 0. Give for example [0, 1] for all pixels of an image.");
        }
    }

    /** A statistic along these axes. */
    public static Reduce of(Statistic statistic, int... axes) {
        return new Reduce(statistic, IntStream.of(axes).boxed().toList());
    }

    @Override
    public Bound bind(Binding in) {
        Shape from = in.input();
        int greatest = axes.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (greatest >= from.rank()) {
            throw in.reject(
                    "it works along axis " + greatest + ", but the last axis of " + from + " is number "
                            + (from.rank() - 1),
                    "Name axes from 0 to " + (from.rank() - 1));
        }
        int[] dims = from.dims();
        axes.forEach(axis -> dims[axis] = 1);
        return Bound.of(Shape.of(dims), new Reduction(statistic, from, axes::contains));
    }
}
