package cnn.bench;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.layers.init.Constant;

/**
 * Stands before a layer that is measured alone. It computes nothing, and because it claims to learn, the layer behind
 * it has to give the gradient of its input, which a network's first layer is spared.
 */
@Id("bench-start")
record Start() implements Layer {
    @Override
    public Bound bind(Binding in) {
        in.param("nothing", Shape.vector(1), new Constant(0));
        return Bound.of(in.input(), new Op() {
            @Override
            public void forward(Forward pass) {
                // the output was filled once and stays
            }

            @Override
            public void backward(Backward pass) {
                // its parameter's gradient is 0 and stays so
            }
        });
    }
}
