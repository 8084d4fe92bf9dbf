package cnn.layers.init;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;
import java.util.Arrays;

/** The same number everywhere: 0 for a bias, 1 for a scale. */
@Id("constant")
public record Constant(float value) implements Init {
    public Constant {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("Constant value is " + value
                    + " but must be a finite number. Give for example 0 or 1.");
        }
    }

    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        Arrays.fill(values, 0, shape.size(), value);
    }
}
