package cnn.augment.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import cnn.augment.geometry.Projection.Corner;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Perspective, windows, and what draws them. */
class ProjectionTests {
    private static final Corner UPPER_LEFT = new Corner(0, 0);
    private static final Corner UPPER_RIGHT = new Corner(0, 1);
    private static final Corner LOWER_RIGHT = new Corner(1, 1);
    private static final Corner LOWER_LEFT = new Corner(1, 0);

    @Test
    void cornersThatStayChangeNothing() {
        Image image = Pictures.noise(7, 5, 3, 1);
        assertThat(projected(Projection.of(UPPER_LEFT, UPPER_RIGHT, LOWER_RIGHT, LOWER_LEFT), image))
                .isEqualTo(image.pixels());
    }

    @Test
    void aSquareWithinIsTheImageMadeSmaller() {
        Image image = Pictures.noise(8, 8, 1, 2);
        Projection half = Projection.of(new Corner(0.25, 0.25), new Corner(0.25, 0.75), new Corner(0.75, 0.75),
                new Corner(0.75, 0.25));
        Image out = Image.of(image.shape());
        Warp.scale(0.5).apply(image, out, Fill.ZERO);
        Image other = Image.of(image.shape());
        half.apply(image, other, Fill.ZERO);
        assertThat(other.pixels()).containsExactly(out.pixels(), Offset.offset(1e-3f)); // places are kept to 1/1024
    }

    @Test
    void everyCornerComesFromTheCornerThatWasMovedThere() {
        Rng random = new Rng(3);
        for (int i = 0; i < 100; i++) {
            Corner a = new Corner(0.29 * random.nextFloat(), 0.29 * random.nextFloat());
            Corner b = new Corner(0.29 * random.nextFloat(), 1 - 0.29 * random.nextFloat());
            Corner c = new Corner(1 - 0.29 * random.nextFloat(), 1 - 0.29 * random.nextFloat());
            Corner d = new Corner(1 - 0.29 * random.nextFloat(), 0.29 * random.nextFloat());
            Projection projection = Projection.of(a, b, c, d);
            comesFrom(projection, a, UPPER_LEFT);
            comesFrom(projection, b, UPPER_RIGHT);
            comesFrom(projection, c, LOWER_RIGHT);
            comesFrom(projection, d, LOWER_LEFT);
        }
    }

    /** By the formula of the type's description. */
    private static void comesFrom(Projection p, Corner place, Corner source) {
        double scale = p.g() * place.x() + p.h() * place.y() + p.i();
        assertThat(scale).isPositive();
        assertThat((p.a() * place.x() + p.b() * place.y() + p.c()) / scale).isCloseTo(source.x(),
                Offset.offset(1e-9));
        assertThat((p.d() * place.x() + p.e() * place.y() + p.f()) / scale).isCloseTo(source.y(),
                Offset.offset(1e-9));
    }

    @Test
    void theMostDistortionKeepsValuesWithinTheImages() {
        Image image = Pictures.noise(20, 31, 1, 4);
        float least = 1;
        float most = 0;
        for (float value : image.pixels()) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        for (Fill fill : new Fill[] {Fill.EDGE, Fill.REFLECT}) {
            for (int key = 0; key < 300; key++) {
                for (float value : Pictures.augmented(Perspective.of(0.6).probability(1).fill(fill), image, key)
                        .pixels()) {
                    assertThat(value).isBetween(least, most);
                }
            }
        }
    }

    @Test
    void aWindowIsShownAtTheImagesSize() {
        Image image = Pictures.grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);
        Image out = Image.of(image.shape());
        Warp.window(0, 0, 2, 4, image).apply(image, out, Fill.ZERO);
        assertThat(out.pixels()).isEqualTo(image.pixels());
        Warp.window(0, 1, 2, 2, image).apply(image, out, Fill.EDGE);
        assertThat(out.pixels()).containsExactly(1.75f, 2.25f, 2.75f, 3.25f, 5.75f, 6.25f, 6.75f, 7.25f);
        Warp.window(0, -4, 2, 12, image).apply(image, out, Fill.ZERO); // a pixel is three wide, the middle one shows
        assertThat(out.pixels()).containsExactly(0, 1, 4, 0, 0, 5, 8, 0);
    }

    @Test
    void slantsBothWays() {
        Image image = Pictures.grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Image out = Image.of(image.shape());
        Warp.slantRows(1).apply(image, out, Fill.ZERO);
        assertThat(out.pixels()).containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 0);
        Warp.slantColumns(1).apply(image, out, Fill.ZERO);
        assertThat(out.pixels()).containsExactly(0, 2, 6, 1, 5, 9, 4, 8, 0);
    }

    @Test
    void aCropOfTheWholeIsTheWhole() {
        Image image = Pictures.noise(12, 9, 3, 5);
        assertThat(Pictures.augmented(ResizedCrop.of().area(1, 1).aspect(1), image, 1).pixels())
                .isEqualTo(image.pixels());
        // nothing wider or higher than all of it fits
        assertThat(Pictures.augmented(ResizedCrop.of().area(1, 1).aspect(10), Pictures.noise(1, 1, 1, 5), 1).pixels())
                .isEqualTo(Pictures.noise(1, 1, 1, 5).pixels());
    }

    @Test
    void cropsHaveTheAreasAndFormsAsked() {
        // on a ramp the difference of neighbours is the share of the side that is shown
        int side = 100;
        Image across = Image.of(Shape.image(side, side, 1));
        Image down = Image.of(Shape.image(side, side, 1));
        for (int i = 0; i < side * side; i++) {
            across.pixels()[i] = i % side / (float) side;
            down.pixels()[i] = i / side / (float) side;
        }
        double least = 1;
        double most = 0;
        for (int key = 0; key < 500; key++) {
            ResizedCrop crop = ResizedCrop.of().area(0.2, 0.6);
            double width = slope(Pictures.augmented(crop, across, key), 1);
            double height = slope(Pictures.augmented(crop, down, key), side);
            assertThat(width / height).isBetween(0.72, 1.39);
            least = Math.min(least, width * height);
            most = Math.max(most, width * height);
        }
        assertThat(least).isBetween(0.19, 0.22);
        assertThat(most).isBetween(0.57, 0.61);
    }

    /** Between two places in the middle, 40 pixels apart. */
    private static double slope(Image image, int step) {
        int middle = image.index(50, 50);
        return (image.pixels()[middle + 20 * step] - image.pixels()[middle - 20 * step]) / 40 * image.height();
    }

    @Test
    void marginsMakeWhatIsShownSmaller() {
        Image white = Image.of(Shape.image(60, 60, 1));
        Arrays.fill(white.pixels(), 1);
        double least = 1;
        double most = 0;
        for (int key = 0; key < 300; key++) {
            double sum = 0;
            for (float value : Pictures.augmented(Pad.of(0.5).probability(1).fill(Fill.ZERO), white, key).pixels()) {
                sum += value / 3600;
            }
            least = Math.min(least, sum);
            most = Math.max(most, sum);
        }
        assertThat(least).isBetween(0.25, 0.35); // half of each side on both sides leaves a quarter
        assertThat(most).isBetween(0.75, 1.0);
    }

    private static float[] projected(Projection projection, Image image) {
        Image out = Image.of(image.shape());
        projection.apply(image, out, Fill.EDGE);
        return out.pixels();
    }
}
