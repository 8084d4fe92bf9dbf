package cnn.layers.arithmetic;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.layers.arithmetic.Reduce.Statistic;
import java.util.function.IntPredicate;

/**
 * The statistic of each output's numbers: they lie at the same distances from a first one, which differs from output to
 * output. A task is some outputs, going backward too, for every number belongs to one.
 */
final class Reduction implements Op {
    private static final int TASK = 8192;

    private final Statistic statistic;
    private final int size;
    private final int[] firsts;
    private final int[] distances;
    private final int outputsPerTask;
    private final ForwardTask forwardOutputs = this::forwardOutputs;
    private final BackwardTask backwardOutputs = this::backwardOutputs;

    Reduction(Statistic statistic, Shape from, IntPredicate reduced) {
        this.statistic = statistic;
        size = from.size();
        firsts = indices(from, axis -> !reduced.test(axis));
        distances = indices(from, reduced);
        outputsPerTask = Math.max(1, TASK / distances.length);
    }

    /** Where the numbers along some axes lie, at position 0 of the others. */
    private static int[] indices(Shape from, IntPredicate chosen) {
        int[] indices = {0};
        int stride = from.size();
        for (int axis = 0; axis < from.rank(); axis++) {
            int length = from.dim(axis);
            stride /= length;
            if (chosen.test(axis)) {
                int[] more = new int[indices.length * length];
                for (int i = 0; i < more.length; i++) {
                    more[i] = indices[i / length] + i % length * stride;
                }
                indices = more;
            }
        }
        return indices;
    }

    private int tasks(int batch) {
        return (batch * firsts.length + outputsPerTask - 1) / outputsPerTask;
    }

    private int cost() {
        return statistic == Statistic.LOG_OF_SUM_OF_EXPONENTIALS ? 32 : 2;
    }

    @Override
    public void forward(Forward pass) {
        pass.run(tasks(pass.batch()), (long) pass.batch() * size * cost(), forwardOutputs);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            pass.run(tasks(pass.batch()), (long) pass.batch() * size * cost(), backwardOutputs);
        }
    }

    private void forwardOutputs(Forward pass, int task) {
        float[] x = pass.input();
        int end = Math.min(pass.batch() * firsts.length, (task + 1) * outputsPerTask);
        for (int i = task * outputsPerTask; i < end; i++) {
            pass.output()[i] = (float) of(x, first(i));
        }
    }

    private int first(int output) {
        return output / firsts.length * size + firsts[output % firsts.length];
    }

    private double of(float[] x, int first) {
        return switch (statistic) {
            case MEAN -> sum(x, first) / distances.length;
            case SUM -> sum(x, first);
            case MAXIMUM -> maximum(x, first);
            case MINIMUM -> minimum(x, first);
            case PRODUCT -> product(x, first, -1);
            case L1 -> magnitudes(x, first);
            case L2 -> Math.sqrt(squares(x, first));
            case SUM_OF_SQUARES -> squares(x, first);
            case LOG_OF_SUM -> StrictMath.log(sum(x, first));
            case LOG_OF_SUM_OF_EXPONENTIALS -> logOfExponentials(x, first);
        };
    }

    private double sum(float[] x, int first) {
        double sum = 0;
        for (int distance : distances) {
            sum += x[first + distance];
        }
        return sum;
    }

    private float maximum(float[] x, int first) {
        float maximum = x[first];
        for (int distance : distances) {
            maximum = Math.max(maximum, x[first + distance]);
        }
        return maximum;
    }

    private float minimum(float[] x, int first) {
        float minimum = x[first];
        for (int distance : distances) {
            minimum = Math.min(minimum, x[first + distance]);
        }
        return minimum;
    }

    /** Of all, or of all but one. */
    private double product(float[] x, int first, int without) {
        double product = 1;
        for (int i = 0; i < distances.length; i++) {
            product *= i == without ? 1 : x[first + distances[i]];
        }
        return product;
    }

    private double magnitudes(float[] x, int first) {
        double sum = 0;
        for (int distance : distances) {
            sum += Math.abs(x[first + distance]);
        }
        return sum;
    }

    private double squares(float[] x, int first) {
        double sum = 0;
        for (int distance : distances) {
            sum += (double) x[first + distance] * x[first + distance];
        }
        return sum;
    }

    private double logOfExponentials(float[] x, int first) {
        double maximum = maximum(x, first);
        if (Double.isInfinite(maximum)) {
            return maximum;
        }
        double sum = 0;
        for (int distance : distances) {
            sum += StrictMath.exp(x[first + distance] - maximum);
        }
        return maximum + StrictMath.log(sum);
    }

    private void backwardOutputs(Backward pass, int task) {
        float[] x = pass.input();
        float[] y = pass.output();
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        int end = Math.min(pass.batch() * firsts.length, (task + 1) * outputsPerTask);
        for (int i = task * outputsPerTask; i < end; i++) {
            int first = first(i);
            if (statistic == Statistic.MAXIMUM || statistic == Statistic.MINIMUM) {
                toTheFirst(x, y[i], dy[i], dx, first);
            } else {
                // what is the same for all of them
                double common = statistic == Statistic.LOG_OF_SUM ? 1 / sum(x, first) : y[i];
                for (int k = 0; k < distances.length; k++) {
                    int at = first + distances[k];
                    dx[at] = (float) (dy[i] * derivative(x, first, k, common));
                }
            }
        }
    }

    private void toTheFirst(float[] x, float extreme, float gradient, float[] dx, int first) {
        boolean given = false;
        for (int distance : distances) {
            boolean takes = !given && !(x[first + distance] != extreme);
            dx[first + distance] = takes ? gradient : 0;
            given |= takes;
        }
    }

    private double derivative(float[] x, int first, int index, double common) {
        double number = x[first + distances[index]];
        return switch (statistic) {
            case MEAN -> 1.0 / distances.length;
            case SUM -> 1;
            case PRODUCT -> product(x, first, index);
            case L1 -> Math.signum(number);
            case L2 -> common == 0 ? 0 : number / common;
            case SUM_OF_SQUARES -> 2 * number;
            case LOG_OF_SUM -> common;
            case LOG_OF_SUM_OF_EXPONENTIALS -> StrictMath.exp(number - common);
            case MAXIMUM, MINIMUM -> throw new AssertionError(statistic);
        };
    }
}
