package cnn.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PicturesTests {
    /** Of four files the second and third cannot be read. */
    private static final class TwoOfFour implements Pictures {
        private boolean closed;

        @Override
        public int size() {
            return 2;
        }

        @Override
        public Shape shape() {
            return Shape.image(1, 2, 1);
        }

        @Override
        public int file(int index) {
            return 3 * index;
        }

        @Override
        public String name(int index) {
            return file(index) + ".png";
        }

        @Override
        public void read(int index, Image target) {
            target.pixels()[0] = index;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final TwoOfFour pictures = new TwoOfFour();

    @Test
    void labelledTheyHaveTheClassesOfTheirFiles() {
        DataSet data = pictures.labelled(List.of("a", "b"), new int[] {1, 1, 1, 0});
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.shape()).isEqualTo(pictures.shape());
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(data.targets()).containsExactly(Target.classes("a", "b"));
        assertThat(List.of(data.label(0), data.label(1))).containsExactly(1, 0);
        assertThat(data.name(1)).isEqualTo("3.png");
        Image image = Image.of(data.shape());
        data.read(1, image);
        assertThat(image.pixels()).containsExactly(1, 0);
        data.close();
        assertThat(pictures.closed).isTrue();
    }

    @Test
    void withTargetsTheyHaveThoseOfTheirFiles() {
        List<Target> targets = List.of(Target.labels("x", "y").name("tags"), Target.numbers("z").name("place"));
        DataSet data = pictures.with(targets, new float[][] {{1, 0, 5}, {}, {}, {1, 1, 7}});
        assertThat(data.targets()).isEqualTo(targets);
        assertThat(data.name(1)).isEqualTo("3.png");
        float[] numbers = new float[5];
        data.readTargets(1, numbers, 1);
        assertThat(numbers).containsExactly(0, 1, 1, 7, 0);
        assertThatThrownBy(() -> data.label(0))
                .hasMessageContaining("was asked for label(index), which it does not have");
        DataSet classes = pictures.with(List.of(Target.classes("a", "b")), new float[][] {{0, 1}, {}, {}, {1, 0}});
        assertThat(classes.classes()).containsExactly("a", "b");
        assertThat(List.of(classes.label(0), classes.label(1))).containsExactly(1, 0);
        classes.close();
        assertThat(pictures.closed).isTrue();
    }

    @Test
    void everyFileNeedsALabel() {
        assertThatThrownBy(() -> pictures.labelled(List.of("a", "b"), new int[2])).isInstanceOf(
                IllegalArgumentException.class)
                .hasMessage("There are labels for 2 files, but picture 1 ('3.png') is of "
                        + "file 3 (the first is 0). Give labels for every file, those included that cannot be read.");
        assertThatThrownBy(() -> pictures.with(List.of(Target.numbers("x")), new float[3][1]))
                .hasMessageStartingWith("There are targets for 3 files, but picture 1");
    }

    @Test
    void filesAreCalledByTheirPaths() {
        Path folder = Path.of("pets");
        PictureFiles files = PictureFiles.of(folder, List.of(folder.resolve("cats/1.png"), Path.of("other/2.png"),
                Path.of("pets/../pets/3.png").toAbsolutePath()));
        assertThat(files.names()).containsExactly("cats/1.png", "../other/2.png", "3.png");
        assertThat(files.size()).isEqualTo(3);
        assertThatThrownBy(() -> new PictureFiles(folder, List.of(folder), List.of())).hasMessage("Every picture file "
                + "needs a name, but there are 1 files and 0 names. Give as many of both.");
    }
}
