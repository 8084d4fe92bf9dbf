package cnn.core.model;

import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.PackedWeights;
import cnn.core.engine.Plan;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.text.Count;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a model, from any number of threads at once, virtual ones included. A single caller gets all of the
 * engine's threads; with many callers each uses its own.
 *
 * {@snippet :
 * Predictor predictor = model.predictor(engine);
 * Prediction answer = predictor.predict(image);
 * }
 */
public final class Predictor {
    private static final int BULK = 32;

    private final Model model;
    private final Network network;
    private final SessionPool<Session> single;
    private final SessionPool<Session> bulk;
    private final Engine engine;
    /** What answers from several versions of an image; null where a predictor looks at images as they are. */
    private final @Nullable SessionPool<AugmentedAnswers> augmented;

    Predictor(Model model, Engine engine) {
        this.model = model;
        this.engine = engine;
        augmented = null;
        this.network = model.predictionNetwork();
        Plan plan = Plan.forPrediction(network);
        PackedWeights packed = new PackedWeights(plan, model.weights(), engine);
        int processors = Runtime.getRuntime().availableProcessors();
        single = new SessionPool<>(2 * processors, () -> new Session(plan, model.weights(), packed, engine, 1));
        bulk = new SessionPool<>(processors, () -> new Session(plan, model.weights(), packed, engine, BULK));
    }

    private Predictor(Predictor plain, TestAugmentation augmentation) {
        model = plain.model;
        network = plain.network;
        engine = plain.engine;
        single = plain.single;
        bulk = plain.bulk;
        SessionPool<AugmentedAnswers> pool = new SessionPool<>(Runtime.getRuntime().availableProcessors(),
                () -> new AugmentedAnswers(model, augmentation, engine));
        pool.giveBack(pool.take()); // what cannot be changed so is refused now
        augmented = pool;
    }

    /**
     * A predictor that answers with the mean of what the model says to an image and to changed copies of it. This one stays as
     * it is. Its answers allocate memory.
     *
     * @throws IllegalArgumentException where the model's images cannot be changed so
     */
    public Predictor augmented(TestAugmentation augmentation) {
        return new Predictor(this, augmentation);
    }

    /** The model that answers. */
    public Model model() {
        return model;
    }

    /**
     * The answer for an image, which is resized and made grey or coloured where the model needs it.
     *
     * @throws IllegalArgumentException where the answer is no number
     */
    public Prediction predict(Image image) {
        return answer(model.fit(image));
    }

    /**
     * The answer for an image file: PNG, JPEG, BMP, GIF, WebP, TIFF or PNM.
     *
     * @throws IllegalArgumentException where it is no image that can be read, or the answer is no number
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    public Prediction predict(Path file) {
        Image image = IncomingPicture.fitted(file, model);
        try {
            return answer(image);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
        }
    }

    /** The answer for an image file that is in memory. As {@link #predict(Path)}. */
    public Prediction predict(byte[] file) {
        return answer(IncomingPicture.fitted(file, model));
    }

    /** The answer for an image file that is read from a stream to its end; it is left open. As {@link #predict(Path)}. */
    public Prediction predict(InputStream file) {
        return answer(IncomingPicture.fitted(file, model));
    }

    /** The answer for a picture that the application has decoded or drawn. As {@link #predict(Image)}. */
    public Prediction predict(BufferedImage picture) {
        return answer(IncomingPicture.fitted(picture, model));
    }

    private Prediction answer(Image fitted) {
        float[] numbers = new float[network.output().size()];
        predict(fitted.pixels(), numbers);
        return Prediction.of(model.outputs(), numbers, 0);
    }

    /**
     * The answers for several pictures, in their order; faster than one by one. A few are held in memory at a time.
     *
     * @param pictures each an {@link Image}, {@link Path}, byte[], {@link InputStream} or {@link BufferedImage}
     * @throws IllegalArgumentException where one cannot be read or is something else, or an answer is no number; it tells
     *             which
     */
    public List<Prediction> predict(List<?> pictures) {
        List<Prediction> predictions = new ArrayList<>(pictures.size());
        Image[] images = new Image[Math.min(BULK, pictures.size())];
        for (int start = 0; start < pictures.size(); start += BULK) {
            int count = Math.min(BULK, pictures.size() - start);
            for (int i = 0; i < count; i++) { // before a session is taken: a stream may keep us waiting
                images[i] = fitted(pictures, start + i);
            }
            predict(images, count, start, predictions);
        }
        return predictions;
    }

