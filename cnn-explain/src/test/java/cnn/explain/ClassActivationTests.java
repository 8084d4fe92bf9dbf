package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.core.network.Network;
import org.junit.jupiter.api.Test;

class ClassActivationTests {
    private static final String NAMES = "block1/conv1, block1/norm, block1/relu, pool, block2/conv1, block2/relu, dropout, flatten, "
            + "head";

    /** Before global average pooling and a dense layer αₖ is the dense weight over Z: section 3.1 of the paper. */
    @Test
    void gradCamIsTheClassActivationMapWhereThatExists() {
        Network network = Models.pooled();
        Explanation explanation = Models.explanation(network).forClass("square");
        float[] maps = explanation.maps("relu-1").values().data();
        float[] weights = Models.of(network).weights().tensors().get("dense-1/weights").data();
        Attribution attribution = explanation.by(GradCam.of());
        assertThat(attribution.values().shape()).isEqualTo(Shape.image(10, 8, 1));
        assertThat(attribution.kind()).isEqualTo(Attribution.Kind.SUPPORT);
        double[] sums = new double[5];
        for (int i = 0; i < maps.length; i++) {
            sums[i % 5] += maps[i];
        }
        float[] plusPlus = explanation.by(GradCamPlusPlus.of()).values().data();
        for (int place = 0; place < 80; place++) {
            double expected = 0;
            double expectedPlusPlus = 0;
            for (int k = 0; k < 5; k++) {
                double g = weights[k * 3 + 1] / 80;
                expected += g * maps[place * 5 + k];
                // g is the same at all places: Σ αg = Z · g² / (2 g² + g³ Σ A) · g
                expectedPlusPlus += g <= 0 ? 0 : 80 * g / (2 + g * sums[k]) * maps[place * 5 + k];
            }
            assertThat((double) attribution.values().data()[place]).isCloseTo(Math.max(0, expected), within(1e-6));
            assertThat((double) plusPlus[place]).isCloseTo(Math.max(0, expectedPlusPlus), within(1e-4));
        }
    }

    @Test
    void looksAtTheLastLayerThatHasPlacesUnlessToldOtherwise() {
        Explanation explanation = Models.explanation(Models.convolutions());
        assertThat(explanation.by(GradCam.of()).values().data())
                .isEqualTo(explanation.by(GradCam.of().layer("dropout")).values().data());
        assertThat(explanation.by(GradCam.of().layer("block1/relu")).values().shape())
                .isEqualTo(Shape.image(12, 10, 1));
        assertThat(explanation.by(GradCam.of().layer("block1")).values().data())
                .isEqualTo(explanation.by(GradCam.of().layer("block1/relu")).values().data());
    }

    @Test
    void asksForALayerThatExists() {
        Explanation explanation = Models.explanation(Models.convolutions());
        assertThatThrownBy(() -> explanation.by(GradCam.of().layer("block2/conv")))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(
                        "The network has no layer 'block2/conv'. Did you mean 'block2/conv1'? It has " + NAMES + ".");
        assertThatThrownBy(() -> explanation.maps("x\u202e")).hasMessage("The network has no layer 'x\\u202e'. It has "
                + NAMES + ".");
    }

    @Test
    void asksForALayerWithPlaces() {
        Explanation explanation = Models.explanation(Models.convolutions());
        assertThatThrownBy(() -> explanation.by(GradCam.of().layer("head")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grad-CAM needs a layer whose output has places, height × width of more than 1, but that of 'head' "
                                + "is (3). Name one of block1/conv1, block1/norm, block1/relu, pool, block2/conv1, block2/relu, "
                                + "dropout.");
    }

    @Test
    void saysThatDenseNetworksHaveNoPlaces() {
        Explanation explanation = Models.explanation(Models.linear());
        assertThatThrownBy(() -> explanation.by(GradCamPlusPlus.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grad-CAM++ needs a layer whose output has places, height × width of more than 1, and no layer of "
                                + "this network before 'dense-1' has one. Use Saliency or another method that asks pixels.");
        assertThatThrownBy(() -> explanation.by(GradCam.of().layer("dense-1")))
                .hasMessage(
                        "Grad-CAM needs a layer whose output has places, height × width of more than 1, but that of "
                                + "'dense-1' is (3). No layer of this network has one: use Saliency or another method that asks "
                                + "pixels.");
        assertThat(explanation.by(Saliency.of()).isBlank()).isFalse();
    }

    @Test
    void looksBeforeTheOutputThatIsAskedFor() {
        Explanation both = Explainer.of(Models.twoOutputs(), Models.ENGINE)
                .explain(Models.noise(Shape.image(12, 10, 3), 4));
        assertThat(both.output()).isEqualTo("kind");
        assertThat(Models.CLASSES).contains(both.subject());
        Explanation place = both.output("place");
        assertThat(place.subject()).isEqualTo("x");
        assertThat(place.score()).isEqualTo(both.prediction().output("place").value("x"));
        assertThat(place.forClass("y").by(GradCam.of()).values().data())
                .isNotEqualTo(place.by(GradCam.of()).values().data());
        assertThatThrownBy(() -> both.output("plaice")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has no output 'plaice'. Did you mean 'place'? It has kind, place.");
        assertThatThrownBy(() -> place.forClass("z")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model has no number 'z'. It has x, y.");
        assertThatThrownBy(() -> both.forClass("cirle"))
                .hasMessage("The model has no class 'cirle'. Did you mean 'circle'? It has triangle, square, circle.");
    }
}
