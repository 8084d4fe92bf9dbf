package cnn.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pictures show that look drawn by hand. */
class DrawnScenesTests {
    private static final List<Scene> SCENES = scenes(32, 3);

    @ParameterizedTest
    @ValueSource(ints = {16, 28, 32, 64, 224})
    void inkLiesInsideThePicture(int size) {
        for (Scene scene : scenes(size, 1)) {
            float[] bounds = scene.figure().bounds();
            // A place is rounded to a float: 2⁻²³ of its value.
            assertThat(Math.min(bounds[0], bounds[1])).isGreaterThanOrEqualTo(0.99f);
            assertThat(Math.max(bounds[2], bounds[3])).isLessThanOrEqualTo(size - 1.99f);
        }
    }

    @Test
    void figuresAreLargeEnoughAndStandOut() {
        for (Scene scene : SCENES) {
            float[] bounds = scene.figure().bounds();
            float extent = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
            assertThat(extent).isGreaterThan(0.3f * 32);
            assertThat(scene.paint().contrast()).isGreaterThanOrEqualTo(0.25f);
            assertThat(scene.noise()).isLessThanOrEqualTo(0.2f * scene.paint().contrast());
        }
    }

    @Test
    void pensAreThinAndThick() {
        double[] widths = SCENES.stream().mapToDouble(scene -> {
            float[] radius = ((Trace) scene.figure()).radius();
            double sum = 0;
            for (float value : radius) {
                sum += 2 * value;
            }
            return sum / radius.length;
        }).sorted().toArray();
        assertThat(widths[widths.length / 20]).isBetween(0.8, 1.15);
        assertThat(widths[widths.length * 19 / 20]).isBetween(1.9, 2.7);
    }

    @Test
    void someLinesHaveGaps() {
        long open = SCENES.stream().filter(scene -> {
            Trace trace = (Trace) scene.figure();
            return IntStream.range(1, trace.pieces())
                    .anyMatch(i -> scene.label() == 2 && trace.y()[i] != trace.toY()[i - 1]);
        }).count();
        // Of 1000 ovals 30 % may have gaps, and most of them do; 8 % are drawn twice, which lifts the pen as well.
        assertThat(open).isBetween(180L, 420L);
    }

    @Test
    void circlesAndSquaresAreLongOrNot() {
        for (int label = 1; label < 3; label++) {
            int wanted = label;
            double[] ratios = SCENES.stream().filter(scene -> scene.label() == wanted).mapToDouble(scene -> {
                Trace trace = (Trace) scene.figure();
                return spread(trace.y(), trace.x());
            }).sorted().toArray();
            assertThat(ratios[ratios.length / 20]).isBetween(0.1, 0.35);
            assertThat(ratios[ratios.length * 19 / 20]).isBetween(0.8, 1.0);
        }
    }

    @Test
    void halfAreDarkOnWhitePaper() {
        long paper = SCENES.stream()
                .filter(scene -> Arrays.equals(scene.paint().from(), scene.paint().to())
                        && scene.paint().from()[0] >= 0.85f && scene.paint().from()[0] == scene.paint().from()[1]
                        && scene.paint().figure()[0] <= 0.3f)
                .count();
        assertThat(paper).isBetween(1350L, 1650L);
    }

    @Test
    void measuresTheDistanceToALine() {
        Trace line = new Trace(new float[] {2, 2}, new float[] {1, 5}, new float[] {2, 6}, new float[] {5, 5},
                new float[] {1, 0.5f});
        assertThat(line.distance(2, 3)).isEqualTo(-1);
        assertThat(line.distance(0, 3)).isEqualTo(1);
        assertThat(line.distance(2, -2)).isEqualTo(2);
        assertThat(line.distance(5, 8)).isCloseTo(2.5f, Offset.offset(1e-6f));
        assertThat(line.bounds()).containsExactly(1, 0, 6.5f, 6);
        assertThat(line.moved(2, 1, -1).bounds()).containsExactly(3, -1, 14, 11);
    }

    /** Short to long axis of the places' covariance. */
    private static double spread(float[] y, float[] x) {
        double meanY = 0;
        double meanX = 0;
        for (int i = 0; i < y.length; i++) {
            meanY += y[i] / (double) y.length;
            meanX += x[i] / (double) x.length;
        }
        double yy = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < y.length; i++) {
            yy += (y[i] - meanY) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (y[i] - meanY) * (x[i] - meanX);
        }
        double half = (yy + xx) / 2;
        double root = Math.sqrt((yy - xx) * (yy - xx) / 4 + xy * xy);
        return Math.sqrt(Math.max(0, half - root) / (half + root));
    }

    private static List<Scene> scenes(int size, int channels) {
        return IntStream.range(0, 3000)
                .mapToObj(i -> DrawnScenes.draw(i % 3, size, channels, new Rng(Rng.key(size, i))))
                .toList();
    }
}
