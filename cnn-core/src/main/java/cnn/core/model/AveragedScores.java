package cnn.core.model;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.data.ImageAugmenters;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import java.util.Arrays;

/**
 * The mean scores of an image and its changed copies. Belongs to one thread at a time; changing the copies and computing use
 * all of the engine's.
 */
public final class AveragedScores {
    private static final int BULK = 32;

    private final Model model;
    private final ImageAugmenters changes;
    private final TestAugmentation augmentation;
    private final Engine engine;
    private final Session session;
    private final Image[] images;
    private final Image[] others;
    private final double[] sums;

    /**
     * Nothing computed yet.
     *
     * @throws IllegalArgumentException where the model's images cannot be changed so
     */
    public AveragedScores(Model model, TestAugmentation augmentation, Engine engine) {
        Shape shape = model.network().input();
        augmentation.check(shape);
        this.model = model;
        this.augmentation = augmentation;
        this.engine = engine;
        changes = augmentation.changes();
        session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(BULK, augmentation.versions()));
        images = buffers(shape, engine.workers().threads());
        others = buffers(shape, engine.workers().threads());
        sums = new double[model.network().output().size()];
    }

    private static Image[] buffers(Shape shape, int count) {
        Image[] buffers = new Image[count];
        for (int i = 0; i < count; i++) {
            buffers[i] = Image.of(shape);
        }
        return buffers;
    }

    /**
     * Writes an image's scores.
     *
     * @param pixels an image of the model's input shape, values in [0, 1]
     * @param scores overwritten from {@code at} on, as many as the model's network gives
     */
    public void of(float[] pixels, float[] scores, int at) {
        Arrays.fill(sums, 0);
        int versions = augmentation.versions();
        for (int from = 0; from < versions; from += session.maxBatch()) {
            int first = from;
            int count = Math.min(session.maxBatch(), versions - from);
            engine.workers().run(count, (i, worker) -> prepare(pixels, first + i, i, worker));
            session.forward(count, false, 0);
            for (int i = 0; i < count * sums.length; i++) {
                sums[i % sums.length] += session.output()[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            scores[at + i] = (float) (sums[i] / versions);
        }
    }

    /** Version 0 is the image as it is. */
    private void prepare(float[] pixels, int version, int place, int worker) {
        float[] changed = pixels;
        if (version > 0) {
            System.arraycopy(pixels, 0, images[worker].pixels(), 0, pixels.length);
            changed = changes.apply(images[worker], others[worker], new Rng(Rng.key(augmentation.seed(), version)))
                    .pixels();
        }
        model.preprocessing().apply(changed, session.input(), place * pixels.length);
    }
}
