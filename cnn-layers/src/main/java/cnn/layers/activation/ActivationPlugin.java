package cnn.layers.activation;

import cnn.api.Plugin;
import java.util.List;

/** The activations. */
public final class ActivationPlugin implements Plugin {
    /** For the ServiceLoader. */
    public ActivationPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Relu.class, Relu6.class, LeakyRelu.class, Prelu.class, Elu.class, Selu.class, Gelu.class,
                Sigmoid.class, Tanh.class, Silu.class, Mish.class, Softplus.class, HardSigmoid.class, HardSwish.class,
                Softmax.class, LogSoftmax.class, Hardmax.class, Clip.class, Celu.class, ThresholdedRelu.class,
                Shrink.class, Unary.class, ConstantPower.class);
    }
}
