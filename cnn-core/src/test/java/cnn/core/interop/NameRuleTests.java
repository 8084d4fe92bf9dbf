package cnn.core.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRuleTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            features.*                | backbone/*                    | backbone/a/b          | features.a.b
            layer{s}.{b}.conv{c}      | stage{s}/block{b+1}/conv{c}   | stage2/block1/conv3   | layer2.0.conv3
            layer{s}.{b}.conv{c}      | stage{s}/block{b+1}/conv{c}   | stage2/block0/conv3   | -
            blocks.{n+1}.*            | block{n}/*                    | block9/norm           | blocks.10.norm
            *.{n}                     | */at{n-2}                     | a/b/at3               | a.b.5
            fc                        | scores                        | scores                | fc
            fc                        | scores                        | other                 | -
            {n}.{n}                   | same{n}/{n}                   | same1/2               | -
            {n}.{n}                   | same{n}/{n}                   | same1/1               | 1.1
            a.b                       | a(b                           | a(b                   | a.b
            """)
    void turnsOurNamesIntoTheirs(String theirs, String ours, String name, String expected) {
        assertThat(new NameRule(theirs, ours).apply(name, ".").orElse(null)).isEqualTo(expected);
    }

    @Test
    void refusesWhatOurSideDoesNotSay() {
        assertThatThrownBy(() -> new NameRule("layer{n}.*", "stage/*")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The rule 'layer{n}.*' → 'stage/*' does not say what '{n}' stands for: our side needs as many stars, "
                                + "and the same variables. Write for example 'layer{n}.*' and 'stage{n}/*'.");
        assertThatThrownBy(() -> new NameRule(" ", "stage/*"))
                .hasMessage("The rule ' ' → 'stage/*' lacks a side. Write the other "
                        + "framework's module and our layer: 'features.*' and 'backbone/*'.");
    }

    @ParameterizedTest
    @CsvSource({"features.2,features.10", "a,a.b", "block2.x,block10.a", "x9,x09y"})
    void namesAreInTheirNaturalOrder(String first, String second) {
        assertThat(NaturalOrder.NAMES.compare(first, second)).isNegative();
        assertThat(NaturalOrder.NAMES.compare(second, first)).isPositive();
        assertThat(NaturalOrder.NAMES.compare(first, first)).isZero();
    }
}
