package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationMaximizationTests {
    private static final ActivationMaximization SHORT = ActivationMaximization.of().steps(24);

    /** Of a linear score Σ wx the largest in [0, 1] is at 1 where w is above 0, else at 0: no step can end elsewhere. */
    @Test
    void findsTheLargestOfALinearScore() {
        Network network = Models.linear();
        Model model = Models.of(network);
        Stimulus drawn = Explainer.of(model, Models.ENGINE)
                .maximizing("dense-1", ActivationMaximization.of().jitter(0).smoothing(0).rate(0.2), 2).getFirst();
        float[] weights = model.weights().tensors().get("dense-1/weights").data();
        int size = network.input().size();
        boolean inputFirst = model.weights().tensors().get("dense-1/weights").shape().dim(0) == size;
        for (int i = 0; i < size; i++) {
            float weight = weights[inputFirst ? 3 * i + 2 : 2 * size + i];
            if (Math.abs(weight) > 0.1) { // small ones are climbed slowly
                assertThat(drawn.image().pixels()[i]).isEqualTo(weight > 0 ? 1 : 0);
            }
        }
        assertThat(drawn.subject()).isEqualTo("circle"); // what the third score stands for
        assertThat(drawn.isAnswered()).isTrue();
        Explanation said = Explainer.of(model, Models.ENGINE).explain(drawn.image()).forClass("circle");
        assertThat(said.score()).isCloseTo(drawn.value(), within(1e-5));
    }

    /** A map of a filter for edges: dark left, light right. */
    private static Model edges() {
        Network network = Network.of(Shape.image(12, 12, 1), Conv2d.of(1, 3), new Relu(), new Flatten(), Dense.of(3));
        Weights weights = Weights.zeros(network);
        float[] kernel = weights.tensors().get("conv2d-1/weights").data();
        for (int i = 0; i < 9; i++) {
            kernel[i] = i % 3 - 1;
        }
        weights.tensors().get("conv2d-1/bias").data()[0] = -0.5f; // grey is below what the ReLU lets through
        return Models.of(network, weights);
    }

    @Test
    void drawsWhatNoNoiseReaches() {
        Explainer explainer = Explainer.of(edges(), Models.ENGINE);
        Stimulus drawn = explainer.maximizing("relu-1", ActivationMaximization.of()).getFirst();
        assertThat(drawn.subject()).isEqualTo("map 1");
        assertThat(drawn.start()).isZero();
        double best = 0;
        for (int key = 0; key < 50; key++) {
            float[] map = explainer.explain(Models.noise(Shape.image(12, 12, 1), key)).maps("relu-1").map(0);
            double sum = 0;
            for (float value : map) {
                sum += value;
            }
            best = Math.max(best, sum / map.length);
        }
        assertThat(drawn.value()).isGreaterThan(1.5 * best);
        assertThat(drawn.picture(24).getWidth()).isEqualTo(24);
    }

    private static double variation(Image image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 1; x < image.width(); x++) {
                double step = image.pixels()[image.index(y, x)] - image.pixels()[image.index(y, x - 1)];
                sum += step * step;
            }
        }
        return sum;
    }

    @Test
    void smoothingLowersTheTotalVariation() {
        Explainer explainer = Explainer.of(edges(), Models.ENGINE);
        double rough = variation(explainer.maximizing("relu-1", SHORT.smoothing(0)).getFirst().image());
        double smooth = variation(explainer.maximizing("relu-1", SHORT.smoothing(0.5)).getFirst().image());
        assertThat(smooth).isLessThan(0.5 * rough);
    }

    @Test
    void isTheSameOnAnyThreadsAndBesideAnyOthers() {
        Model model = Models.of(Models.convolutions());
        List<Stimulus> all = Explainer.of(model, Models.ENGINE).maximizing("block2/relu", SHORT);
        assertThat(all).extracting(Stimulus::map).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        try (Workers workers = new Workers(3)) {
            Explainer other = Explainer.of(model, new Engine(Registry.load().kernels("scalar"), workers));
            Stimulus alone = other.maximizing("block2", SHORT, 5).getFirst();
            assertThat(alone.image().pixels()).isEqualTo(all.get(5).image().pixels());
            assertThat(alone.value()).isEqualTo(all.get(5).value());
        }
        assertThat(Explainer.of(model, Models.ENGINE).maximizing("block2/relu", SHORT.seed(2), 5).getFirst().image()
                .pixels()).isNotEqualTo(all.get(5).image().pixels());
        for (Stimulus one : all) {
            for (float pixel : one.image().pixels()) {
                assertThat(pixel).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> SHORT.rate(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Activation maximization takes 1 to 100,000 steps, a rate above 0, up to 1, jitter from 0 to 0.5 "
                                + "and smoothing from 0, below 1, but was given 24 steps, rate 0.0, jitter 0.06 and smoothing 0.1. Use "
                                + "for example 128, 0.05, 0.06 and 0.1.");
        Explainer explainer = Explainer.of(edges(), Models.ENGINE);
        assertThatThrownBy(() -> explainer.maximizing("relu-1", SHORT, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The layer 'relu-1' gives 1 map, and number 1 is none of them. The first has the number 0, the "
                                + "last 0.");
        assertThatThrownBy(() -> explainer.maximizing("relu1", SHORT))
                .hasMessageStartingWith("The network has no layer 'relu1'. Did you mean 'relu-1'?");
    }

    /** A hot pixel in row 2, and half as much beside it; what speaks against does not count. */
    @Test
    void focusIsWhereTheNumbersLie() {
        float[] values = new float[30];
        values[2 * 5 + 1] = 4;
        values[2 * 5 + 2] = 2;
        values[4 * 5 + 4] = 1;
        values[0] = -9;
        Attribution attribution = new Attribution(Saliency.of(), "circle", Attribution.Kind.SIGNED,
                new Tensor(Shape.image(6, 5, 1), values), Image.of(Shape.image(6, 5, 1)));
        assertThat(attribution.focus()).contains(new Focus(2, 1, 2, 1, 1, 2, 6 / 7.0));
        Arrays.fill(values, -1);
        assertThat(attribution.focus()).isEmpty();
    }
}
