package cnn.core.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.core.find.RateCurve.Step;
import cnn.core.find.RateCurve.Suggestion;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.TrainConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.train.Bars;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.StepDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateFinderTests {
    private static PipelineConfig pipeline(int images, int batch) {
        DataSource bars = _ -> new DataSource.Splits(new Bars(images, 1), new Bars(8, 2), new Bars(8, 3));
        return PipelineConfig.of("bars", bars, List.of(Entry.of(Conv2d.of(2, 3)), Entry.of(new Flatten()),
                Entry.of(Dense.of(2))),
                TrainConfig.of(1, batch, Sgd.of(0.5), StepDecay.of(1),
                        SoftmaxCrossEntropy.of(), new Accuracy()));
    }

    private static RateCurve find(RateFinder finder, PipelineConfig config, int threads) {
        try (Cnn cnn = Cnn.builder().threads(threads).build()) {
            return finder.find(cnn, config, RunOptions.of());
        }
    }

    @Test
    void ratesRiseByTheSameFactorWhateverThePipelinesAre() {
        RateCurve curve = find(RateFinder.of().between(1e-4, 1e-2).steps(21), pipeline(64, 16), 1);
        assertThat(curve.steps()).hasSize(21); // five epochs and a step, though the pipeline has one
        assertThat(curve.diverged()).isFalse();
        for (int i = 0; i < 21; i++) {
            assertThat(curve.steps().get(i).rate()).isCloseTo(1e-4 * Math.pow(10, i / 10.0), within(1e-9));
        }
    }

    @Test
    void bringsTheSameOnAnyThreads() {
        RateFinder finder = RateFinder.of().steps(40);
        assertThat(find(finder, pipeline(50, 16), 3)).isEqualTo(find(finder, pipeline(50, 16), 1));
    }

    /** Losses of steps are told apart though training tells the mean of the epoch alone, its last batch smaller. */
    @Test
    void aStepsLossIsThatOfItsImages() {
        // with a rate that is next to nothing each epoch of whole batches has the same mean
        List<Step> steps = find(RateFinder.of().between(1e-12, 2e-12).steps(12), pipeline(40, 16), 1).steps();
        double first = 16 * steps.get(0).loss() + 16 * steps.get(1).loss() + 8 * steps.get(2).loss();
        double second = 16 * steps.get(3).loss() + 16 * steps.get(4).loss() + 8 * steps.get(5).loss();
        assertThat(second).isCloseTo(first, within(1e-4));
        assertThat(steps.get(0).loss()).isNotEqualTo(steps.get(1).loss());
    }

    @Test
    void endsWhereTheLossRisesOrIsNoNumber() {
        RateCurve curve = find(RateFinder.of().between(1e-3, 1e4), pipeline(128, 16), 1);
        assertThat(curve.diverged()).isTrue();
        assertThat(curve.steps()).hasSizeBetween(20, 99);
        assertThat(curve.endsTooLow()).isFalse();
        Suggestion found = curve.suggestion().orElseThrow();
        assertThat(found.steepest()).isLessThan(found.least());
        assertThat(found.rate()).isEqualTo(Math.min(found.steepest(), found.least() / 10));
        RateCurve steep = find(RateFinder.of().between(1, 1e30).steps(10), pipeline(128, 16), 1);
        assertThat(steep.diverged()).isTrue();
    }

    /** A curve that falls by a parabola to 1 at rate 10⁻² and rises again: steepest where it begins to be looked at. */
    @Test
    void suggestsTheSmallerOfTheTwo() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double power = -6 + 0.06 * i;
            double loss = 3 - 2 * Math.exp(-Math.pow(power + 2, 2)); // steepest at −2 − √½, least at −2
            steps.add(new Step(Math.pow(10, power), loss, loss));
        }
        Suggestion found = new RateCurve(steps, true).suggestion().orElseThrow();
        assertThat(Math.log10(found.least())).isCloseTo(-2, within(0.031));
        assertThat(Math.log10(found.steepest())).isCloseTo(-2 - Math.sqrt(0.5), within(0.031));
        assertThat(found.rate()).isEqualTo(found.belowLeast());
    }

    @Test
    void suggestsNothingWhereNothingFell() {
        List<Step> rising = new ArrayList<>();
        List<Step> falling = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rising.add(new Step(Math.pow(10, -5 + 0.1 * i), 1 + i, 1 + i));
            falling.add(new Step(Math.pow(10, -5 + 0.1 * i), 100 - i, 100 - i));
        }
        assertThat(new RateCurve(rising, true).suggestion()).isEqualTo(Optional.empty());
        assertThat(new RateCurve(falling, false).endsTooLow()).isTrue();
        assertThat(new RateCurve(rising.subList(0, 1), true).suggestion()).isEmpty();
    }

    @Test
    void smoothsByARunningMeanThatBeginsAtTheFirstLoss() {
        SmoothedLoss smoothed = new SmoothedLoss();
        assertThat(smoothed.add(2)).isCloseTo(2, within(1e-12));
        assertThat(smoothed.add(4)).isCloseTo((0.09 * 2 + 0.1 * 4) / 0.19, within(1e-12));
        assertThat(smoothed.least()).isCloseTo(2, within(1e-12));
    }

    @Test
    void refusesWhatMakesNoCurve() {
        assertThatThrownBy(() -> RateFinder.of().between(0, 1))
                .hasMessage("Learning rates cannot rise from 0.0 to 1.0. "
                        + "Give a low one above 0 and a higher one, for example from 1e-6 to 10.");
        assertThatThrownBy(() -> RateFinder.of().between(1, 0.1)).hasMessageContaining("cannot rise from 1.0 to 0.1");
        assertThatThrownBy(() -> RateFinder.of().steps(9))
                .hasMessage("A curve of learning rates needs at least 10 steps "
                        + "but was given 9. Use for example 100.");
        assertThatThrownBy(() -> RateFinder.of().rise(1))
                .hasMessage("A search for the learning rate ends where the loss "
                        + "is some times its least, and was given 1.0 times. Use more than 1, for example 4.");
    }
}
