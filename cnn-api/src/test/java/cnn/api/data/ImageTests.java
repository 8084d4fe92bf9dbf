package cnn.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTests {
    @Test
    void pixelsLieRowByRowWithTheirChannelsTogether() {
        Image image = Image.of(Shape.image(4, 5, 3));
        assertThat(image.pixels()).hasSize(60).containsOnly(0);
        assertThat(image.index(0, 1)).isEqualTo(3);
        assertThat(image.index(2, 1)).isEqualTo((2 * 5 + 1) * 3);
        assertThat(List.of(image.height(), image.width(), image.channels())).containsExactly(4, 5, 3);
    }

    @Test
    void takesOverAnother() {
        Image source = new Image(Shape.image(1, 2, 1), new float[] {0.25f, 1});
        Image target = Image.of(source.shape());
        target.copyFrom(source);
        assertThat(target.pixels()).containsExactly(0.25f, 1).isNotSameAs(source.pixels());
    }

    @Test
    void numbersThatDoNotFitItsShapeAreRefused() {
        assertThatThrownBy(() -> new Image(Shape.image(2, 2, 1), new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(2, 2, 1) and 3 numbers");
        assertThatThrownBy(() -> new Image(Shape.vector(4), new float[4]))
                .hasMessageContaining("(height, width, channels)");
    }

    @Test
    void aRequestTakesImagesAsTheyAreUnlessItSaysOtherwise() {
        DataSource.Request request = DataSource.Request.of(Path.of("data"), new ArrayList<String>()::add);
        assertThat(request.shape(Shape.image(7, 8, 3))).isEqualTo(Shape.image(7, 8, 3));
        assertThat(request.strict()).isFalse();
        assertThat(request.resize()).isEqualTo(Resize.STRETCH);
        assertThat(request.resize(Resize.PAD).resize()).isEqualTo(Resize.PAD);
        assertThat(request.progress()).isSameAs(ReadingProgress.NONE);
    }
}
