package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.api.layer.Entry;
import cnn.api.train.Loss;
import cnn.core.data.Subset;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.evaluate.LabelFigures.Label;
import cnn.core.evaluate.NumberFigures.Errors;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.train.Crosses;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Figures by group, and figures of groups put together. */
class GroupTests {
    /** The last digit of an image's number. */
    private static final String BY = "(\\d)$";

    private final Engine engine = new Engine(new ScalarKernels(), new Workers(1));

    private static Model model(Target target, Loss loss) {
        Network network = Network.of(Crosses.of(1, 1, target).shape(), new Flatten(), Dense.of(target.width()));
        return new Model(network, Weights.init(network, 3), Preprocessing.none(network.input()), target, loss,
                Provenance.unknown());
    }

    /** A model with three outputs of three kinds. */
    private static Model several() {
        List<Entry> layers = List.of(Entry.of("flat", new Flatten()), Entry.of("bars", Dense.of(2)),
                Entry.of("places", Dense.of(2)).from("flat"), Entry.of("count", Dense.of(3)).from("flat"));
        Network network = new NetworkConfig(Crosses.of(1, 1, Crosses.BARS).shape(), layers)
                .outputs(List.of("bars", "places", "count")).build();
        return new Model(network, Weights.init(network, 3), Preprocessing.none(network.input()), List.of(
                new Output("bars", "bars", Crosses.BARS, BinaryCrossEntropy.of(), 1),
                new Output("places", "places", Crosses.PLACES, new MeanSquaredError(), 3),
                new Output("count", "count", Crosses.COUNT, SoftmaxCrossEntropy.of(), 1)), Provenance.unknown());
    }

    private Evaluation measure(Model model, DataSet images) {
        return Evaluation.of(model, images, engine);
    }

    private List<Group> groups(Model model, DataSet images) {
        return Group.of(model, images, measure(model, images), engine, BY);
    }

    private static DataSet lastDigit(DataSet images, String digit) {
        return new Subset(images, IntStream.range(0, images.size())
                .filter(i -> images.name(i).endsWith(digit)).toArray());
    }