    private void predict(Image[] images, int count, int start, List<Prediction> predictions) {
        int size = network.input().size();
        int width = network.output().size();
        if (augmented != null) {
            float[] numbers = new float[width];
            for (int i = 0; i < count; i++) {
                answer(augmented, images[i].pixels(), numbers, start + i);
                predictions.add(Prediction.of(model.outputs(), numbers, 0));
            }
            return;
        }
        Session session = bulk.take();
        try {
            for (int i = 0; i < count; i++) {
                model.preprocessing().apply(images[i].pixels(), session.input(), i * size);
            }
            session.forward(count, false, 0);
            for (int i = 0; i < count; i++) {
                requireNumbers(session.output(), i * width, session.input(), i * size, start + i);
                predictions.add(Prediction.of(model.outputs(), session.output(), i * width));
            }
        } finally {
            bulk.giveBack(session);
        }
    }

    private Image fitted(List<?> pictures, int number) {
        Object picture = pictures.get(number);
        String which = "Image " + number + " of the list (the first is 0)";
        if (picture == null) {
            throw new IllegalArgumentException(which + " is null. Give an image in each place.");
        }
        try {
            return IncomingPicture.fitted(picture, model);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + ": " + e.getMessage(), e);
        }
    }

    /**
     * The numbers of an answer, without allocating anything: the probabilities of all classes or labels, or the numbers
     * that the model gives.
     *
     * @param pixels an image of the model's input shape, values in [0, 1]
     * @param probabilities one number for each name of the model's target, overwritten; those of several outputs one
     *            after the other
     */
    public void predict(float[] pixels, float[] probabilities) {
        if (pixels.length != network.input().size() || probabilities.length != network.output().size()) {
            throw new IllegalArgumentException("The model takes " + Count.of(network.input().size(), "number") + " "
                    + network.input() + " and gives " + network.output().size() + ", but was given " + pixels.length
                    + " and room for " + probabilities.length + ".");
        }
        if (augmented != null) {
            answer(augmented, pixels, probabilities, -1);
            return;
        }
        Session session = single.take();
        try {
            model.preprocessing().apply(pixels, session.input(), 0);
            session.forward(1, false, 0);
            requireNumbers(session.output(), 0, session.input(), 0, -1);
            System.arraycopy(session.output(), 0, probabilities, 0, probabilities.length);
        } finally {
            single.giveBack(session);
        }
    }

    private void answer(SessionPool<AugmentedAnswers> pool, float[] pixels, float[] numbers, int number) {
        AugmentedAnswers answers = pool.take();
        try {
            answers.of(pixels, numbers);
        } finally {
            pool.giveBack(answers);
        }
        requireNumbers(numbers, 0, pixels, 0, number);
    }

    /** Refuses an answer that is no number: finite weights can overflow, and an application's image can hold NaN. */
    private void requireNumbers(float[] numbers, int at, float[] input, int from, int number) {
        int wrong = Weights.indexOfNotFinite(numbers, at, at + network.output().size());
        if (wrong < 0) {
            return;
        }
        int pixel = Weights.indexOfNotFinite(input, from, from + network.input().size());
        throw new IllegalArgumentException("The model has no answer for " + (number < 0
                ? "the image"
                : "image " + number + " of the list (the first is 0)") + ": the "
                + name(wrong - at) + " came out as " + numbers[wrong]
                + ", and "
                + (pixel < 0
                        ? "all of its pixels are numbers, so the network overflows on it. Train the model again with "
                                + "a smaller learning rate, or check its custom layers for infinities."
                        : "its value " + (pixel - from) + " is " + input[pixel] + " once it is "
                                + "prepared. Give finite values in [0, 1]."));
    }

    /** What one of the answer's numbers is. */
    private String name(int number) {
        int before = 0;
        for (Output output : model.outputs()) {
            Target target = output.target();
            if (number < before + target.width()) {
                return switch (target.kind()) {
                    case CLASS, SOFT_LABEL -> "probability of class";
                    case LABELS -> "probability of the label";
                    case NUMBERS -> "number";
                } + " '" + target.names().get(number - before) + "'"
                        + (model.outputs().size() == 1 ? "" : " of the output '" + output.name() + "'");
            }
            before += target.width();
        }
        throw new AssertionError(number);
    }
}
