package cnn.core.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.core.config.ConfigNode;
import cnn.core.pipeline.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpaceTests {
    private static String text(Dimension dimension, double place) {
        return ((ConfigNode.Scalar) dimension.value(place)).text();
    }

    @Test
    void realNumbersHaveFourDigitsAndStayWithin() {
        Dimension log = Dimension.of(Range.log(0.001, 0.3));
        assertThat(text(log, 0)).isEqualTo("0.001");
        assertThat(text(log, 1)).isEqualTo("0.3");
        assertThat(text(log, 0.5)).isEqualTo("0.01732"); // √(0.001 · 0.3)
        Dimension uniform = Dimension.of(Range.uniform(-1, 1));
        assertThat(text(uniform, 0.5)).isEqualTo("0");
        assertThat(text(Dimension.of(Range.log(1e-9, 1)), 0.6)).isEqualTo("0.0002512"); // 10^−3.6
        assertThat(text(Dimension.of(Range.log(1e-9, 1)), 0.1)).isEqualTo("7.943E-9");
        assertThat(text(uniform, 0.123456)).isEqualTo("-0.7531");
        assertThat(text(Dimension.of(Range.uniform(0.123456, 0.123457)), 0)).isEqualTo("0.123456");
    }

    @Test
    void everyWholeNumberHasItsShareOfTheWay() {
        Dimension whole = Dimension.of(Range.integer(8, 11));
        assertThat(List.of(text(whole, 0), text(whole, 0.24), text(whole, 0.26), text(whole, 0.99), text(whole, 1)))
                .containsExactly("8", "8", "9", "11", "11");
        Dimension log = Dimension.of(Range.logInteger(1, 7)); // three powers of two: 1, 2 to 3, 4 to 7
        assertThat(List.of(text(log, 0.33), text(log, 0.34), text(log, 0.66), text(log, 0.67))).containsExactly("1",
                "2", "3", "4");
    }

    @Test
    void everyValueIsFoundAtItsPlace() {
        for (Range range : List.of(Range.uniform(-3, 5), Range.log(1e-5, 10), Range.integer(-4, 40),
                Range.logInteger(1, 1000), Range.choice("1", "relu", "{elu: {alpha: 2}}", "null"))) {
            Dimension dimension = Dimension.of(range);
            for (double place = 0; place < 1; place += 0.01) {
                ConfigNode value = dimension.value(place);
                assertThat(dimension.value(dimension.place(value))).as(range + " at " + place).isEqualTo(value);
                assertThat(dimension.place(value)).isCloseTo(place, within(0.5));
            }
        }
    }

    @Test
    void pointsAreSpreadEvenly() {
        Space space = Space.of(Map.of("a", Range.log(1e-4, 1)));
        int[] powers = new int[4];
        for (int i = 0; i < 4000; i++) {
            double value = Searched.number(space.setting(space.draw(new Rng(i))), "a");
            powers[(int) Math.floor(Math.log10(value) + 4 - 1e-12)]++;
        }
        // 1000 each, with a deviation of √(4000 · 1/4 · 3/4) = 27: five of them
        for (int count : powers) {
            assertThat(count).isBetween(863, 1137);
        }
    }

    @Test
    void noSettingComesTwiceAndInTheEndAllHaveCome() {
        Space space = Space.of(Map.of("a", Range.integer(1, 3), "b", Range.choice("x", "y")));
        assertThat(space.size()).isEqualTo(6);
        List<Trial> trials = Searched.all(new RandomSearch(space, 100, 1, 5), 1, true,
                (values, epoch) -> 1);
        Set<Map<String, ConfigNode>> settings = new HashSet<>();
        trials.forEach(trial -> settings.add(trial.values()));
        assertThat(settings).hasSize(6);
        assertThat(trials).hasSize(6);
    }

    /** Draws that hit what has been tried again and again are not drawn for ever. */
    @Test
    void whatIsLeftIsCountedWhereDrawsDoNotFindIt() {
        Space space = Space.of(Map.of("a", Range.integer(1, 3)));
        List<Trial> tried = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            tried.add(new Trial(number, Map.of("a", ConfigNode.number(Integer.toString(number))),
                    Trial.State.COMPLETE, 1, 1, List.of(1.0), 0, null));
        }
        assertThat(space.untried(tried, attempt -> new double[] {0})).contains(Map.of("a", ConfigNode.number("3")));
    }

    @Test
    void sizesThatPassALongAreNotCounted() {
        assertThat(Space.of(Map.of("a", Range.integer(0, 1L << 40), "b", Range.integer(0, 1L << 40))).size())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Space.of(Map.of("a", Range.uniform(0, 1), "b", Range.integer(0, 1))).size())
                .isEqualTo(Long.MAX_VALUE);
    }
}
