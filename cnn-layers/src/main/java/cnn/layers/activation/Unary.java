package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * A function of each number that is no activation by its own name: y = f(x). Any shape. Where f is not defined y is NaN, and where
 * it has a step its derivative is 0.
 *
 * <p>ONNX's operators of the same names; {@code round} is to the even one of two, as there.
 *
 * @param function what f is
 */
@Id("unary")
public record Unary(UnaryFunction function) implements Layer {
    /** The given function. */
    public static Unary of(UnaryFunction function) {
        return new Unary(function);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, function.curve());
    }
}
