package cnn.bench.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import cnn.bench.Trial;
import cnn.bench.networks.Workload.Task;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's native library through the Deep Java Library. Its convolutions run on oneDNN, which chooses its own layout
 * inside; the library in Java has no switch for channels-last. The images lie in native memory from the start.
 */
final class PyTorch implements Contender {
    private static final String ENGINE = "PyTorch";

    private final Trial trial;
    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE);
    private final Model model = Model.newInstance("trial", Device.cpu(), ENGINE);
    private final PyTorchBlock block;
    private final ParameterStore store = new ParameterStore(manager, false);
    private final NDArray images;
    private final NDArray labels;
    private @Nullable Trainer trainer;

    PyTorch(Trial trial, int threads) {
        this.trial = trial;
        block = new PyTorchBlock(new Parts(trial.network(), trial.weights()));
        Shape input = PyTorchBlock.shape(trial.workload().batch(), trial.network().input());
        model.setBlock(block);
        block.initialize(model.getNDManager(), DataType.FLOAT32, input);
        block.fill();
        images = manager.create(ChannelsFirst.images(trial.images(), trial.network().input()), input);
        labels = manager.create(trial.targets(), new Shape(trial.workload().batch(), trial.network().output().size()))
                .argMax(1).toType(DataType.FLOAT32, false);
    }

    @Override
    public String version() {
        return "PyTorch " + Engine.getEngine(ENGINE).getVersion() + ", DJL " + Engine.getDjlVersion();
    }

    @Override
    public float[] scores() {
        try (NDManager step = manager.newSubManager()) {
            return ChannelsFirst.back(infer(step).toFloatArray(), trial.network().output());
        }
    }

    @Override
    public double run() {
        try (NDManager step = manager.newSubManager()) {
            if (trial.workload().task() == Task.TRAIN) {
                return learn(step);
            }
            infer(step);
            return 0;
        }
    }

    private NDArray infer(NDManager step) {
        return block.forward(store, new NDList(borrowed(images, step)), false).singletonOrThrow();
    }

    /** What is computed from an array belongs to its manager and is freed with it; the array itself goes back. */
    private static NDArray borrowed(NDArray array, NDManager step) {
        step.tempAttachAll(array);
        return array;
    }

    private double learn(NDManager step) {
        Trainer learner = trainer == null ? trainer = trainer() : trainer;
        NDList data = new NDList(borrowed(images, step));
        NDArray loss;
        try (GradientCollector collector = learner.newGradientCollector()) {
            NDList scores = learner.forward(data);
            loss = learner.getLoss().evaluate(new NDList(borrowed(labels, step)), scores);
            collector.backward(loss);
        }
        learner.step();
        return loss.getFloat();
    }

    private Trainer trainer() {
        Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed((float) Trial.LEARNING_RATE))
                .optMomentum((float) Trial.MOMENTUM).build();
        return model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(sgd)
                .optDevices(new Device[] {Device.cpu()}));
    }

    @Override
    public void close() {
        if (trainer != null) {
            trainer.close();
        }
        model.close();
        manager.close();
    }
}
