package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.Target;
import cnn.core.model.Prediction.Candidate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTests {
    private static final Prediction CLASS = Prediction.of(Target.classes("cat", "dog", "owl"),
            new float[] {9, 0.25f, 0.5f, 0.25f}, 1);
    private static final Prediction LABELS = Prediction.of(Target.labels("red", "big", "old"),
            new float[] {0.25f, 0.75f, 0.5f}, 0);
    private static final Prediction NUMBERS = Prediction.of(Target.numbers("x", "y"), new float[] {-3, 7.5f}, 0);

    @Test
    void aClassIsTheMostProbableOne() {
        assertThat(CLASS.label()).isEqualTo("dog");
        assertThat(CLASS.probability()).isEqualTo(0.5);
        assertThat(CLASS.ranking()).containsExactly(new Candidate("dog", 0.5), new Candidate("cat", 0.25),
                new Candidate("owl", 0.25));
        assertThat(CLASS.value("owl")).isEqualTo(0.25);
    }

    @Test
    void labelsAreThoseThatAreProbableEnough() {
        assertThat(LABELS.labels(0.5)).containsExactly(new Candidate("big", 0.75), new Candidate("old", 0.5));
        assertThat(LABELS.labels(0.9)).isEmpty();
        assertThat(LABELS.values()).containsExactly(Map.entry("red", 0.25), Map.entry("big", 0.75),
                Map.entry("old", 0.5));
        assertThatThrownBy(LABELS::label).isInstanceOf(IllegalStateException.class).hasMessage("The model answers with "
                + "several labels, of which none is the best. Ask for labels(0.5).");
    }

    @Test
    void numbersHaveNames() {
        assertThat(NUMBERS.value("y")).isEqualTo(7.5);
        assertThat(NUMBERS.toString()).isEqualTo("{x=-3.0, y=7.5}");
        assertThatThrownBy(NUMBERS::probability)
                .hasMessage("The model answers with numbers, of which none is the best. "
                        + "Ask for values().");
        assertThatThrownBy(() -> NUMBERS.labels(0.5)).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model answers with numbers (x, y), which have no probabilities. Ask for values().");
        assertThatThrownBy(() -> NUMBERS.value("z")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model's answer has nothing called 'z', only x, y. Ask for one of these.");
    }

    @Test
    void answersAreEqualThatSayTheSame() {
        assertThat(CLASS).isEqualTo(Prediction.of(Target.classes("cat", "dog", "owl"), new float[] {0.25f, 0.5f, 0.25f},
                0)).isNotEqualTo(NUMBERS).hasSameHashCodeAs(Prediction.of(Target.classes(List.of("cat", "dog", "owl")),
                        new float[] {0.25f, 0.5f, 0.25f}, 0));
    }
}
