package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswersTests {
    @Test
    void keepsTheFiveMostProbableClassesInOrder() {
        int classes = 9;
        int images = 50;
        Answers answers = new Answers(images, classes);
        float[] said = new float[images * classes];
        for (int i = 0; i < said.length; i++) {
            said[i] = Rng.uniform(3, i);
        }
        for (int image = 0; image < images; image++) {
            answers.add(image % classes, order(said, image, classes).getFirst(), said, image * classes, classes);
        }
        assertThat(answers.ranks()).isEqualTo(5);
        for (int image = 0; image < images; image++) {
            List<Integer> order = order(said, image, classes);
            for (int rank = 0; rank < 5; rank++) {
                assertThat(answers.likely(image, rank)).isEqualTo(order.get(rank));
                assertThat(answers.probability(image, rank)).isEqualTo(said[image * classes + order.get(rank)]);
            }
            assertThat(answers.actualProbability(image)).isEqualTo(said[image * classes + image % classes]);
        }
    }

    private static List<Integer> order(float[] said, int image, int classes) {
        return IntStream.range(0, classes).boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> said[image * classes + c]).reversed()).toList();
    }

    @Test
    void theAnswerComesFirstThoughOthersAreAsProbable() {
        Answers answers = new Answers(1, 3);
        answers.add(0, 2, new float[] {1, 0, 1}, 0, 3);
        assertThat(answers.predicted(0)).isEqualTo(2);
        assertThat(answers.likely(0, 1)).isZero();
        assertThat(answers.likely(0, 2)).isEqualTo(1);
        assertThat(answers.ranks()).isEqualTo(3);
        Answers only = new Answers(1, 1);
        only.add(0, 0, new float[] {0.5f}, 0, 1);
        assertThat(only.predicted(0)).isZero();
        assertThat(only.correct(0)).isTrue();
    }
}
