package cnn.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.Plugin;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.examples.ExamplesPlugin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShapesDataTests {
    private static final ShapesData SMALL = ShapesData.of(Difficulty.FULL).counts(300, 90);

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void drawsTheSamePicturesForTheSameSeed(Difficulty difficulty) {
        ShapesData data = ShapesData.of(difficulty).counts(300, 90);
        assertThat(hashes(data.open(request(7)).train())).isEqualTo(hashes(data.open(request(7)).train()));
        assertThat(hashes(data.open(request(7)).train()))
                .isNotEqualTo(hashes(data.open(request(8)).train()));
    }

    @Test
    void isKeptBitForBit() {
        // Results that the documentation states hold for these pictures; a change needs a line in the changelog.
        Set<Integer> full = hashes(SMALL.open(request(1)).train());
        Set<Integer> easy = hashes(ShapesData.of(Difficulty.EASY).counts(300, 90).open(request(1)).train());
        assertThat(full.hashCode()).isEqualTo(1626568380);
        assertThat(easy.hashCode()).isEqualTo(2060070283);
        Set<Integer> drawn = hashes(SMALL.drawn(0.5).open(request(1)).train());
        assertThat(drawn.hashCode()).isEqualTo(-1780826958);
    }

    @Test
    void picturesDoNotDependOnHowManyAreDrawn() {
        DataSet few = SMALL.open(request(3)).train();
        DataSet many = SMALL.counts(600, 0).open(request(3)).train();
        for (int i = 0; i < few.size(); i++) {
            assertThat(pixels(many, i)).isEqualTo(pixels(few, i));
            assertThat(many.label(i)).isEqualTo(few.label(i));
        }
    }

    @Test
    void noPictureIsInBothParts() {
        DataSource.Splits splits = ShapesData.of(Difficulty.FULL).open(request(1));
        DataSet test = test(splits);
        assertThat(splits.train().size()).isEqualTo(6000);
        assertThat(test.size()).isEqualTo(1500);
        Set<Integer> train = hashes(splits.train());
        assertThat(train).hasSizeGreaterThan(5990);
        assertThat(hashes(test)).doesNotContainAnyElementsOf(train);
    }

    @Test
    void everyThreeNeighboursAreOneOfEachClass() {
        DataSet train = SMALL.open(request(5)).train();
        int sorted = 0;
        for (int i = 0; i < 300; i += 3) {
            assertThat(Set.of(train.label(i), train.label(i + 1), train.label(i + 2))).containsOnly(0, 1, 2);
            sorted += train.label(i) == 0 && train.label(i + 1) == 1 ? 1 : 0;
        }
        assertThat(sorted).isBetween(5, 35);
        assertThat(train.classes()).containsExactly("triangle", "square", "circle");
    }

    @Test
    void drawsAtTheSizeThatThePipelineWants() {
        assertThat(SMALL.open(request(1, 28, 28, 1)).train().shape()).isEqualTo(Shape.image(28, 28, 1));
        assertThat(SMALL.size(48).open(request(1)).train().shape()).isEqualTo(Shape.image(48, 48, 3));
        assertThat(SMALL.size(48).channels(1).open(request(1, 20, 30, 1)).train().shape())
                .isEqualTo(Shape.image(48, 48, 1));
        assertThat(SMALL.open(request(1, 64, 64, 0)).train().shape()).isEqualTo(Shape.image(64, 64, 3));
        assertThat(SMALL.open(request(1, 8, 8, 3)).train().shape()).isEqualTo(Shape.image(32, 32, 3));
    }

    @Test
    void hasNoTestPartWhereNoneIsAskedFor() {
        DataSource.Splits splits = SMALL.counts(3, 0).open(request(1));
        assertThat(splits.test()).isNull();
        assertThat(splits.validation()).isNull();
    }

    @Test
    void easyPicturesAreGrey() {
        DataSet train = ShapesData.of(Difficulty.EASY).counts(30, 0).open(request(1)).train();
        assertThat(train.shape()).isEqualTo(Shape.image(32, 32, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0 | 32 | 3 | Data 'shapes' cannot have train 0. Use 1 or more.
            1 | -1 | 32 | 3 | Data 'shapes' cannot have test -1. Use 0 or more.
            1 | 0 | 15 | 3 | Data 'shapes' cannot have size 15. Use 16 to 1024 pixels: below 16 a small square and a small circle look the same.
            1 | 0 | 32 | 4 | Data 'shapes' cannot have channels 4. Use 1 for grey or 3 for colour.
            """)
    void rejects(int train, int test, int size, int channels, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShapesData(train, test, size, channels, Difficulty.FULL, 0))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -0.1 | Data 'shapes' cannot have drawn -0.1. Use a share from 0 to 1.
            40 | Data 'shapes' cannot have drawn 40.0. Use a share from 0 to 1.
            NaN | Data 'shapes' cannot have drawn NaN. Use a share from 0 to 1.
            """)
    void rejectsAShareOfDrawingsThatIsNone(double drawn, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> SMALL.drawn(drawn)).withMessage(message);
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::type))
                .contains(ExamplesPlugin.class);
        assertThat(new ExamplesPlugin().components()).containsExactly(ShapesData.class);
    }

    private static DataSource.Request request(long seed) {
        return request(seed, 0, 0, 0);
    }

    private static DataSource.Request request(long seed, int height, int width, int channels) {
        return new DataSource.Request(Path.of("."), height, width, channels, false, seed, note -> {
        });
    }

    private static DataSet test(DataSource.Splits splits) {
        DataSet test = splits.test();
        assertThat(test).isNotNull();
        return test;
    }

    private static float[] pixels(DataSet set, int index) {
        Image image = Image.of(set.shape());
        set.read(index, image);
        return image.pixels();
    }

    private static Set<Integer> hashes(DataSet set) {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            hashes.add(Arrays.hashCode(pixels(set, i)));
        }
        return hashes;
    }
}
