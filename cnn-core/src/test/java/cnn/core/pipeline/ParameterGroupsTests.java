package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterGroupsTests {
    private static Network network() {
        Network.Builder builder = Network.builder(Shape.image(6, 6, 1));
        builder.add("stem/conv1", Conv2d.of(2, 3));
        builder.add("stem/bn1", BatchNorm.of());
        builder.add("body", Conv2d.of(2, 3));
        builder.add("flatten", new Flatten());
        builder.add("head", Dense.of(2));
        return builder.build();
    }

    private static List<String> matched(String glob) {
        ParameterPattern pattern = ParameterPattern.of("match", glob);
        return network().params().stream().filter(pattern::matches).map(Param::name).toList();
    }

    @ParameterizedTest
    @CsvSource({"stem/**, 6", "**, 10", "**/bias, 3", "*/bias, 2", "stem/*/bias, 1", "stem/conv?/*, 2", "stem/bn1/*, 4",
        "**/conv1/**, 2", "body/weights, 1", "st*/**, 6", "head/*, 2", "**/**/weights, 3"})
    void namesParametersByTheirPaths(String glob, int count) {
        assertThat(matched(glob)).hasSize(count);
    }

    @Test
    void signsOfOtherLanguagesAreOrdinary() {
        assertThat(matched("b.dy/weights")).isEmpty();
        assertThat(matched("[bs]ody/weights")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/stem", "stem/", "stem//x", "stem**", "a/**b/c"})
    void refusesPatternsThatNameNothing(String glob) {
        assertThatThrownBy(() -> ParameterGroup.of(glob)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'match' was given '" + glob
                        + "', which names no parameters. Write names with slashes between "
                        + "them, * for any part of a name and ** for any number of names: stem/**, or **/bias.");
    }

    private static ParameterGroups groups(ParameterGroup... groups) {
        return ParameterGroups.of(List.of(groups), network());
    }

    private static Param param(ParameterGroups groups, String name) {
        return groups.network().params().stream().filter(param -> param.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void theLastGroupThatMatchesCountsAlone() {
        ParameterGroups groups = groups(ParameterGroup.of("**").frozen(true),
                ParameterGroup.of("head/**").rate(0.5).decay(0), ParameterGroup.of("head/bias"));
        assertThat(groups.network().isFrozen(param(groups, "stem/bn1/mean"))).isTrue();
        assertThat(groups.network().trains(param(groups, "body/weights"))).isFalse();
        Param weights = param(groups, "head/weights");
        assertThat(groups.network().trains(weights)).isTrue();
        assertThat(groups.rate(weights)).isEqualTo(0.5);
        assertThat(groups.decay(weights)).isZero();
        Param bias = param(groups, "head/bias");
        assertThat(groups.rate(bias)).isEqualTo(1);
        assertThat(groups.decay(bias)).as("a vector").isZero();
        assertThat(groups.network().parameters() - groups.network().frozenParameters()).isEqualTo(2 * 2 * 2 * 2 + 2);
    }

    @Test
    void withoutGroupsAllLearnInTheSameWay() {
        ParameterGroups none = ParameterGroups.none(network());
        assertThat(none.network().frozenParameters()).isZero();
        assertThat(none.rate(param(none, "body/weights"))).isEqualTo(1);
        assertThat(none.decay(param(none, "body/weights"))).isEqualTo(1);
    }

    @Test
    void refusesAGroupThatMatchesNothing() {
        String rest = " Parameters: stem/conv1/weights, stem/conv1/bias, stem/bn1/scale, stem/bn1/shift, stem/bn1/mean, "
                + "stem/bn1/variance, body/weights, body/bias and 2 more.";
        String start = " of train.groups matches no parameter of the network.";
        assertThatThrownBy(() -> groups(ParameterGroup.of("stm/**"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The group 'stm/**'" + start + " Did you mean 'stem/**'?" + rest);
        assertThatThrownBy(() -> groups(ParameterGroup.of("head")))
                .hasMessage("The group 'head'" + start + " Did you mean 'head/**'?" + rest);
        assertThatThrownBy(() -> groups(ParameterGroup.of("something/else/entirely")))
                .hasMessage("The group 'something/else/entirely'" + start + rest);
    }

    @Test
    void refusesAGroupThatLaterOnesHide() {
        assertThatThrownBy(() -> groups(ParameterGroup.of("head/**").rate(2), ParameterGroup.of("**").frozen(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The group 'head/**' of train.groups has no effect: later groups match all of its parameters, "
                                + "and the last group that matches one counts. Put general patterns before exceptions, or leave "
                                + "the group out.");
    }

    @Test
    void whatThawsIsFrozenUpToItsEpoch() {
        List<ParameterGroup> all = List.of(ParameterGroup.of("stem/**").frozen(true).thaw(5),
                ParameterGroup.of("stem/bn1/**").thaw(3));
        for (int epoch = 1; epoch <= 6; epoch++) {
            ParameterGroups groups = ParameterGroups.of(all, network(), epoch);
            assertThat(groups.network().isFrozen(param(groups, "stem/conv1/weights"))).isEqualTo(epoch < 5);
            assertThat(groups.network().isFrozen(param(groups, "stem/bn1/mean"))).isEqualTo(epoch < 3);
            assertThat(groups.network().isFrozen(param(groups, "head/bias"))).isFalse();
            assertThat(groups.learnsFrom(param(groups, "stem/bn1/scale"))).isEqualTo(3);
            assertThat(groups.learnsFrom(param(groups, "head/bias"))).isEqualTo(1);
            assertThat(ParameterGroups.stage(all, epoch)).isEqualTo(epoch < 3 ? 1 : epoch < 5 ? 3 : 5);
        }
        assertThat(ParameterGroups.stage(null, 9)).isEqualTo(1);
    }

    @Test
    void refusesToThawBeforeAnythingIsFrozen() {
        assertThatThrownBy(() -> ParameterGroup.of("head/**").thaw(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The group 'head/**' is to thaw in epoch 1, but the first epoch is 1, and what is frozen "
                        + "until then is never frozen. Give an epoch from 2 on, or leave out frozen and thaw.");
    }

    @Test
    void refusesFactorsThatAreNone() {
        assertThatThrownBy(() -> ParameterGroup.of("head/**").rate(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The rate of the group 'head/**' is 0.0 but must be a factor above 0, for example 0.1. Use "
                        + "frozen to leave parameters as they are.");
        assertThatThrownBy(() -> ParameterGroup.of("head/**").decay(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The decay of the group 'head/**' is -1.0 but must be a factor of 0 or more. Give 0 for none.");
        Stream.of(Double.NaN, Double.POSITIVE_INFINITY).forEach(
                factor -> assertThatThrownBy(() -> ParameterGroup.of("a/b").rate(factor))
                        .hasMessageContaining("factor"));
    }
}
