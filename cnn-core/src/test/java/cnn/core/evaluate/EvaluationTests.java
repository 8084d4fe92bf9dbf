package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.core.data.DataSetView;
import cnn.core.data.Fingerprint;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** A network whose scores are the pixels themselves, so that every image says what it will be taken for. */
class EvaluationTests {
    private static final List<String> CLASSES = List.of("cat", "dog", "owl", "yak");
    private static final Shape SHAPE = Shape.image(1, 1, 4);

    private record Pixels() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(Shape.vector(in.input().size()));
        }
    }

    private record Scores(List<String> classes, int[] labels, float[][] scores) implements DataSet {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public Shape shape() {
            return SHAPE;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void read(int index, Image target) {
            System.arraycopy(scores[index], 0, target.pixels(), 0, 4);
        }
    }

    private final Engine engine = new Engine(new ScalarKernels(), new Workers(2));
    private final Model model = model();

    private static Model model() {
        Network network = Network.of(SHAPE, new Pixels());
        return new Model(network, Weights.zeros(network), Preprocessing.none(SHAPE), CLASSES,
                SoftmaxCrossEntropy.of(), Provenance.unknown());
    }

    private static final float[][] FOUR = {{9, 1, 2, 3}, {4, 3, 2, 1}, {0, 0, 0, 5}, {1, 1, 1, 1}};

    @Test
    void countsWhatWasTakenForWhat() {
        Evaluation evaluation = Evaluation.of(model, new Scores(CLASSES, new int[] {0, 1, 2, 3}, FOUR), engine);
        assertThat(evaluation.confusion().counts()).isDeepEqualTo(
                new int[][] {{1, 0, 0, 0}, {1, 0, 0, 0}, {0, 0, 0, 1}, {1, 0, 0, 0}});
        assertThat(evaluation.accuracy()).isEqualTo(0.25);
        assertThat(evaluation.images()).isEqualTo(4);
        assertThat(evaluation.recall(0)).isEqualTo(1);
        assertThat(evaluation.precision(0)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void ranksEqualScoresByTheNumberOfTheClass() {
        Evaluation evaluation = Evaluation.of(model, new Scores(CLASSES, new int[] {0, 1, 2, 3}, FOUR), engine);
        // ranks: cat first; dog second; owl fourth, behind yak and the equal cat and dog; yak last of four equals
        assertThat(evaluation.topK()).containsOnlyKeys(1, 2, 3).containsEntry(1, 0.25).containsEntry(2, 0.5)
                .containsEntry(3, 0.5);
    }

    @Test
    void givesTheMeanLossOfAnImage() {
        Evaluation evaluation = Evaluation.of(model, new Scores(CLASSES, new int[] {0, 1, 2, 3}, FOUR), engine);
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (float score : FOUR[i]) {
                sum += Math.exp(score);
            }
            expected += Math.log(sum) - FOUR[i][i];
        }
        assertThat(evaluation.loss()).isCloseTo(expected / 4, within(1e-6));
    }

    @Test
    void doesNotDependOnBatchesOrThreads() {
        int count = 200;
        int[] labels = new int[count];
        float[][] scores = new float[count][4];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 4;
            scores[i][i % 7 % 4] = i % 5;
        }
        DataSet data = new Scores(CLASSES, labels, scores);
        Evaluation one = Evaluation.of(model, data, new Engine(new ScalarKernels(), new Workers(1)));
        Evaluation two = Evaluation.of(model, data, engine);
        assertThat(two.images()).isEqualTo(count);
        assertThat(two.loss()).isEqualTo(one.loss());
        assertThat(two.confusion().counts()).isDeepEqualTo(one.confusion().counts());
    }

    @Test
    void matchesClassesByName() {
        DataSet data = new Scores(List.of("yak", "unused", "cat"), new int[] {2, 0},
                new float[][] {{5, 0, 0, 0}, {0, 0, 0, 5}});
        Evaluation evaluation = Evaluation.of(model, data, engine);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(evaluation.classes()).isEqualTo(CLASSES);
        assertThat(evaluation.confusion().actual(3)).isEqualTo(1);
    }

    @Test
    void matchesClassesByNumberWhereTheDataHasNoNames() {
        DataSet data = new Scores(List.of("0", "1", "2", "3"), new int[] {3}, new float[][] {{0, 0, 0, 5}});
        assertThat(Evaluation.of(model, data, engine).accuracy()).isEqualTo(1);
    }

    @Test
    void matchesAnAccentHoweverItIsWritten() {
        DataSet data = new Scores(List.of("dog", "caf\u0065\u0301"), new int[] {1}, new float[][] {{0, 5}});
        Matched matched = Matched.of(data, new int[] {1}, List.of("caf\u00E9", "dog"), note -> {
            throw new AssertionError(note);
        });
        assertThat(matched.labels()).containsExactly(0);
        assertThat(matched.matching()).isEqualTo(Evaluation.Matching.NAME);
    }

    @Test
    void rejectsAClassThatTheModelDoesNotKnow() {
        DataSet data = new Scores(List.of("cat", "elk"), new int[] {0, 1}, FOUR);
        assertThatThrownBy(() -> Evaluation.of(model, data, engine)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The data has images of class 'elk' (#1), which the model does not know. The data's classes: "
                                + "cat, elk. The model's: cat, dog, owl, yak. Give the data the model's names, with relabel or "
                                + "the source's classes, or leave that class out.");
    }

    @Test
    void rejectsNoImages() {
        DataSet data = new Scores(CLASSES, new int[0], FOUR);
        assertThatThrownBy(() -> Evaluation.of(model, data, engine))
                .hasMessage("There are no images to evaluate on. Check the data's path.");
    }

    @Test
    void numbersAreNeverMixedWithNames() {
        Network network = Network.of(SHAPE, new Pixels());
        Model numbered = new Model(network, Weights.zeros(network), Preprocessing.none(SHAPE),
                List.of("1", "2", "3", "4"), SoftmaxCrossEntropy.of(), Provenance.unknown());
        for (int label = 0; label < 3; label++) {
            DataSet data = new Scores(List.of("0", "1", "2"), new int[] {label}, FOUR);
            assertThatThrownBy(() -> Evaluation.of(numbered, data, engine)).hasMessage("The data has images of class "
                    + "'0'" + (data.label(0) == 0 ? " (#0)" : "") + ", which the model does not know. The data's "
                    + "classes: 0, 1, 2. The model's: 1, 2, 3, 4. Give the data the model's names, with relabel or the "
                    + "source's classes, or leave that class out.");
        }
    }

    @Test
    void saysHowClassesWereMatched() {
        List<String> notes = new ArrayList<>();
        DataSet data = new Scores(List.of("0", "1"), new int[] {1}, new float[][] {{0, 5, 0, 0}});
        Evaluation evaluation = Evaluation.of(model, data, engine, notes::add);
        assertThat(evaluation.matching()).isEqualTo(Evaluation.Matching.NUMBER);
        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(notes).containsExactly("The data only numbers its classes: they are taken for the model's in order, "
                + "0 = cat, 1 = dog.");
        assertThat(Evaluation.of(model, new Scores(CLASSES, new int[] {0}, FOUR), engine).matching())
                .isEqualTo(Evaluation.Matching.NAME);
    }

    @Test
    void keepsWhatWasSaidToEachImage() {
        Answers answers = Evaluation.of(model, new Scores(CLASSES, new int[] {0, 1, 2, 3}, FOUR), engine).answers();
        assertThat(answers.size()).isEqualTo(4);
        assertThat(answers.actual(1)).isEqualTo(1);
        assertThat(answers.predicted(1)).isEqualTo(0);
        assertThat(answers.correct(0)).isTrue();
        assertThat(answers.correct(1)).isFalse();
        double sum = Math.exp(4) + Math.exp(3) + Math.exp(2) + Math.exp(1);
        assertThat(answers.probability(1)).isCloseTo((float) (Math.exp(4) / sum), within(1e-6f));
        assertThat(answers.actualProbability(1)).isCloseTo((float) (Math.exp(3) / sum), within(1e-6f));
        assertThat(answers.probability(3)).isEqualTo(0.25f);
    }

    /** Images that know how often each was read. */
    private static final class Counted extends DataSetView {
        private final AtomicIntegerArray reads = new AtomicIntegerArray(images().size());

        private Counted(DataSet images) {
            super(images);
        }

        @Override
        public void read(int index, Image target) {
            reads.incrementAndGet(index);
            super.read(index, target);
        }
    }

    @Test
    void tellsWhereAModelLearntFromTheImagesThatItReadsOnce() {
        int count = 600;
        int[] labels = new int[count];
        float[][] scores = new float[count][4];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            scores[i] = new float[] {i, -i, 1, 2};
        }
        Scores images = new Scores(CLASSES, labels, scores);
        Provenance learnt = new Provenance("", List.of(), "", 0, Fingerprint.of(images), 0, List.of(), null, null);
        Model own = new Model(model.network(), model.weights(), Preprocessing.none(SHAPE), CLASSES,
                SoftmaxCrossEntropy.of(), learnt);
        List<String> notes = new ArrayList<>();
        Counted counted = new Counted(images);
        Evaluation evaluation = Evaluation.tellingWhereLearnt(own, counted, engine, notes::add, null);
        assertThat(evaluation).usingRecursiveComparison().isEqualTo(Evaluation.of(own, images, engine));
        assertThat(notes).containsExactly("These are the very images that the model learnt from: how well it reads "
                + "others, this does not tell.");
        assertThat(counted.reads.get(0)).as("and once when it is checked").isEqualTo(2);
        for (int i = 1; i < count; i++) {
            assertThat(counted.reads.get(i)).isEqualTo(1);
        }
        notes.clear();
        scores[count - 1][0]++;
        Evaluation.tellingWhereLearnt(own, images, engine, notes::add, null);
        assertThat(notes).isEmpty();
    }

    @Test
    void whatALabelThrowsWhileImagesAreHashedComesOutAsItIs() {
        Thread own = Thread.currentThread();
        DataSet data = new Odd(SHAPE, 8, i -> {
            if (i == 7 && Thread.currentThread() != own) {
                throw new IndexOutOfBoundsException("index 7");
            }
            return i % 4;
        });
        List<String> notes = new ArrayList<>();
        assertThatThrownBy(() -> Evaluation.tellingWhereLearnt(model, data, engine, notes::add, null))
                .hasMessage("Image 7 ('#7') has no label that can be told: index 7. Mend the data set's label, or "
                        + "leave the image out.");
    }

    /** A data set that is not what it says: an application's may err in any method. */
    private record Odd(Shape shape, int size, IntUnaryOperator labels) implements DataSet {
        @Override
        public List<String> classes() {
            return CLASSES;
        }

        @Override
        public int label(int index) {
            return labels.applyAsInt(index);
        }

        @Override
        public void read(int index, Image target) {
            for (int c = 0; c < 4; c++) {
                target.pixels()[c] = c == index % 4 ? 1 : 0;
            }
        }
    }

    private void refuses(DataSet data, String message) {
        assertThatThrownBy(() -> Evaluation.of(model, data, engine)).hasMessage(message);
    }

    @Test
    void dataWithoutAShapeOrAtAllIsRefusedWithWords() {
        refuses(new Odd(null, 3, i -> 0),
                "The evaluation data has images of shape null. A data set's shape is (height, "
                        + "width, channels): use Shape.image.");
        refuses(new Odd(Shape.vector(4), 3, i -> 0), "The evaluation data has images of shape (4). A data set's shape "
                + "is (height, width, channels): use Shape.image.");
        refuses(new Odd(SHAPE, -1, i -> 0), "The evaluation data says that it has -1 images. A data set's size is 0 or "
                + "more.");
        refuses(null, "The data source gives null for its evaluation images. Give a data set.");
        refuses(new Odd(SHAPE, 3, i -> {
            throw new IndexOutOfBoundsException("index 0");
        }), "Image 0 ('#0') has no label that can be told: index 0. Mend the data set's label, or leave the image out.");
    }

    @Test
    void labelsThatChangeWhileTheyAreMeasuredAreNoticed() {
        AtomicInteger asked = new AtomicInteger();
        refuses(new Odd(SHAPE, 8, i -> i == 5 && asked.incrementAndGet() > 2 ? 3 : i % 4), "Image 5 ('#5') has the "
                + "label 3 now, and had 1 when the data was opened. Let the data set's label give the same each time; "
                + "what is labelled anew is opened anew.");
    }

    @Test
    void imagesAndLabelsThatBreakTheContractAreNamed() {
        assertThatThrownBy(() -> Evaluation.of(model, new Scores(CLASSES, new int[] {0, 4}, FOUR), engine))
                .hasMessage("Image 1 ('#1') has the label 4, but there are 4 classes (cat, dog, owl, yak), numbered "
                        + "from 0 to 3. Mend the data set's label or classes.");
        assertThatThrownBy(() -> Evaluation.of(model, new Scores(CLASSES, new int[] {0, 1},
                new float[][] {{1, 1, 1, 1}, {1, Float.POSITIVE_INFINITY, 1, 1}}), engine))
                .hasMessageContaining("Image 1 ('#1') has pixels that are no numbers");
    }
}
