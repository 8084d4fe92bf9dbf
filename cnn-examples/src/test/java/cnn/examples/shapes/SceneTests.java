package cnn.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pictures show: all the variety that is stated, and never a figure that cannot be told. */
class SceneTests {
    private static final List<Scene> FULL = scenes(Difficulty.FULL, 32, 3);

    @ParameterizedTest
    @ValueSource(ints = {16, 28, 32, 64, 224})
    void figuresLieInsideThePicture(int size) {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Scene scene : scenes(difficulty, size, 1)) {
                float[] bounds = scene.figure().bounds();
                assertThat(Math.min(bounds[0], bounds[1])).isGreaterThanOrEqualTo(0);
                assertThat(Math.max(bounds[2], bounds[3])).isLessThanOrEqualTo(size - 1f);
            }
        }
    }

    @Test
    void everyFigureIsLargeEnoughAndStandsOut() {
        for (int channels : new int[] {1, 3}) {
            for (Scene scene : scenes(Difficulty.FULL, 32, channels)) {
                assertThat(solid(scene).inradius()).isGreaterThan(0.0849f * 32);
                assertThat(scene.paint().contrast()).isGreaterThanOrEqualTo(0.25f);
                assertThat(scene.noise()).isLessThanOrEqualTo(0.25f * scene.paint().contrast());
                assertThat(scene.stroke()).isLessThanOrEqualTo(0.66f * solid(scene).inradius());
                for (Mark mark : scene.marks()) {
                    assertThat(Math.abs(Scene.Paint.lightness(mark.change())))
                            .isLessThanOrEqualTo(0.3001f * scene.paint().contrast());
                }
            }
        }
        for (Scene scene : scenes(Difficulty.EASY, 32, 1)) {
            assertThat(scene.paint().contrast()).isGreaterThanOrEqualTo(0.6f);
        }
    }

    @Test
    void sizesGoFromAQuarterToNearlyAll() {
        ToDoubleFunction<Scene> extent = scene -> {
            float[] bounds = scene.figure().bounds();
            return Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 32;
        };
        for (int label = 0; label < 3; label++) {
            double[] extents = of(label, extent);
            assertThat(extents[0]).isBetween(0.249, 0.31);
            assertThat(extents[extents.length / 2]).isBetween(0.5, 0.65);
            assertThat(extents[extents.length - 1]).isBetween(0.88, 0.901);
        }
    }

    @Test
    void halfAreFilledAndOutlinesHaveManyWidths() {
        for (int label = 0; label < 3; label++) {
            double[] strokes = of(label, Scene::stroke);
            assertThat(Arrays.stream(strokes).filter(stroke -> stroke == 0).count()).isBetween(430L, 570L);
            assertThat(strokes[strokes.length - 1]).isGreaterThan(3);
            assertThat(Arrays.stream(strokes).filter(stroke -> stroke > 0).min().orElseThrow()).isBetween(1.2, 1.3);
        }
    }

    @Test
    void figuresAreEverywhere() {
        int[] quarters = new int[4];
        for (Scene scene : FULL) {
            float[] bounds = scene.figure().bounds();
            quarters[(bounds[0] + bounds[2] > 31 ? 2 : 0) + (bounds[1] + bounds[3] > 31 ? 1 : 0)]++;
        }
        assertThat(Arrays.stream(quarters).min().orElseThrow()).isGreaterThan(650);
    }

    @Test
    void trianglesAreOfEveryKindButNeverSlender() {
        int obtuse = 0;
        int nearlyEquilateral = 0;
        for (Scene scene : FULL.stream().filter(scene -> scene.label() == 0).toList()) {
            double[] angles = angles((Figure.Polygon) scene.figure());
            Arrays.sort(angles);
            assertThat(angles[0]).isGreaterThan(29.9);
            assertThat(Arrays.stream(angles).sum()).isCloseTo(180, Offset.offset(0.01));
            obtuse += angles[2] > 90 ? 1 : 0;
            nearlyEquilateral += angles[2] < 70 ? 1 : 0;
        }
        assertThat(obtuse).isBetween(200, 850);
        assertThat(nearlyEquilateral).isBetween(30, 300);
    }

    @Test
    void squaresAreSquare() {
        for (Scene scene : FULL.stream().filter(scene -> scene.label() == 1).toList()) {
            for (double angle : angles((Figure.Polygon) scene.figure())) {
                assertThat(angle).isCloseTo(90, Offset.offset(0.01));
            }
            assertThat(solid(scene).area())
                    .isCloseTo(4 * solid(scene).inradius() * solid(scene).inradius(), Offset.offset(0.01f));
        }
    }

    @Test
    void backgroundsHaveGradientsAndMarks() {
        long gradients = FULL.stream()
                .filter(scene -> !Arrays.equals(scene.paint().from(), scene.paint().to()))
                .count();
        long marked = FULL.stream().filter(scene -> !scene.marks().isEmpty()).count();
        long dots = FULL.stream()
                .flatMap(scene -> scene.marks().stream())
                .filter(mark -> mark.down() == 0 && mark.right() == 0)
                .count();
        long marks = FULL.stream().mapToLong(scene -> scene.marks().size()).sum();
        assertThat(gradients).isBetween(1200L, 1700L);
        assertThat(marked).isBetween(1650L, 1950L);
        assertThat(dots).isBetween(marks * 2 / 5, marks * 3 / 5);
    }

    @Test
    void paintsAsMuchAsTheFigureCovers() {
        float[] white = {1};
        float[] black = {0};
        Scene.Paint paint = new Scene.Paint(white, black, black, 1, 0);
        for (Scene drawn : scenes(Difficulty.FULL, 64, 1)) {
            Scene filled = new Scene(drawn.label(), 64, drawn.figure(), 0, paint, List.of(), 0);
            assertThat(total(filled)).isCloseTo(solid(drawn).area(), Offset.offset(0.01 * solid(drawn).area() + 2));
            if (drawn.stroke() > 0) {
                Scene outlined = new Scene(drawn.label(), 64, drawn.figure(), drawn.stroke(), paint, List.of(), 0);
                double hole = 1 - drawn.stroke() / solid(drawn).inradius();
                assertThat(total(outlined)).isCloseTo(solid(drawn).area() * (1 - hole * hole),
                        Offset.offset(0.02 * solid(drawn).area() + 2));
            }
        }
    }

    @Test
    void paintsAGradientAndADotExactly() {
        float[] half = {0.5f};
        Figure dot = new Figure.Disc(1, 2, 0.5f);
        Scene scene = new Scene(2, 4, dot, 0, new Scene.Paint(new float[] {1}, new float[] {0}, half, 0, 1),
                List.of(new Mark(3, 0, 0, 0, 0.5f, half)), 0);
        byte[] picture = scene.render(new Rng(1));
        assertThat(picture).containsExactly(16, 48, 80, 112, 16, 48, 255, 112, 16, 48, 80, 112, 143, 48, 80, 112);
    }

    private static Figure.Solid solid(Scene scene) {
        return (Figure.Solid) scene.figure();
    }

    private static double total(Scene scene) {
        double sum = 0;
        for (byte value : scene.render(new Rng(1))) {
            sum += (value & 0xFF) / 255.0;
        }
        return sum;
    }

    private static double[] angles(Figure.Polygon polygon) {
        int count = polygon.x().length;
        double[] angles = new double[count];
        for (int i = 0; i < count; i++) {
            int before = (i + count - 1) % count;
            double cosine = polygon.normalX()[before] * polygon.normalX()[i]
                    + polygon.normalY()[before] * polygon.normalY()[i];
            angles[i] = 180 - Math.toDegrees(Math.acos(cosine));
        }
        return angles;
    }

    /** A property of all full scenes of a class, in ascending order. */
    private static double[] of(int label, ToDoubleFunction<Scene> property) {
        return FULL.stream().filter(scene -> scene.label() == label).mapToDouble(property).sorted().toArray();
    }

    private static List<Scene> scenes(Difficulty difficulty, int size, int channels) {
        return IntStream.range(0, 3000)
                .mapToObj(i -> ShapeImages.scene(difficulty, i % 3, Shape.image(size, size, channels),
                        new Rng(Rng.key(size, i))))
                .toList();
    }
}
