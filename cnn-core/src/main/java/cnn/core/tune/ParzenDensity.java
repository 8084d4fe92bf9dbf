package cnn.core.tune;

import cnn.api.Rng;
import java.util.List;

/**
 * How dense points lie: the mean of a kernel around each point and one that is the same everywhere. A kernel is the product over the
 * dimensions. Along numbers it is a normal distribution around the point, cut off at 0 and 1, whose deviation is
 * 0.2 · n ^ (−1 / (d + 4)) for n points of d dimensions (Scott's rule), at least 1 / min(100, n + 2); among k choices it has
 * 1 / (n + 1) for each and 1 more for the point's own, divided by the sum.
 */
final class ParzenDensity {
    private static final double WIDTH = 0.2;
    private static final int NARROWEST = 100;
    private static final int DRAWS = 100;

    private final List<Dimension> dimensions;
    private final List<double[]> points;
    private final double deviation;

    ParzenDensity(List<Dimension> dimensions, List<double[]> points) {
        this.dimensions = dimensions;
        this.points = points;
        double scott = WIDTH * StrictMath.pow(Math.max(1, points.size()), -1.0 / (dimensions.size() + 4));
        deviation = Math.max(scott, 1.0 / Math.min(NARROWEST, points.size() + 2));
    }

    /** Natural logarithm of the density at a point. */
    double logarithm(double[] point) {
        double sum = 1; // the kernel that is the same everywhere, in places as in numbers of choices times their share
        for (int d = 0; d < dimensions.size(); d++) {
            sum /= dimensions.get(d) instanceof Dimension.Choice choice ? choice.values().size() : 1;
        }
        for (double[] centre : points) {
            double product = 1;
            for (int d = 0; d < dimensions.size(); d++) {
                product *= kernel(dimensions.get(d), centre[d], point[d]);
            }
            sum += product;
        }
        return StrictMath.log(sum / (points.size() + 1));
    }

    private double kernel(Dimension dimension, double centre, double place) {
        if (dimension instanceof Dimension.Choice choice) {
            double share = 1.0 / (points.size() + 1);
            return (share + (choice.index(centre) == choice.index(place) ? 1 : 0))
                    / (1 + share * choice.values().size());
        }
        double from = (place - centre) / deviation;
        double within = normal((1 - centre) / deviation) - normal(-centre / deviation);
        return StrictMath.exp(-0.5 * from * from) / (Math.sqrt(2 * Math.PI) * deviation * within);
    }

    /**
     * Share of a standard normal distribution below a number. Abramowitz and Stegun, "Handbook of mathematical functions", 1964,
     * 26.2.17, whose error is below 7.5 · 10⁻⁸.
     */
    static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782
                + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }

    /** A point drawn from it. */
    double[] draw(Rng random) {
        int kernel = random.nextInt(points.size() + 1);
        double[] point = new double[dimensions.size()];
        for (int d = 0; d < point.length; d++) {
            point[d] = kernel == points.size()
                    ? Space.uniform(random)
                    : draw(dimensions.get(d), points.get(kernel)[d], random);
        }
        return point;
    }

    private double draw(Dimension dimension, double centre, Rng random) {
        if (dimension instanceof Dimension.Choice choice) {
            double share = 1.0 / (points.size() + 1);
            double own = 1 / (1 + share * choice.values().size());
            return Space.uniform(random) < own ? centre : Space.uniform(random);
        }
        for (int i = 0; i < DRAWS; i++) { // the centre is within, so that about half of the draws are, or more
            double place = centre + deviation * random.nextGaussian();
            if (place >= 0 && place < 1) {
                return place;
            }
        }
        return centre;
    }
}
