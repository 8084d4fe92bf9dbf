package cnn.layers;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.layers.convolution.Convolution;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.init.Constant;
import cnn.layers.init.HeNormal;

/**
 * A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
 *
 * <p>Formula: {@code y[u] = bias[u] + Σ_i x[i] · w[i, u]}.
 *
 * <p>Shapes: (inputs) to (units); {@code weights} (inputs, units), {@code bias} (units). An image must be flattened
 * before.
 *
 * @param units number of outputs
 * @param bias whether a number is added per output
 * @param init how the weights start; the bias starts at 0
 */
@Id("dense")
public record Dense(int units, @Default("true") boolean bias, @Default("he-normal") Init init) implements Layer {
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("Dense needs at least 1 unit but was given " + units + ".");
        }
    }

    /** Units with a bias. */
    public static Dense of(int units) {
        return new Dense(units, true, new HeNormal());
    }

    /** This with or without a bias. */
    public Dense bias(boolean wanted) {
        return new Dense(units, wanted, init);
    }

    /** This with another start of its weights. */
    public Dense init(Init start) {
        return new Dense(units, bias, start);
    }

    @Override
    public Bound bind(Binding in) {
        if (in.input().rank() != 1) {
            throw in.reject("it takes a vector, but an input of " + in.input().rank() + " axes was given",
                    "Put a flatten layer before it");
        }
        int inputs = in.input().size();
        Param weights = in.param("weights", Shape.of(inputs, units), init);
        Param start = bias ? in.param("bias", Shape.vector(units), new Constant(0)) : null;
        Axis single = new Axis(1, 1, 1, 1, 1, 0);
        Convolution op = new Convolution(new Geometry(single, single, inputs, units, 1), in, weights, start);
        return Bound.of(Shape.vector(units), op, op.multiplyAdds());
    }
}
