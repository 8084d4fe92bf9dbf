package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.pipeline.Range;
import cnn.core.pipeline.TuneConfig.Halving;
import cnn.core.tune.HalvingSearch.Round;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalvingSearchTests {
    private static final Space SPACE = Space.of(Map.of("x", Range.uniform(0, 1)));

    private static HalvingSearch search(int trials, int epochs, Halving halving) {
        return new HalvingSearch(SPACE, trials, epochs, 1, new Goal(true), halving);
    }

    /** As in table 1 of Li and others, bracket s = 4: R = 81, η = 3. */
    @Test
    void roundsAreThoseOfABracketOfHyperband() {
        assertThat(search(81, 81, Halving.of()).rounds()).containsExactly(new Round(81, 1), new Round(27, 3),
                new Round(9, 9), new Round(3, 27), new Round(1, 81));
        assertThat(search(27, 81, Halving.of().first(3)).rounds()).containsExactly(new Round(27, 3), new Round(9, 9),
                new Round(3, 27), new Round(1, 81));
    }

    @Test
    void roundsEndWithAllEpochsWhateverTheNumbers() {
        assertThat(search(27, 10, Halving.of()).rounds()).containsExactly(new Round(27, 1), new Round(9, 3),
                new Round(3, 10));
        assertThat(search(2, 10, Halving.of()).rounds()).containsExactly(new Round(2, 1), new Round(1, 3),
                new Round(1, 10));
        assertThat(search(8, 10, Halving.of().factor(2).first(2)).rounds()).containsExactly(new Round(8, 2),
                new Round(4, 5), new Round(2, 10));
        assertThat(search(8, 1, Halving.of()).rounds()).containsExactly(new Round(8, 1));
        assertThat(search(8, 2, Halving.of().first(5)).rounds()).containsExactly(new Round(8, 2));
    }

    @Test
    void theBestOfEachRoundGoOn() {
        List<Trial> trials = Searched.all(search(27, 10, Halving.of()), 10, true,
                (values, epoch) -> Searched.number(values, "x") + epoch);
        assertThat(trials).hasSize(27);
        List<Trial> byValue = trials.stream().sorted(Comparator.comparingDouble(
                (Trial trial) -> Searched.number(trial.values(), "x")).reversed()).toList();
        assertThat(byValue.subList(0, 3)).allSatisfy(trial -> {
            assertThat(trial.epochs()).isEqualTo(10);
            assertThat(trial.state()).isEqualTo(Trial.State.COMPLETE);
        });
        assertThat(byValue.subList(3, 9)).allSatisfy(trial -> assertThat(trial.epochs()).isEqualTo(3));
        assertThat(byValue.subList(9, 27)).allSatisfy(trial -> assertThat(trial.epochs()).isEqualTo(1));
        // 27 · 1 + 9 · 2 + 3 · 7, where all trials to the end would be 270
        assertThat(trials.stream().mapToInt(Trial::epochs).sum()).isEqualTo(18 + 6 * 3 + 3 * 10);
    }

    @Test
    void whatFailsDoesNotGoOn() {
        List<Trial> trials = Searched.all(search(9, 9, Halving.of()), 9, true,
                (values, epoch) -> Searched.number(values, "x") > 0.5 ? Double.NaN : Searched.number(values, "x"));
        List<Trial> whole = trials.stream().filter(trial -> trial.epochs() == 9).toList();
        assertThat(whole).singleElement().satisfies(
                trial -> assertThat(Searched.number(trial.values(), "x")).isLessThanOrEqualTo(0.5));
    }

    /** A trial that stopped early is complete, and has nothing to go on with. */
    @Test
    void whatNoLongerGotBetterIsNotTrainedFurther() {
        HalvingSearch search = search(3, 9, Halving.of());
        List<Trial> trials = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            trials.add(new Trial(number, search.next(trials).orElseThrow().values(), Trial.State.COMPLETE, number, 1,
                    List.of((double) number), 0, null));
        }
        assertThat(search.next(trials)).isEmpty();
    }
}
