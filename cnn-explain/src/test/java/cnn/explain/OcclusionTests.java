package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.model.Model;
import cnn.core.network.Network;
import org.junit.jupiter.api.Test;

class OcclusionTests {
    /** Where the score is linear a window takes away the sum over it of weight times (pixel − cover). */
    @Test
    void aLinearScoreLosesWhatIsCovered() {
        Network network = Models.linear();
        Model model = Models.of(network);
        Explanation explanation = Models.explanation(network).forClass("circle");
        float[] weights = model.weights().tensors().get("dense-1/weights").data();
        float[] pixels = explanation.image().pixels();
        double[] share = new double[30];
        for (int i = 0; i < pixels.length; i++) {
            share[i / 2] += weights[i * 3 + 2] / model.preprocessing().deviation().get(i % 2) * (pixels[i] - 0.5);
        }
        Attribution single = explanation.by(Occlusion.of().window(1).stride(1).value(0.5));
        assertThat(single.values().shape()).isEqualTo(Shape.image(6, 5, 1));
        for (int i = 0; i < 30; i++) {
            assertThat((double) single.values().data()[i]).isCloseTo(share[i], within(1e-5));
        }
        float[] wide = explanation.by(Occlusion.of().window(4).stride(4).value(0.5)).values().data();
        // rows 0 … 3 and 2 … 5, columns 0 … 3 and 1 … 4: the last ones end at the edge
        assertThat((double) wide[0]).isCloseTo(sum(share, 0, 0), within(1e-5));
        assertThat((double) wide[29]).isCloseTo(sum(share, 2, 1), within(1e-5));
        assertThat((double) wide[2 * 5 + 1]).isCloseTo((sum(share, 0, 0) + sum(share, 0, 1) + sum(share, 2, 0)
                + sum(share, 2, 1)) / 4, within(1e-5));
    }

    private static double sum(double[] share, int top, int left) {
        double sum = 0;
        for (int y = top; y < top + 4; y++) {
            for (int x = left; x < left + 4; x++) {
                sum += share[y * 5 + x];
            }
        }
        return sum;
    }

    @Test
    void coversWithTheMeanUnlessToldOtherwise() {
        Explanation explanation = Models.explanation(Models.linear());
        float[] pixels = explanation.image().pixels();
        float[] whole = explanation.by(Occlusion.of().window(99)).values().data();
        double expected = explanation.score();
        float[] even = new float[pixels.length];
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            for (int i = c; i < pixels.length; i += 2) {
                sum += pixels[i];
            }
            for (int i = c; i < pixels.length; i += 2) {
                even[i] = (float) (sum / 30);
            }
        }
        expected -= Explainer.of(Models.of(Models.linear()), Models.ENGINE)
                .explain(new Image(explanation.image().shape(), even)).forClass(explanation.subject()).score();
        for (float value : whole) {
            assertThat((double) value).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void refusesWhatIsNoOption() {
        assertThatThrownBy(() -> Occlusion.of().window(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Occlusion takes a window and a stride of at least 1 pixel and a value that is a number, but was given "
                                + "-1, 0 and null. Use for example 8, 4 and 0.5.");
        assertThatThrownBy(() -> SmoothGrad.of().noise(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "SmoothGrad takes 1 to 100,000 copies and noise above 0, up to 1, but was given 32 copies and noise "
                                + "0.0. Use for example 32 and 0.15.");
        assertThatThrownBy(() -> IntegratedGradients.of().steps(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Integrated gradients take 1 to 100,000 steps and a baseline that is a number, but were given 0 "
                                + "steps and 0.0. Use for example 64 and 0.");
        Explanation explanation = Models.explanation(Models.linear());
        assertThatThrownBy(() -> explanation.by(IntegratedGradients.of()
                .baseline(Image.of(Shape.image(3, 3, 2))))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The baseline has shape (3, 3, 2), but the network takes (6, 5, 2). Bring it to that shape with "
                                + "model.fit(image).");
    }
}
