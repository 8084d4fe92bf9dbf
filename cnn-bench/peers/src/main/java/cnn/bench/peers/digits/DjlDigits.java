package cnn.bench.peers.digits;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.Mnist;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.util.ProgressBar;
import ai.djl.translate.TranslateException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Digits with the Deep Java Library. */
public final class DjlDigits implements AutoCloseable {
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final Model model = Model.newInstance("digits");

    /** The service with a model that is there: its weights, for the network is not in the file. */
    public DjlDigits(Path folder) throws IOException, MalformedModelException {
        model.setBlock(network());
        model.load(folder);
    }

    static Block network() {
        return new SequentialBlock()
                .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(20).build())
                .add(Activation.reluBlock()).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Conv2d.builder().setKernelShape(new Shape(5, 5)).setFilters(50).build())
                .add(Activation.reluBlock()).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(500).build())
                .add(Activation.reluBlock()).add(Linear.builder().setUnits(10).build());
    }

    static float train(int epochs, Path folder) throws IOException, TranslateException {
        Mnist train = Mnist.builder().optUsage(Dataset.Usage.TRAIN).setSampling(64, true).build();
        Mnist test = Mnist.builder().optUsage(Dataset.Usage.TEST).setSampling(64, false).build();
        train.prepare(new ProgressBar()); // downloads at the first use
        test.prepare(new ProgressBar());
        DefaultTrainingConfig training = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build())
                .addEvaluator(new Accuracy()).addTrainingListeners(TrainingListener.Defaults.logging());
        try (Model model = Model.newInstance("digits")) {
            model.setBlock(network());
            try (Trainer trainer = model.newTrainer(training)) {
                trainer.initialize(new Shape(1, 1, 28, 28));
                EasyTrain.fit(trainer, epochs, train, test);
                model.save(folder, "digits");
                return trainer.getTrainingResult().getValidateEvaluation("Accuracy");
            }
        }
    }

    /** A predictor serves one thread, so that each question gets its own. */
    public String read(BufferedImage picture) throws TranslateException {
        ImageClassificationTranslator translator = ImageClassificationTranslator.builder()
                .optFlag(Image.Flag.GRAYSCALE).addTransform(new Resize(28, 28)).addTransform(new ToTensor())
                .optSynset(CLASSES).optApplySoftmax(true).build();
        try (Predictor<Image, Classifications> predictor = model.newPredictor(translator)) {
            return predictor.predict(ImageFactory.getInstance().fromImage(picture)).best().getClassName();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
