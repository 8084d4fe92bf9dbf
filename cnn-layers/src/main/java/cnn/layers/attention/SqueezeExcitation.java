package cnn.layers.attention;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Layer;
import cnn.api.layer.Signal;
import cnn.layers.Dense;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.Multiply;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Sigmoid;
import org.jspecify.annotations.Nullable;

/**
 * Weighs channels by what the whole image shows: y[i, j, c] = x[i, j, c] · s[c] with s = gate(W₂ · activation(W₁ · z)) and z
 * the mean of each feature map. (H, W, C) → (H, W, C).
 *
 * <p>With C / r numbers between the two fully connected layers it has 2 · C² / r weights and, where these have biases, C +
 * C / r more: in the sixteen blocks of ResNet-50, which then has 28,088,024 parameters, 2,530,992 of them are its own. Its
 * layers are {@code squeeze}, {@code reduce}, {@code activation}, {@code expand}, {@code gate} and {@code weigh}.
 *
 * <p>Hu, Shen and Sun, "Squeeze-and-excitation networks", CVPR 2018. MobileNet-v3 has the gate hard-sigmoid, EfficientNet the
 * activation silu.
 *
 * @param reduction r, what the channels are divided by, 1 or more
 * @param hidden numbers between the two layers; null for C / r, at least 1
 * @param bias whether the two layers have biases
 * @param activation between the two layers
 * @param gate what makes weights of scores
 */
@Id("squeeze-excitation")
public record SqueezeExcitation(@Default("16") int reduction, @Nullable Integer hidden,
        @Default("true") boolean bias, @Default("relu") Layer activation, @Default("sigmoid") Layer gate)
        implements
            Block {
    public SqueezeExcitation {
        Reduction.check("SqueezeExcitation", reduction);
        if (hidden != null && hidden < 1) {
            throw new IllegalArgumentException("SqueezeExcitation hidden is " + hidden
                    + " but at least 1 number stands between its layers. Give for example 16, or leave it out.");
        }
    }

    /** C / 16 numbers between layers with biases, ReLU, sigmoid. */
    public static SqueezeExcitation of() {
        return new SqueezeExcitation(16, null, true, new Relu(), new Sigmoid());
    }

    /** With channels divided by another number. */
    public SqueezeExcitation reduction(int divisor) {
        return new SqueezeExcitation(divisor, hidden, bias, activation, gate);
    }

    /** With so many numbers between the two layers, whatever the channels. */
    public SqueezeExcitation hidden(int numbers) {
        return new SqueezeExcitation(reduction, numbers, bias, activation, gate);
    }

    /** With or without biases. */
    public SqueezeExcitation bias(boolean wanted) {
        return new SqueezeExcitation(reduction, hidden, wanted, activation, gate);
    }

    /** With another activation between the two layers. */
    public SqueezeExcitation activation(Layer bend) {
        return new SqueezeExcitation(reduction, hidden, bias, bend, gate);
    }

    /** With another gate. */
    public SqueezeExcitation gate(Layer weights) {
        return new SqueezeExcitation(reduction, hidden, bias, activation, weights);
    }

    @Override
    public Signal expand(Expansion in) {
        int channels = in.image().channels();
        in.add("squeeze", new GlobalAveragePool2d());
        in.add("reduce", Dense.of(hidden == null ? Reduction.of(channels, reduction, 1) : hidden).bias(bias));
        in.add("activation", activation);
        in.add("expand", Dense.of(channels).bias(bias));
        Signal weights = in.add("gate", gate);
        return in.add("weigh", new Multiply(), in.input(), weights);
    }
}
