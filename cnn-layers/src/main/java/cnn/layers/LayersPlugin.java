package cnn.layers;

import cnn.api.Plugin;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Softmax;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.layers.average.Ema;
import cnn.layers.average.Swa;
import cnn.layers.init.Constant;
import cnn.layers.init.GlorotNormal;
import cnn.layers.init.GlorotUniform;
import cnn.layers.init.HeNormal;
import cnn.layers.init.HeUniform;
import cnn.layers.init.Identity;
import cnn.layers.init.LecunNormal;
import cnn.layers.init.LecunUniform;
import cnn.layers.init.Orthogonal;
import cnn.layers.init.TruncatedNormal;
import cnn.layers.loss.Asymmetric;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.Dice;
import cnn.layers.loss.Focal;
import cnn.layers.loss.Hinge;
import cnn.layers.loss.Huber;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.NegativeLogLikelihood;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.metric.BrierScore;
import cnn.layers.metric.CalibrationError;
import cnn.layers.metric.CohenKappa;
import cnn.layers.metric.ExactMatch;
import cnn.layers.metric.F1;
import cnn.layers.metric.HammingLoss;
import cnn.layers.metric.LabelAccuracy;
import cnn.layers.metric.LogLoss;
import cnn.layers.metric.MatthewsCorrelation;
import cnn.layers.metric.MeanAbsoluteError;
import cnn.layers.metric.PrAuc;
import cnn.layers.metric.Precision;
import cnn.layers.metric.R2;
import cnn.layers.metric.Recall;
import cnn.layers.metric.RocAuc;
import cnn.layers.metric.RootMeanSquaredError;
import cnn.layers.metric.TopK;
import cnn.layers.optimizer.Adadelta;
import cnn.layers.optimizer.Adagrad;
import cnn.layers.optimizer.Adam;
import cnn.layers.optimizer.AdamW;
import cnn.layers.optimizer.Adan;
import cnn.layers.optimizer.Lamb;
import cnn.layers.optimizer.Lars;
import cnn.layers.optimizer.Lion;
import cnn.layers.optimizer.Lookahead;
import cnn.layers.optimizer.Muon;
import cnn.layers.optimizer.Nadam;
import cnn.layers.optimizer.RmsProp;
import cnn.layers.optimizer.ScheduleFreeAdamW;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import cnn.layers.schedule.CosineRestarts;
import cnn.layers.schedule.Cyclical;
import cnn.layers.schedule.Exponential;
import cnn.layers.schedule.MultiStep;
import cnn.layers.schedule.OneCycle;
import cnn.layers.schedule.Polynomial;
import cnn.layers.schedule.ReduceOnPlateau;
import cnn.layers.schedule.StepDecay;
import cnn.layers.schedule.Warmup;
import cnn.layers.schedule.WarmupCosine;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this module contributes: layers, activations, initializers, losses, optimizers, schedules, weight averages and
 * metrics.
 */
public final class LayersPlugin implements Plugin {
    private static final List<Class<? extends Record>> LAYERS = List.of(
            Conv2d.class, Conv1d.class, DepthwiseConv2d.class, ConvTranspose2d.class, Dense.class, MaxPool2d.class,
            AveragePool2d.class, LpPool2d.class, GlobalAveragePool2d.class, Dropout.class, SpatialDropout.class,
            Flatten.class, BatchNorm.class, Add.class, Concat.class, Multiply.class, Maximum.class, Relu.class,
            Relu6.class, LeakyRelu.class, Prelu.class, Elu.class, Selu.class, Gelu.class, Sigmoid.class, Tanh.class,
            Silu.class, Mish.class, Softplus.class, HardSigmoid.class, HardSwish.class, Softmax.class,
            LogSoftmax.class);

    private static final List<Class<? extends Record>> INITIALIZERS = List.of(
            HeNormal.class, HeUniform.class, GlorotNormal.class, GlorotUniform.class, LecunNormal.class,
            LecunUniform.class,
            TruncatedNormal.class, Orthogonal.class, Identity.class, Constant.class);

    private static final List<Class<? extends Record>> LOSSES = List.of(
            SoftmaxCrossEntropy.class, NegativeLogLikelihood.class, Focal.class, Hinge.class, BinaryCrossEntropy.class,
            Asymmetric.class, Dice.class, MeanSquaredError.class, cnn.layers.loss.MeanAbsoluteError.class, Huber.class);

    private static final List<Class<? extends Record>> OPTIMIZERS = List.of(
            Sgd.class, AdamW.class, Lars.class, Lamb.class, Adam.class, Nadam.class, Adan.class, Lion.class,
            RmsProp.class, Adagrad.class, Adadelta.class, Muon.class, ScheduleFreeAdamW.class, Lookahead.class);

    private static final List<Class<? extends Record>> SCHEDULES = List.of(
            ConstantRate.class, StepDecay.class, MultiStep.class, Exponential.class, Polynomial.class,
            WarmupCosine.class,
            CosineRestarts.class, OneCycle.class, Cyclical.class, Warmup.class, ReduceOnPlateau.class);

    private static final List<Class<? extends Record>> AVERAGES = List.of(Ema.class, Swa.class);

    private static final List<Class<? extends Record>> METRICS = List.of(Accuracy.class, TopK.class, Precision.class,
            Recall.class, F1.class, CohenKappa.class, MatthewsCorrelation.class, RocAuc.class, PrAuc.class,
            LogLoss.class,
            BrierScore.class, CalibrationError.class, LabelAccuracy.class, HammingLoss.class, ExactMatch.class,
            MeanAbsoluteError.class, cnn.layers.metric.MeanSquaredError.class, RootMeanSquaredError.class, R2.class);

    /** For the ServiceLoader. */
    public LayersPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return Stream.of(LAYERS, INITIALIZERS, LOSSES, OPTIMIZERS, SCHEDULES, AVERAGES, METRICS).flatMap(List::stream)
                .toList();
    }
}
