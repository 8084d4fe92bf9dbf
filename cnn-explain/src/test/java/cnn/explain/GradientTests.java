package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Tanh;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Methods that ask for the derivative with respect to pixels. */
class GradientTests {
    /** Two dense layers with a tanh between, in double. */
    private static double score(Model model, double[] pixels, int place) {
        double[] values = pixels.clone();
        for (int i = 0; i < values.length; i++) {
            int channel = i % model.network().input().channels();
            values[i] = (values[i] - model.preprocessing().mean().get(channel))
                    / model.preprocessing().deviation().get(channel);
        }
        double[] hidden = dense(model, "first", values);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] = Math.tanh(hidden[i]);
        }
        return dense(model, "second", hidden)[place];
    }

    private static double[] dense(Model model, String layer, double[] in) {
        float[] weights = model.weights().tensors().get(layer + "/weights").data();
        float[] bias = model.weights().tensors().get(layer + "/bias").data();
        double[] out = new double[bias.length];
        for (int o = 0; o < out.length; o++) {
            out[o] = bias[o];
            for (int i = 0; i < in.length; i++) {
                out[o] += weights[i * out.length + o] * in[i];
            }
        }
        return out;
    }

    @Test
    void saliencyAgreesWithCentralDifferencesInDouble() {
        Network.Builder builder = Network.builder(Shape.image(3, 4, 2));
        builder.add(new Flatten());
        builder.add("first", Dense.of(7));
        builder.add(new Tanh());
        builder.add("second", Dense.of(3));
        Model model = Models.of(builder.build());
        Image image = Models.noise(model.network().input(), 2);
        double[] pixels = new double[image.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixels()[i];
        }
        Explanation explanation = Explainer.of(model, Models.ENGINE).explain(image).forClass("square");
        assertThat(explanation.score()).isCloseTo(score(model, pixels, 1), within(1e-5));
        float[] gradient = explanation.by(Saliency.of()).values().data();
        for (int i = 0; i < pixels.length; i++) {
            double pixel = pixels[i];
            pixels[i] = pixel + 1e-5;
            double above = score(model, pixels, 1);
            pixels[i] = pixel - 1e-5;
            double below = score(model, pixels, 1);
            pixels[i] = pixel;
            // what two layers of 24 and 7 products in float lose of numbers of size 1
            assertThat((double) gradient[i]).isCloseTo((above - below) / 2e-5, within(1e-5));
        }
    }

    /** Through convolutions, normalisation by running statistics and dropout, which all work as in prediction. */
    @Test
    void convolutionsHaveTheGradientsOfPrediction() {
        Network network = Models.convolutions();
        Weights weights = Weights.init(network, 5);
        weights.tensors().forEach((name, tensor) -> {
            for (int i = 0; i < tensor.data().length && name.endsWith("variance"); i++) {
                tensor.data()[i] = 0.5f + i;
            }
        });
        Image image = Models.noise(network.input(), 3);
        Explanation explanation = Explainer.of(Models.of(network, weights), Models.ENGINE).explain(image);
        float[] gradient = explanation.by(Saliency.of()).values().data();
        Explainer explainer = Explainer.of(Models.of(network, weights), Models.ENGINE);
        int far = 0;
        for (int i = 0; i < gradient.length; i += 7) {
            Image other = new Image(image.shape(), image.pixels().clone());
            other.pixels()[i] += 0x1p-10f;
            double above = explainer.explain(other).forClass(explanation.subject()).score();
            other.pixels()[i] -= 0x1p-9f;
            double below = explainer.explain(other).forClass(explanation.subject()).score();
            far += Math.abs((above - below) / 0x1p-9 - gradient[i]) > 5e-3 ? 1 : 0;
        }
        // where a ReLU or a maximum changes its mind within the step there is no derivative
        assertThat(far).isLessThanOrEqualTo(2);
    }

    @Test
    void integratedGradientsAreComplete() {
        for (Network network : new Network[] {Models.convolutions(), Models.pooled()}) {
            Explanation explanation = Models.explanation(network);
            Image image = explanation.image();
            for (double level : new double[] {0, 0.5, 1}) {
                Image baseline = new Image(image.shape(), image.pixels().clone());
                Arrays.fill(baseline.pixels(), (float) level);
                double difference = explanation.score() - Explainer.of(Models.of(network), Models.ENGINE)
                        .explain(baseline).forClass(explanation.subject()).score();
                double total = explanation.by(IntegratedGradients.of().steps(400).baseline(level)).total();
                // a path through so many kinks in 400 steps
                assertThat(total).isCloseTo(difference, within(0.01 * Math.max(0.2, Math.abs(difference))));
                assertThat(explanation.by(IntegratedGradients.of().steps(400).baseline(baseline)).total())
                        .isEqualTo(total);
            }
        }
    }

    /** Where the score is linear every method that counts shares gives the weight times what is beyond the baseline. */
    @Test
    void linearNetworksSaySoThemselves() {
        Network network = Models.linear();
        Explanation explanation = Models.explanation(network).forClass("circle");
        Model model = Models.of(network);
        float[] weights = model.weights().tensors().get("dense-1/weights").data();
        float[] pixels = explanation.image().pixels();
        float[] saliency = explanation.by(Saliency.of()).values().data();
        float[] product = explanation.by(GradientTimesInput.of()).values().data();
        float[] integrated = explanation.by(IntegratedGradients.of().steps(3).baseline(0.25)).values().data();
        float[] smooth = explanation.by(SmoothGrad.of().copies(5)).values().data();
        for (int i = 0; i < pixels.length; i++) {
            double weight = weights[i * 3 + 2] / model.preprocessing().deviation().get(i % 2);
            assertThat((double) saliency[i]).isCloseTo(weight, within(1e-6));
            assertThat((double) smooth[i]).isCloseTo(weight, within(1e-6));
            assertThat((double) product[i]).isCloseTo(weight * pixels[i], within(1e-6));
            assertThat((double) integrated[i]).isCloseTo(weight * (pixels[i] - 0.25), within(1e-6));
        }
    }

    @Test
    void smoothGradFollowsFromItsSeed() {
        Explanation explanation = Models.explanation(Models.convolutions());
        float[] first = explanation.by(SmoothGrad.of().copies(3)).values().data();
        assertThat(explanation.by(SmoothGrad.of().copies(3)).values().data()).isEqualTo(first);
        assertThat(explanation.by(SmoothGrad.of().copies(3).seed(2)).values().data()).isNotEqualTo(first);
        assertThat(explanation.by(SmoothGrad.of().copies(3).noise(0.3)).values().data()).isNotEqualTo(first);
    }

    /** Mean over one copy after the other, of the noise that the paper adds. */
    @Test
    void smoothGradIsTheMeanOverNoisyCopies() {
        Explanation explanation = Models.explanation(Models.convolutions());
        Explainer explainer = Explainer.of(Models.of(Models.convolutions()), Models.ENGINE);
        float[] pixels = explanation.image().pixels();
        float least = 1;
        float most = 0;
        for (float pixel : pixels) {
            least = Math.min(least, pixel);
            most = Math.max(most, pixel);
        }
        double[] sum = new double[pixels.length];
        for (int copy = 0; copy < 4; copy++) {
            Image noisy = new Image(explanation.image().shape(), pixels.clone());
            Rng random = new Rng(Rng.key(8, copy));
            for (int i = 0; i < pixels.length; i++) {
                noisy.pixels()[i] += 0.2f * (most - least) * random.nextGaussian();
            }
            float[] one = explainer.explain(noisy).forClass(explanation.subject()).by(Saliency.of()).values().data();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i] / 4.0;
            }
        }
        float[] mean = explanation.by(SmoothGrad.of().copies(4).noise(0.2).seed(8)).values().data();
        for (int i = 0; i < sum.length; i++) {
            assertThat((double) mean[i]).isCloseTo(sum[i], within(1e-5));
        }
    }

    @Test
    void threadsChangeNoBit() {
        Network network = Models.convolutions();
        Model model = Models.of(network);
        Image image = Models.noise(network.input(), 1);
        try (Workers one = new Workers(1); Workers three = new Workers(3)) {
            Explanation alone = Explainer.of(model, new Engine(Registry.load().kernels("scalar"), one)).explain(image);
            Explanation shared = Explainer.of(model, new Engine(Registry.load().kernels("scalar"), three))
                    .explain(image);
            for (AttributionMethod method : new AttributionMethod[] {GradCam.of(), GradCamPlusPlus.of(),
                Saliency.of(), SmoothGrad.of().copies(40), IntegratedGradients.of(), GradientTimesInput.of(),
                Occlusion.of()}) {
                assertThat(shared.by(method).values().data()).as(method.title())
                        .isEqualTo(alone.by(method).values().data());
            }
            assertThat(shared.maps("block2/relu").values().data()).isEqualTo(alone.maps("block2/relu").values().data());
        }
    }
}
