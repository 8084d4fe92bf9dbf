package cnn.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.explain.Attribution;
import cnn.explain.Explainer;
import cnn.explain.Explanation;
import cnn.explain.GradCam;
import cnn.explain.GradCamPlusPlus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a network looks at that tells shapes apart. */
class ExplainedShapesTests {
    private static final int SIDE = 32;
    private static final int PICTURES = 60;
    /** Pixels around the figure that count as its: as many as a place of the layer that is looked at covers. */
    private static final int MARGIN = 2;
    private static final String PIPELINE = """
            name: figures
            seed: 1
            data: {shapes: {}}
            network:
              - conv2d: {filters: 12, kernel: 3, padding: same, bias: false}
              - relu
              - max-pool2d: {size: 2}
              - conv2d: {filters: 20, kernel: 3, padding: same, bias: false}
              - relu
              - conv2d: {filters: 24, kernel: 3, padding: same, bias: false}
              - relu
              - global-average-pool2d
              - flatten
              - dense: {units: 3}
            train:
              epochs: 8
              batch: 32
              optimizer: {adamw: {learning-rate: 0.004}}
              schedule: {warmup-cosine: {}}
            """;

    /** Light figures that are a third as wide as the picture, anywhere on a dark ground. */
    private record Figures(int size, long key) implements DataSet {
        @Override
        public Shape shape() {
            return Shape.image(SIDE, SIDE, 1);
        }

        @Override
        public List<String> classes() {
            return ShapeImages.CLASSES;
        }

        @Override
        public int label(int index) {
            return index % 3;
        }

        Scene scene(int index) {
            Rng random = new Rng(Rng.key(key, index));
            Scene middle = EasyScenes.draw(label(index), SIDE, 1, random);
            return new Scene(middle.label(), SIDE, Scene.place((Figure.Solid) middle.figure(), 0.55f, SIDE, random), 0,
                    middle.paint(),
                    List.of(), middle.noise());
        }

        @Override
        public void read(int index, Image target) {
            byte[] picture = scene(index).render(new Rng(Rng.key(~key, index)));
            for (int i = 0; i < picture.length; i++) {
                target.pixels()[i] = (picture[i] & 0xFF) / 255f;
            }
        }
    }

    /**
     * How much of an attribution lies within bounds.
     *
     * @param mass the share of all that it has
     * @param bright the same of what is at least half as strong as the strongest place
     */
    private record Shares(double mass, double bright) {
        static Shares of(Attribution attribution, float[] bounds) {
            float[] heat = attribution.heat();
            float most = 0;
            for (float value : heat) {
                most = Math.max(most, value);
            }
            double[] inside = new double[2];
            double[] all = new double[2];
            for (int i = 0; i < heat.length; i++) {
                boolean within = i / SIDE >= bounds[0] - MARGIN && i / SIDE <= bounds[2] + MARGIN
                        && i % SIDE >= bounds[1] - MARGIN && i % SIDE <= bounds[3] + MARGIN;
                for (int part = 0; part < (heat[i] >= most / 2 ? 2 : 1); part++) {
                    all[part] += heat[i];
                    inside[part] += within ? heat[i] : 0;
                }
            }
            return new Shares(inside[0] / all[0], inside[1] / all[1]);
        }

        static Shares mean(List<Shares> all) {
            return new Shares(all.stream().mapToDouble(Shares::mass).average().orElseThrow(),
                    all.stream().mapToDouble(Shares::bright).average().orElseThrow());
        }
    }

    /** By chance the figure would have the share of its bounds in the picture, little more than a fifth. */
    @Test
    void gradCamLiesOnTheFigure() {
        Figures test = new Figures(PICTURES, 2);
        try (Cnn cnn = Cnn.create();
                TrainingRun run = cnn.prepare(PipelineConfig.read("figures", PIPELINE, cnn.registry()),
                        new Splits(new Figures(1500, 1), null, test), RunOptions.of())) {
            Explainer explainer = Explainer.of(run.train().model(), cnn.engine());
            Image image = Image.of(test.shape());
            List<Shares> gradCam = new ArrayList<>();
            List<Shares> plusPlus = new ArrayList<>();
            double area = 0;
            for (int i = 0; i < PICTURES; i++) {
                test.read(i, image);
                Explanation explanation = explainer.explain(image);
                if (explanation.subject().equals(test.classes().get(test.label(i)))) {
                    float[] bounds = test.scene(i).figure().bounds();
                    gradCam.add(Shares.of(explanation.by(GradCam.of()), bounds));
                    plusPlus.add(Shares.of(explanation.by(GradCamPlusPlus.of()), bounds));
                }
                float[] bounds = test.scene(i).figure().bounds();
                area += (bounds[2] - bounds[0] + 2 * MARGIN) * (bounds[3] - bounds[1] + 2 * MARGIN) / SIDE / SIDE
                        / PICTURES;
            }
            assertThat(gradCam).as("right answers").hasSizeGreaterThan(PICTURES * 9 / 10);
            assertThat(area).isLessThan(0.23);
            assertThat(Shares.mean(gradCam).mass()).isGreaterThan(3 * area);
            assertThat(Shares.mean(plusPlus).mass()).isGreaterThan(3 * area);
            assertThat(Shares.mean(gradCam).bright()).isGreaterThan(0.85);
            assertThat(Shares.mean(plusPlus).bright()).isGreaterThan(0.95);
        }
    }
}
