package cnn.testkit;

import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;

/** A zigzag of 30 kinks from −2 to 2, its gradient multiplied by a factor; with factor 0 a jump at every number. */
@Id("fold")
public record Fold(float factor) implements Layer {
    @Override
    public Bound bind(Binding in) {
        int size = in.input().size();
        return Bound.of(in.input(), new Op() {
            @Override
            public void forward(Forward pass) {
                float[] x = pass.input();
                for (int i = 0; i < pass.batch() * size; i++) {
                    float z = factor == 0 ? Float.floatToRawIntBits(x[i]) % 7 : 7.5f * x[i];
                    float up = z - 2 * (float) Math.floor(z / 2);
                    pass.output()[i] = up < 1 ? up : 2 - up;
                }
            }

            @Override
            public void backward(Backward pass) {
                float[] x = pass.input();
                for (int i = 0; i < pass.batch() * size && pass.wantsInputGradient(); i++) {
                    float z = 7.5f * x[i];
                    float up = z - 2 * (float) Math.floor(z / 2);
                    pass.inputGradient()[i] = (up < 1 ? 7.5f : -7.5f) * factor * pass.outputGradient()[i];
                }
            }
        });
    }
}
