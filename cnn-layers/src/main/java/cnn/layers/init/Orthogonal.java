package cnn.layers.init;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * A random matrix that keeps lengths: with the weights as a matrix of all axes but the last by the last, its columns are
 * perpendicular and of length gain, or its rows where there are fewer of these. Signals and gradients neither grow nor
 * fade through linear layers of any number.
 *
 * <p>Drawn as normal numbers and made perpendicular by Gram and Schmidt's method, twice, in double, so that every direction
 * is equally probable. Costs the larger length times the square of the smaller one.
 *
 * <p>Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
 * ICLR 2014, section 3.
 *
 * @param gain length of each column or row, above 0: 1 for linear layers, √2 before ReLU
 */
@Id("orthogonal")
public record Orthogonal(@Default("1") double gain) implements Init {
    public Orthogonal {
        if (!((float) gain > 0 && (float) gain < 1e30f)) {
            throw new IllegalArgumentException("Orthogonal gain is " + gain
                    + " but must be above 0 and at most 1e30. Give 1 for linear layers, 1.414 before ReLU.");
        }
    }

    /** With a gain of 1. */
    public static Orthogonal of() {
        return new Orthogonal(1);
    }

    /** With another gain. */
    public Orthogonal gain(double length) {
        return new Orthogonal(length);
    }

    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        int columns = shape.channels();
        int rows = shape.size() / columns;
        boolean tall = rows >= columns;
        double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
        for (int i = 0; i < vectors.length; i++) {
            draw(vectors, i, random);
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = tall ? vectors[column][row] : vectors[row][column];
                values[row * columns + column] = (float) (gain * value);
            }
        }
    }

    /** A direction perpendicular to those before it. */
    private static void draw(double[][] vectors, int index, Rng random) {
        double[] vector = vectors[index];
        double length = 0;
        while (!(length > 1e-3)) { // what is left of numbers around 1 has lost too many digits below
            for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < index; before++) {
                    subtract(vector, vectors[before]);
                }
            }
            length = Math.sqrt(dot(vector, vector));
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
    }

    private static void subtract(double[] vector, double[] direction) {
        double share = dot(vector, direction);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= share * direction[i];
        }
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
