package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.core.data.CheckedData;
import cnn.core.data.Fingerprint;
import cnn.core.data.TargetReader;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.log.Log;
import cnn.core.model.AveragedScores;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.TestAugmentation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a network scores on images of which the right answers are known.
 *
 * @param loss mean loss of an image: of several outputs, the sum of each one's times its weight
 * @param images images measured
 * @param outputs the figures of each of the model's outputs, by name
 */
public record Evaluation(double loss, int images, Map<String, Figures> outputs) {
    /** Images that go through the network together. */
    static final int BATCH = 64;

    /** How classes of data are told to be a model's. */
    public enum Matching {
        /** They have the same names. */
        NAME,
        /** The data only numbers its classes: they are the model's in order. */
        NUMBER
    }

    public Evaluation {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * Measures a model. Images are read and prepared on all of the engine's threads.
     *
     * @param images of the model's input shape; their classes are matched to the model's by name, or by number where
     *            they are only numbered and the model's have names, which is logged
     * @throws IllegalArgumentException where there are no images, or some of another shape or of an unknown class
     * @throws IllegalStateException where the model's scores for some of them are no numbers
     */
    public static Evaluation of(Model model, DataSet images, Engine engine) {
        return of(model, images, engine, Log.of(Evaluation.class)::warn);
    }

    /** Measures a model. As {@link #of(Model, DataSet, Engine)}, with someone to tell how classes were matched. */
    public static Evaluation of(Model model, DataSet images, Engine engine, Consumer<String> notes) {
        return of(model, images, engine, notes, null);
    }

    /**
     * Measures a model on the mean of its scores for each image and for changed copies of it. As {@link #of(Model, DataSet,
     * Engine, Consumer)}; null for images as they are.
     *
     * @throws IllegalArgumentException also where images cannot be changed so
     */
    public static Evaluation of(Model model, DataSet images, Engine engine, Consumer<String> notes,
            @Nullable TestAugmentation augmentation) {
        return of(model, images, engine, notes, augmentation, null);
    }

    /**
     * Measures a model, and tells where these are the very images that it learnt from, with the same classes and in the
     * same order. As {@link #of(Model, DataSet, Engine, Consumer, TestAugmentation)}; images are read once for both.
     */
    public static Evaluation tellingWhereLearnt(Model model, DataSet images, Engine engine, Consumer<String> notes,
            @Nullable TestAugmentation augmentation) {
        return of(model, images, engine, notes, augmentation, () -> notes.accept(
                "These are the very images that the model learnt from: how well it reads others, this does not tell."));
    }

    /**
     * Measures a model. As {@link #tellingWhereLearnt(Model, DataSet, Engine, Consumer, TestAugmentation)}, with someone
     * to say it in other words.
     *
     * @param learnt called once all is measured, where the images are those that the model learnt from; null where nobody
     *            wants to know, which saves a hash of all images
     */
    public static Evaluation of(Model model, DataSet images, Engine engine, Consumer<String> notes,
            @Nullable TestAugmentation augmentation, @Nullable Runnable learnt) {
        CheckedData.check(images, "evaluation");
        if (images.size() == 0) {
            throw new IllegalArgumentException("There are no images to evaluate on. Check the data's path.");
        }
        if (!images.shape().equals(model.network().input())) {
            throw new IllegalArgumentException("The model takes images " + model.network().input()
                    + " but the data has " + images.shape() + ". Resize them first.");
        }
        Session session = Session.forPrediction(model.network(), model.weights(), engine,
                Math.min(BATCH, images.size()));
        AveragedScores averaged = augmentation == null ? null : new AveragedScores(model, augmentation, engine);
        Fingerprint fingerprint = learnt == null ? null : new Fingerprint(images);
        Evaluation evaluation = of(new Passage(model, images, session, engine, averaged, fingerprint), notes);
        if (fingerprint != null && fingerprint.end().equals(model.provenance().data())) {
            learnt.run();
        }
        return evaluation;
    }

    /** Measures a model with a session of its own that is there already, on images that have been checked. */
    static Evaluation of(Passage passage, Consumer<String> notes) {
        if (passage.model().outputs().size() > 1) {
            return several(passage, notes);
        }
        Output output = passage.model().outputs().getFirst();
        Measurement only = measurement(output, passage.images(), passage.session().output(), passage.engine(), notes);
        passage.run(only::add);
        Figures figures = only.result();
        return new Evaluation(figures.loss(), figures.images(), Map.of(output.name(), figures));
    }

    /**
     * The figures of several evaluations as if all their images had been measured together: those of a cross-validation's
     * folds, for example.
     *
     * @param parts one or more, with the same outputs
     */
    public static Evaluation pooled(List<Evaluation> parts) {
        long images = parts.stream().mapToLong(Evaluation::images).sum();
        Map<String, Figures> outputs = new LinkedHashMap<>();
        for (String name : parts.getFirst().outputs.keySet()) {
            outputs.put(name, PooledFigures.of(parts.stream().map(part -> part.outputs.get(name)).toList()));
        }
        double loss = parts.stream().mapToDouble(part -> part.loss * part.images).sum() / images;
        return new Evaluation(loss, Math.toIntExact(images), outputs);
    }

    /** What counts one output's scores, batch after batch. */
    private interface Measurement {
        void add(int from, int count);

        Figures result();
    }

    private static Measurement measurement(Output output, DataSet images, float[] scores, Engine engine,
            Consumer<String> notes) {
        if (!output.target().kind().isOfClasses()) {
            TargetTallies tallies = new TargetTallies(output, images, engine, scores);
            return new Measurement() {
                @Override
                public void add(int from, int count) {
                    tallies.add(from, count);
                }

                @Override
                public Figures result() {
                    return tallies.result();
                }
            };
        }
        Tallies tallies = new Tallies(output.target().names(), output.loss(), engine, scores, images.size());
        boolean labelled = TargetReader.hasClasses(images.targets());
        int[] own = labelled ? CheckedData.labels(images) : new int[0]; // one answer for all that follows
        Matched matched = labelled ? Matched.of(images, own, output.target().names(), notes) : null;
        TargetSlice shares = labelled ? null : TargetSlice.of(images, output.target());
        int[] labels = matched == null ? shares.labels(images.size()) : matched.labels();
        return new Measurement() {
            @Override
            public void add(int from, int count) {
                if (shares == null) {
                    for (int i = from; i < from + count; i++) {
                        CheckedData.sameLabel(images, i, own[i]);
                    }
                    tallies.add(labels, from, count);
                } else {
                    tallies.add(shares, labels, from, count);
                }
            }

            @Override
            public Figures result() {
                return tallies.result(images, matched == null ? Matching.NAME : matched.matching());
            }
        };
    }

    private static Evaluation several(Passage passage, Consumer<String> notes) {
        Session session = passage.session();
        List<Output> outputs = passage.model().outputs();
        List<float[]> scores = outputs.stream().map(output -> new float[output.target().width() * session.maxBatch()])
                .toList();
        List<Measurement> all = IntStream.range(0, scores.size())
                .mapToObj(o -> measurement(outputs.get(o), passage.images(), scores.get(o), passage.engine(), notes))
                .toList();
        int row = session.outputShape().size();
        passage.run((from, count) -> {
            int at = 0;
            for (int o = 0; o < all.size(); o++) {
                int width = outputs.get(o).target().width();
                for (int i = 0; i < count; i++) {
                    System.arraycopy(session.output(), i * row + at, scores.get(o), i * width, width);
                }
                all.get(o).add(from, count);
                at += width;
            }
        });
        Map<String, Figures> figures = new LinkedHashMap<>();
        double loss = 0;
        for (int o = 0; o < all.size(); o++) {
            Figures one = all.get(o).result();
            figures.put(outputs.get(o).name(), one);
            loss += outputs.get(o).weight() * one.loss();
        }
        return new Evaluation(loss, passage.images().size(), figures);
    }

    /**
     * The figures of a model with one output.
     *
     * @throws IllegalStateException where it has several
     */
    public Figures figures() {
        if (outputs.size() > 1) {
            throw new IllegalStateException("The model has the outputs " + String.join(", ", outputs.keySet())
                    + ", each with figures of its own. Ask for outputs().");
        }
        return outputs.values().iterator().next();
    }

    private ClassFigures ofClasses() {
        if (figures() instanceof ClassFigures figures) {
            return figures;
        }
        throw new IllegalStateException("The model answers with " + (figures() instanceof LabelFigures
                ? "several labels"
                : "numbers") + ", so that images have no class to be taken for. Ask for figures().");
    }

    /** For some k, the share of images whose class is among the k most probable, in [0, 1]. As all that follows, for classes. */
    public Map<Integer, Double> topK() {
        return ofClasses().topK();
    }

    /** What was taken for what. */
    public ConfusionMatrix confusion() {
        return ofClasses().confusion();
    }

    /** What was said to each image, in order. */
    public Answers answers() {
        return ofClasses().answers();
    }

    /** How the data's classes were matched to the model's. */
    public Matching matching() {
        return ofClasses().matching();
    }

    /**
     * Whether these are the very images that a model learnt from, with the same classes and in the same order. Reads all of
     * them; {@link #tellingWhereLearnt} measures the model as well.
     */
    public static boolean isLearntFrom(Model model, DataSet images) {
        return Fingerprint.of(images).equals(model.provenance().data());
    }

    /** The classes, in the order of their numbers. */
    public List<String> classes() {
        return confusion().classes();
    }

    /** Share of the images whose class is the most probable one, in [0, 1]. */
    public double accuracy() {
        return confusion().accuracy();
    }

    /** Share of the images taken for a class that belong to it, in [0, 1]; NaN where none was. */
    public double precision(int c) {
        return confusion().precision(c);
    }

    /** Share of a class's images that were taken for it, in [0, 1]; NaN where it has none. */
    public double recall(int c) {
        return confusion().recall(c);
    }

    /** Harmonic mean of precision and recall, in [0, 1]. */
    public double f1(int c) {
        return confusion().f1(c);
    }
}
