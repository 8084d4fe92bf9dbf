package cnn.core.evaluate;

import java.util.List;

/**
 * How close numbers are predicted.
 *
 * @param loss mean loss of an image
 * @param images images measured
 * @param numbers the errors of each number, in their order
 */
public record NumberFigures(double loss, int images, List<Errors> numbers) implements Figures {
    public NumberFigures {
        numbers = List.copyOf(numbers);
    }

    /**
     * How far predictions of one number were from its targets, in its own unit.
     *
     * @param name of the number
     * @param meanAbsolute mean distance
     * @param rootMeanSquare root of the mean squared distance
     * @param r2 share of the targets' variance that predictions explain, at most 1; NaN where targets never change
     * @param targetMean mean of the targets
     * @param targetVariance mean squared distance of the targets from their mean
     */
    public record Errors(String name, double meanAbsolute, double rootMeanSquare, double r2, double targetMean,
            double targetVariance) {
    }

    /** Mean distance of predictions from targets, over all numbers. */
    public double meanAbsoluteError() {
        return numbers.stream().mapToDouble(Errors::meanAbsolute).average().orElse(Double.NaN);
    }

    /** Mean of the numbers' R², without those that never change; at most 1. */
    public double r2() {
        return numbers.stream().mapToDouble(Errors::r2).filter(r2 -> !Double.isNaN(r2)).average().orElse(Double.NaN);
    }
}
