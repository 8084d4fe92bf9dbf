package cnn.report.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Answers;
import cnn.core.evaluate.Calibration;
import cnn.core.evaluate.Evaluation;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.report.finding.Mislabelled.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTests {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    /** Images whose three pixels are the logarithms of what a model that does nothing says of them. */
    private record Said(int[] labels, double[][] probabilities) implements DataSet {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 3, 1);
        }

        @Override
        public List<String> classes() {
            return CLASSES;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void read(int index, Image target) {
            for (int c = 0; c < 3; c++) {
                target.pixels()[c] = (float) Math.log(probabilities[index][c]);
            }
        }
    }

    private static Answers answers(int[] labels, double[]... probabilities) {
        Said said = new Said(labels, probabilities);
        Network network = Network.of(said.shape(), new Flatten());
        Model model = new Model(network, Weights.zeros(network), Preprocessing.none(said.shape()), CLASSES,
                SoftmaxCrossEntropy.of(), Provenance.unknown());
        return Evaluation.of(model, said, new Engine(Registry.load().kernels("scalar"), new Workers(1))).answers();
    }

    /** By hand: thresholds a (0.8 + 0.4 + 0.1) / 3 = 0.43, b (0.9 + 0.5) / 2 = 0.7, c 0.6. */
    @Test
    void labelsAreDoubtedWhereAnotherClassReachesItsThreshold() {
        Answers answers = answers(new int[] {0, 0, 0, 1, 1, 2}, new double[] {0.8, 0.1, 0.1}, //
                new double[] {0.4, 0.55, 0.05}, // taken for b, but b is known more surely than that
                new double[] {0.1, 0.85, 0.05}, // as sure as for a b
                new double[] {0.05, 0.9, 0.05}, //
                new double[] {0.45, 0.5, 0.05}, // b comes first, but only a reaches its threshold
                new double[] {0.3, 0.1, 0.6});
        List<Candidate> candidates = Mislabelled.of(answers, 3).candidates();
        assertThat(candidates).extracting(Candidate::image).containsExactly(2, 4);
        assertThat(candidates).extracting(Candidate::suggested).containsExactly(1, 0);
        assertThat(candidates.getFirst().margin()).isCloseTo(0.75, within(1e-6));
        assertThat(candidates.getLast().margin()).isCloseTo(-0.05, within(1e-6));
    }

    @Test
    void aClassWithoutImagesIsNeverSuggested() {
        Answers answers = answers(new int[] {0, 1}, new double[] {0.01, 0.01, 0.98}, new double[] {0.01, 0.01, 0.98});
        assertThat(Mislabelled.of(answers, 3).candidates()).extracting(Candidate::suggested).doesNotContain(2);
    }

    @Test
    void theWorstMistakeHeldTheRightClassForLeastProbable() {
        Answers answers = answers(new int[] {0, 0, 0, 1}, new double[] {0.3, 0.6, 0.1}, new double[] {0.9, 0.05, 0.05},
                new double[] {0.05, 0.5, 0.45}, new double[] {0.5, 0.4, 0.1});
        assertThat(Remarkable.mistakes(answers)).containsExactly(2, 0, 3);
        assertThat(Remarkable.leastSure(answers)).containsExactly(2, 3, 0, 1);
    }

    /** In the bins of 0.55 and of 0.9, as CalibrationError would count. */
    @Test
    void calibrationIsTheMeanDistance() {
        Calibration calibration = Calibration.of(answers(new int[] {0, 1, 2, 0}, new double[] {0.25, 0.2, 0.55},
                new double[] {0.55, 0.05, 0.4}, new double[] {0.1, 0.3, 0.6}, new double[] {0.9, 0.05, 0.05}));
        assertThat(calibration.answers()).isEqualTo(4);
        assertThat(calibration.error()).isCloseTo((2 * 0.55 + 0.4 + 0.1) / 4, within(1e-6));
        assertThat(calibration.excess()).isCloseTo((2 * 0.55 - 0.4 - 0.1) / 4, within(1e-6));
    }
}