    @Test
    void ofLabelsTheyAreThoseOfTheGroupAlone() {
        Model model = model(Crosses.BARS, BinaryCrossEntropy.of());
        Crosses images = Crosses.of(57, 2, Crosses.BARS);
        List<Group> groups = groups(model, images);
        assertThat(groups).extracting(Group::group).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7",
                "8", "9");
        assertThat(groups).extracting(Group::images).containsOnly(5, 6);
        assertThat(groups).allSatisfy(group -> assertThat(((GroupFigures) group).evaluation())
                .isEqualTo(measure(model, lastDigit(images, group.group()))));
        assertThat(groups).extracting(group -> ((LabelFigures) ((GroupFigures) group).evaluation().figures())
                .microF1()).isSorted().doesNotContain(Double.NaN);
    }

    @Test
    void ofNumbersTheLargestErrorComesFirst() {
        Model model = model(Crosses.PLACES, new MeanSquaredError());
        Crosses images = Crosses.of(57, 2, Crosses.PLACES);
        assertThat(groups(model, images)).hasSize(10).extracting(
                group -> ((NumberFigures) ((GroupFigures) group).evaluation().figures()).meanAbsoluteError())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void ofSeveralOutputsTheHighestLossComesFirst() {
        Model model = several();
        Crosses images = Crosses.of(57, 2, Crosses.BARS, Crosses.PLACES, Crosses.COUNT);
        List<Group> groups = groups(model, images);
        assertThat(groups).extracting(group -> ((GroupFigures) group).evaluation().loss())
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(((GroupFigures) groups.getFirst()).evaluation())
                .usingRecursiveComparison().isEqualTo(measure(model, lastDigit(images, groups.getFirst().group())));
    }

    @Test
    void ofClassesTheyAreCountedFromTheAnswers() {
        Model model = model(Crosses.COUNT, SoftmaxCrossEntropy.of());
        Crosses images = Crosses.of(57, 2, Crosses.COUNT);
        assertThat(groups(model, images)).allSatisfy(group -> assertThat(((GroupAccuracy) group).accuracy())
                .isEqualTo(measure(model, lastDigit(images, group.group())).accuracy()));
    }

    @Test
    void aNameWithoutAGroupIsRefused() {
        Model model = model(Crosses.BARS, BinaryCrossEntropy.of());
        Crosses images = Crosses.of(5, 2, Crosses.BARS);
        Evaluation evaluation = measure(model, images);
        assertThatThrownBy(() -> Group.of(model, images, evaluation, engine, "nobody"))
                .hasMessageStartingWith("The regular expression 'nobody' finds no group in '#0'");
    }

    @Test
    void aGroupWithoutAnyLabelComesLast() {
        LabelFigures none = new LabelFigures(0.1, 2, 0.5, List.of(new Label("x", 0, 0, 0)), 2);
        LabelFigures bad = new LabelFigures(0.1, 2, 0.5, List.of(new Label("x", 0, 1, 0)), 1);
        List<Group> sorted = Group.worstFirst(Stream.of(none, bad).<Group>map(figures -> new GroupFigures("g"
                + figures.exact(), new Evaluation(0.1, 2, Map.of("x", figures)))).toList());
        assertThat(sorted).extracting(Group::group).containsExactly("g1", "g2");
    }

    /** Parts of different sizes, so that a mean of means would be another number. */
    private Evaluation pooled(Model model, DataSet images) {
        int[] cuts = {0, 7, 30, images.size()};
        return Evaluation.pooled(IntStream.range(0, 3).mapToObj(part -> measure(model,
                new Subset(images, IntStream.range(cuts[part], cuts[part + 1]).toArray()))).toList());
    }

    @Test
    void partsPutTogetherAreTheWhole() {
        Model model = several();
        Crosses images = Crosses.of(57, 2, Crosses.BARS, Crosses.PLACES, Crosses.COUNT);
        Evaluation whole = measure(model, images);
        Evaluation pooled = pooled(model, images);
        assertThat(pooled.images()).isEqualTo(57);
        assertThat(pooled.loss()).isCloseTo(whole.loss(), within(1e-9));
        assertThat(pooled.outputs().keySet()).containsExactly("bars", "places", "count");

        LabelFigures labels = (LabelFigures) whole.outputs().get("bars");
        LabelFigures pooledLabels = (LabelFigures) pooled.outputs().get("bars");
        assertThat(pooledLabels.labels()).isEqualTo(labels.labels());
        assertThat(pooledLabels.exact()).isEqualTo(labels.exact());
        assertThat(pooledLabels.microF1()).isEqualTo(labels.microF1());

        NumberFigures numbers = (NumberFigures) whole.outputs().get("places");
        for (int j = 0; j < 2; j++) {
            Errors is = ((NumberFigures) pooled.outputs().get("places")).numbers().get(j);
            Errors expected = numbers.numbers().get(j);
            assertThat(is.name()).isEqualTo(expected.name());
            assertThat(is.meanAbsolute()).isCloseTo(expected.meanAbsolute(), within(1e-12));
            assertThat(is.rootMeanSquare()).isCloseTo(expected.rootMeanSquare(), within(1e-12));
            assertThat(is.r2()).isCloseTo(expected.r2(), within(1e-9));
            assertThat(is.targetMean()).isCloseTo(expected.targetMean(), within(1e-12));
            assertThat(is.targetVariance()).isCloseTo(expected.targetVariance(), within(1e-12));
        }

        ClassFigures classes = (ClassFigures) whole.outputs().get("count");
        ClassFigures pooledClasses = (ClassFigures) pooled.outputs().get("count");
        assertThat(pooledClasses.confusion().counts()).isDeepEqualTo(classes.confusion().counts());
        classes.topK().forEach((k, share) -> assertThat(pooledClasses.topK().get(k)).isCloseTo(share, within(1e-12)));
        assertThat(pooledClasses.answers()).usingRecursiveComparison().isEqualTo(classes.answers());
    }
}
