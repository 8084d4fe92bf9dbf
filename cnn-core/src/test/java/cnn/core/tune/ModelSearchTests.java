package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.core.config.ConfigNode;
import cnn.core.pipeline.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelSearchTests {
    private static final int TRIALS = 50;
    private static final int SEEDS = 10;

    /** Branin's function, whose three minima are 0.397887, with a choice of which two of three are worse by 2 and 5. */
    private static double branin(Map<String, ConfigNode> values, int epoch) {
        double x = Searched.number(values, "x");
        double y = Searched.number(values, "y");
        double valley = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return valley * valley + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10
                + switch (((ConfigNode.Scalar) values.get("kind")).text()) {
                    case "good" -> 0;
                    case "bad" -> 2;
                    default -> 5;
                };
    }

    private static Space space() {
        Map<String, Range> ranges = new LinkedHashMap<>();
        ranges.put("x", Range.uniform(-5, 10));
        ranges.put("y", Range.uniform(0, 15));
        ranges.put("kind", Range.choice("worst", "good", "bad"));
        return Space.of(ranges);
    }

    private static List<Trial> search(boolean model, long seed) {
        Strategy strategy = model
                ? new ModelSearch(space(), TRIALS, 1, seed, new Goal(false))
                : new RandomSearch(space(), TRIALS, 1, seed);
        return Searched.all(strategy, 1, false, ModelSearchTests::branin);
    }

    private static double best(boolean model, long seed) {
        return search(model, seed).stream().mapToDouble(Trial::value).min().orElseThrow();
    }

    @Test
    void findsTheLeastOfBraninsFunctionBetterThanChance() {
        double[] byModel = IntStream.range(0, SEEDS).mapToDouble(seed -> best(true, seed)).toArray();
        double[] byChance = IntStream.range(0, SEEDS).mapToDouble(seed -> best(false, seed)).toArray();
        assertThat(IntStream.range(0, SEEDS).filter(seed -> byModel[seed] < byChance[seed]).count())
                .isGreaterThanOrEqualTo(8);
        // figures of these seeds: the same on every machine
        assertThat(String.format(Locale.ROOT, "%.4f by model, %.4f by chance", Arrays.stream(byModel).average()
                .orElseThrow(), Arrays.stream(byChance).average().orElseThrow()))
                .isEqualTo("0.8013 by model, 2.7547 by chance");
    }

    @Test
    void learnsWhichChoiceIsGood() {
        List<Trial> last = search(true, 1).subList(30, TRIALS);
        assertThat(last.stream().filter(trial -> trial.text("kind").equals("good")).count()).isGreaterThan(14);
    }

    @Test
    void beginsLikeASearchAtRandomAndIsTheSameEachTime() {
        List<Trial> model = search(true, 3);
        assertThat(model.subList(0, 10)).isEqualTo(search(false, 3).subList(0, 10));
        assertThat(search(true, 3)).isEqualTo(model);
        assertThat(search(true, 4)).isNotEqualTo(model);
    }

    /** More trials go on where fewer ended: nothing depends on how many there are to be. */
    @Test
    void moreTrialsBeginWithTheSame() {
        List<Trial> few = Searched.all(new ModelSearch(space(), 20, 1, 7, new Goal(false)), 1, false,
                ModelSearchTests::branin);
        assertThat(search(true, 7).subList(0, 20)).isEqualTo(few);
    }

    @Test
    void goesOnWhereAllFailed() {
        List<Trial> trials = Searched.all(new ModelSearch(space(), 15, 1, 1, new Goal(true)), 1, true,
                (values, epoch) -> Double.NaN);
        assertThat(trials).hasSize(15).allSatisfy(trial -> assertThat(trial.state()).isEqualTo(Trial.State.FAILED));
    }

    /** Sums of the density over a grid, which covers all places, are 1: along numbers and over choices. */
    @Test
    void densitiesAddUpToOne() {
        List<Dimension> dimensions = List.of(Dimension.of(Range.uniform(0, 1)), Dimension.of(Range.choice("a", "b",
                "c")));
        List<double[]> points = List.of(new double[] {0.05, 0.1}, new double[] {0.4, 0.9}, new double[] {1, 0.5});
        ParzenDensity density = new ParzenDensity(dimensions, points);
        double sum = 0;
        int steps = 2000;
        for (int i = 0; i < steps; i++) {
            for (int c = 0; c < 3; c++) {
                sum += Math.exp(density.logarithm(new double[] {(i + 0.5) / steps, (c + 0.5) / 3})) / steps;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    /** Table of Abramowitz and Stegun, 26.1. */
    @Test
    void sharesOfTheNormalDistributionAreThoseOfTheTable() {
        List<double[]> table = new ArrayList<>(List.of(new double[] {0, 0.5}, new double[] {0.5, 0.6914624613},
                new double[] {1, 0.8413447461}, new double[] {-1.5, 0.0668072013}, new double[] {3, 0.9986501020}));
        table.forEach(row -> assertThat(ParzenDensity.normal(row[0])).isCloseTo(row[1], within(7.5e-8)));
    }
}
