package cnn.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSource.Request;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestTests {
    private final Request request = Request.of(Path.of("here"), note -> {
    });

    @Test
    void aWishChangesNothingElse() {
        Request other = request.folder(Path.of("there")).shaped(3, 4, 1).resize(Resize.PAD);
        assertThat(other.folder()).isEqualTo(Path.of("there"));
        assertThat(List.of(other.height(), other.width(), other.channels())).containsExactly(3, 4, 1);
        assertThat(other.resize()).isEqualTo(Resize.PAD);
        assertThat(other.cache()).isEqualTo(ImageCache.of(Path.of("there")));
        assertThat(other.folder(request.folder()).shaped(0, 0, 0).resize(Resize.STRETCH)).isEqualTo(request);
    }

    @Test
    void withoutADecoderItSaysWhereThereIsOne() {
        PictureFiles files = PictureFiles.of(request.folder(), List.of());
        List<ThrowingCallable> asked = List.of(() -> request.picture(Path.of("1.png")),
                () -> request.picture("1.png", new byte[1]),
                () -> request.picture("1.png", InputStream.nullInputStream()), () -> request.pictures(files),
                () -> request.pictures(List.of(files, files)));
        assertThat(asked).allSatisfy(one -> assertThatThrownBy(one).isInstanceOf(IllegalStateException.class)
                .hasMessage("A data source asked for decoded pictures, but its request has no decoder: it was made by "
                        + "hand, not by the framework. In a test take DataSourceContract.request(), with cnn-core on the "
                        + "test path; elsewhere add .decoder(new StandardDecoder()) from cnn.core.pictures."));
    }
}
