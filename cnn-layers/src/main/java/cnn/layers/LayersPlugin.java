package cnn.layers;

import cnn.api.Plugin;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Softmax;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.layers.init.Constant;
import cnn.layers.init.GlorotNormal;
import cnn.layers.init.GlorotUniform;
import cnn.layers.init.HeNormal;
import cnn.layers.init.HeUniform;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.ExactMatch;
import cnn.layers.metric.F1;
import cnn.layers.metric.LabelAccuracy;
import cnn.layers.metric.MeanAbsoluteError;
import cnn.layers.metric.R2;
import cnn.layers.metric.TopK;
import cnn.layers.optimizer.AdamW;
import cnn.layers.optimizer.Lamb;
import cnn.layers.optimizer.Lars;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.MultiStep;
import cnn.layers.schedule.StepDecay;
import cnn.layers.schedule.WarmupCosine;
import java.util.List;

/** What this module contributes: layers, activations, initializers, losses, optimizers, schedules and metrics. */
public final class LayersPlugin implements Plugin {
    /** For the ServiceLoader. */
    public LayersPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Conv2d.class, Dense.class, MaxPool2d.class, AveragePool2d.class, GlobalAveragePool2d.class,
                Dropout.class,
                SpatialDropout.class, Flatten.class, BatchNorm.class, Add.class, Concat.class, Multiply.class,
                Relu.class,
                LeakyRelu.class, Elu.class, Selu.class, Gelu.class, Sigmoid.class, Tanh.class, Silu.class,
                Softplus.class, HardSigmoid.class, HardSwish.class, Softmax.class, LogSoftmax.class, HeNormal.class,
                HeUniform.class, GlorotNormal.class, GlorotUniform.class, Constant.class,
                SoftmaxCrossEntropy.class, BinaryCrossEntropy.class, MeanSquaredError.class, Sgd.class, AdamW.class,
                Lars.class, Lamb.class, ConstantRate.class, StepDecay.class, MultiStep.class, WarmupCosine.class,
                Accuracy.class,
                TopK.class, LabelAccuracy.class, ExactMatch.class,
                F1.class, MeanAbsoluteError.class, R2.class);
    }
}
