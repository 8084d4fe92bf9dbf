package cnn.bench.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.engine.Engine;
import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The example of pictures that do not fit into memory, in the Deep Java Library on PyTorch: its folder loader, which decodes
 * every picture anew in every epoch, two batches ahead on as many threads as there are processors, and the same network.
 * Prints each epoch's images per second and the share of its time that training waits for data.
 */
final class PhotoEpochs {
    private static final int SIZE = 224;
    private static final int BATCH = 32;
    private static final int EPOCHS = 2;

    private PhotoEpochs() {
    }

    /** Arguments: the folder of pictures, one folder per class. */
    public static void main(String[] arguments) throws IOException, TranslateException {
        ExecutorService loading = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        ImageFolder pictures = ImageFolder.builder().setRepositoryPath(Path.of(arguments[0])).optMaxDepth(1)
                .addTransform(new Resize(SIZE, SIZE)).addTransform(new RandomFlipLeftRight())
                .addTransform(new ToTensor()).setSampling(BATCH, true).optPrefetchNumber(2).build();
        pictures.prepare();
        System.out.printf(Locale.ROOT, "PyTorch %s, DJL %s: %,d pictures%n", Engine.getEngine("PyTorch").getVersion(),
                Engine.getDjlVersion(), pictures.size());
        Optimizer adamW = Optimizer.adamW().optLearningRateTracker(Tracker.fixed(0.002f)).build();
        try (Model model = Model.newInstance("photos", Device.cpu(), "PyTorch")) {
            model.setBlock(network(pictures.getSynset().size()));
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(adamW).optDevices(new Device[] {Device.cpu()}))) {
                trainer.initialize(new Shape(BATCH, 3, SIZE, SIZE));
                for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                    run(epoch, trainer, pictures, loading);
                }
            }
        } finally {
            loading.shutdown();
        }
    }

    private static void run(int epoch, Trainer trainer, ImageFolder pictures, ExecutorService loading)
            throws IOException, TranslateException {
        long start = System.nanoTime();
        long waiting = 0;
        Iterator<Batch> batches = pictures.getData(trainer.getManager(), loading).iterator();
        while (true) {
            long before = System.nanoTime();
            Batch batch = batches.hasNext() ? batches.next() : null;
            waiting += System.nanoTime() - before;
            if (batch == null) {
                break;
            }
            EasyTrain.trainBatch(trainer, batch);
            trainer.step();
            batch.close();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "epoch %d  %,.0f images/s  %.1f s  waiting %.1f %%%n", epoch,
                pictures.size() / seconds, seconds, waiting / 1e7 / seconds);
    }

    /** The network of the example, window for window. */
    private static SequentialBlock network(int classes) {
        return new SequentialBlock().add(convolution(8, 7, 4)).add(Activation::relu)
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2))).add(convolution(16, 3, 2))
                .add(Activation::relu)
                .add(convolution(32, 3, 2)).add(Activation::relu).add(Pool.globalAvgPool2dBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    private static Conv2d convolution(int filters, int kernel, int stride) {
        return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride)).optPadding(new Shape((kernel - 1) / 2, (kernel - 1) / 2)).build();
    }
}
