package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.block.Residual;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainerTests {
    /** A layer as somebody may have written it: y = x · |x|. */
    private record SignedSquare() implements Layer {
        @Override
        public Bound bind(Binding in) {
            int size = in.input().size();
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    for (int i = 0; i < pass.batch() * size; i++) {
                        pass.output()[i] = pass.input()[i] * Math.abs(pass.input()[i]);
                    }
                }

                @Override
                public void backward(Backward pass) {
                    for (int i = 0; i < pass.batch() * size && pass.wantsInputGradient(); i++) {
                        pass.inputGradient()[i] = 2 * Math.abs(pass.input()[i]) * pass.outputGradient()[i];
                    }
                }
            });
        }
    }

    @Test
    void looksThroughLayersThatItDoesNotKnow() {
        Network network = Network.of(Shape.image(8, 8, 1), Conv2d.of(3, 3), new SignedSquare(), new Flatten(),
                Dense.of(3));
        Explanation explanation = Models.explanation(network);
        float[] before = explanation.maps("conv2d-1").values().data();
        float[] after = explanation.maps("signedsquare-1").values().data();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isEqualTo(before[i] * Math.abs(before[i]));
        }
        assertThat(explanation.by(GradCam.of().layer("signedsquare-1")).isBlank()).isFalse();
        double difference = explanation.score() - Explainer.of(Models.of(network), Models.ENGINE)
                .explain(Image.of(network.input())).forClass(explanation.subject()).score();
        assertThat(explanation.by(IntegratedGradients.of()).total()).isCloseTo(difference, within(2e-3));
    }

    @Test
    void blocksAreSeenAsTheirLayers() {
        Network.Builder builder = Network.builder(Shape.image(8, 8, 2));
        builder.add("stage", Residual.of(Conv2d.of(2, 3).padding(Padding.SAME), new Relu()));
        builder.add(new Flatten());
        builder.add(Dense.of(3));
        Explanation explanation = Models.explanation(builder.build());
        assertThat(explanation.maps()).extracting(FeatureMaps::layer).allMatch(name -> name.startsWith("stage/")
                || name.equals("flatten-1") || name.equals("dense-1")).hasSize(5);
        FeatureMaps last = explanation.maps("stage");
        assertThat(last.layer()).isEqualTo(explanation.maps().get(2).layer());
        assertThat(explanation.by(GradCam.of().layer("stage")).values().data())
                .isEqualTo(explanation.by(GradCam.of()).values().data());
    }

    @Test
    void tellsWhatEveryLayerMakesOfThePicture() {
        Explanation explanation = Models.explanation(Models.convolutions());
        List<FeatureMaps> maps = explanation.maps();
        assertThat(maps).extracting(FeatureMaps::layer).containsExactlyElementsOf(
                Explainer.of(Models.of(Models.convolutions()), Models.ENGINE).layers());
        FeatureMaps pool = maps.get(3);
        assertThat(pool.shape()).isEqualTo(Shape.image(6, 5, 6));
        assertThat(pool.configuration()).startsWith("MaxPool2d[");
        assertThat(pool.count()).isEqualTo(6);
        assertThat(pool.map(2)).hasSize(30).contains(pool.values().data()[2], pool.values().data()[8]);
        FeatureMaps head = maps.getLast();
        assertThat(head.count()).isEqualTo(1);
        assertThat(head.width()).isEqualTo(3);
        assertThat((double) head.map(0)[Models.CLASSES.indexOf(explanation.subject())]).isEqualTo(explanation.score());
        assertThat(pool.sheet(20).getHeight()).isGreaterThan(20);
    }

    @Test
    void asksThePredictorForTheAnswer() {
        Model model = Models.of(Models.convolutions());
        Image image = Models.noise(model.network().input(), 3);
        Explanation explanation = Explainer.of(model, Models.ENGINE).explain(image);
        assertThat(explanation.prediction()).isEqualTo(model.predictor(Models.ENGINE).predict(image));
        assertThat(explanation.subject()).isEqualTo(explanation.prediction().label());
    }

    @Test
    void takesPicturesAsPredictorsDo() {
        Explainer explainer = Explainer.of(Models.of(Models.convolutions()), Models.ENGINE);
        assertThat(explainer.explain(new BufferedImage(30, 40, BufferedImage.TYPE_INT_RGB)).image().shape())
                .isEqualTo(Shape.image(12, 10, 3));
        assertThatThrownBy(() -> explainer.explain(Image.of(Shape.image(12, 10, 2))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 channels");
    }

    @Test
    void anImageThatChangesAfterwardsChangesNothing() {
        Explainer explainer = Explainer.of(Models.of(Models.convolutions()), Models.ENGINE);
        Image image = Models.noise(Shape.image(12, 10, 3), 3);
        Explanation explanation = explainer.explain(image);
        double score = explanation.score();
        image.pixels()[0] = 0;
        assertThat(explanation.score()).isEqualTo(score);
    }

    @Test
    void findsTheFiltersOfAllConvolutions() {
        Model model = Models.of(Models.convolutions());
        List<Filters> filters = Explainer.of(model, Models.ENGINE).filters();
        assertThat(filters).extracting(Filters::layer).containsExactly("block1/conv1", "block2/conv1");
        Filters second = filters.get(1);
        assertThat(List.of(second.height(), second.width(), second.channels(), second.count())).containsExactly(3, 3, 6,
                8);
        assertThat(second.window(7, 5)[8]).isEqualTo(second.weights().data()[second.weights().data().length - 1]);
        assertThat(filters.getFirst().picture(0, 24).getWidth()).isEqualTo(24);
        assertThat(second.picture(0, 24).getWidth()).isGreaterThan(24);
    }

    /** Black but for one white pixel, elsewhere in each. */
    private record Dots(int size) implements DataSet {
        @Override
        public Shape shape() {
            return Shape.image(9, 9, 1);
        }

        @Override
        public List<String> classes() {
            return Models.CLASSES;
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        @Override
        public void read(int index, Image target) {
            Arrays.fill(target.pixels(), 0);
            target.pixels()[target.index(index + 1, 4)] = 0.25f * (index + 1);
        }
    }

    @Test
    void findsTheImagesThatExciteAMapMostAndWhatItSees() {
        Network network = Network.of(Shape.image(9, 9, 1), Conv2d.of(1, 3), new Relu(), new Flatten(), Dense.of(3));
        Weights weights = Weights.zeros(network);
        float[] kernel = weights.tensors().get("conv2d-1/weights").data();
        Arrays.fill(kernel, -0.1f);
        kernel[4] = 1;
        weights.tensors().get("conv2d-1/bias").data()[0] = -0.5f;
        Explainer explainer = Explainer.of(Models.of(network, weights), Models.ENGINE);
        List<Excitement> excitements = explainer.exciting(new Dots(4), "relu-1", 2);
        assertThat(excitements).hasSize(1);
        List<Excitement.Shot> shots = excitements.getFirst().shots();
        assertThat(shots).extracting(Excitement.Shot::index).containsExactly(3, 2);
        assertThat(shots).extracting(Excitement.Shot::name).containsExactly("#3", "#2");
        Excitement.Shot shot = shots.getFirst();
        // the kernel of nine pixels around row 4, column 4
        assertThat(List.of(shot.top(), shot.left(), shot.height(), shot.width())).containsExactly(3, 3, 3, 3);
        assertThat(shot.crop().pixels()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(excitements.getFirst().picture(30).getWidth()).isEqualTo(30 + 2 + 30); // two parts side by side
        assertThatThrownBy(() -> new Excitement("relu-1", 0, List.of()).picture(30))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Map 0 of the layer 'relu-1' answered to no image, so that there is none to show. Ask for its "
                                + "shots() first.");
        assertThat(explainer.hasPlaces("relu-1")).isTrue();
        assertThat(explainer.hasPlaces("dense-1")).isFalse();
        assertThatThrownBy(() -> explainer.exciting(new Dots(4), "relu-1", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "At least 1 image for each map can be looked for, but 0 were asked for. Ask for example for 5.");
    }
}
