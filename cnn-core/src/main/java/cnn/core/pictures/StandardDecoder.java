package cnn.core.pictures;

import cnn.api.data.DataSource.Request;
import cnn.api.data.Image;
import cnn.api.data.PictureDecoder;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.core.image.ByteImage;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.image.ImageException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What the framework's own sources decode with, for those of plug-ins: the same pictures and the same messages. */
public final class StandardDecoder implements PictureDecoder {
    public StandardDecoder() {
    }

    @Override
    public Image decode(Path file, Request request) {
        return fitted(() -> ImageDecoder.decode(file), request);
    }

    @Override
    public Image decode(String name, byte[] file, Request request) {
        return fitted(() -> ImageDecoder.decode(name, file), request);
    }

    @Override
    public Image decode(String name, InputStream file, Request request) {
        return fitted(() -> ImageDecoder.decode(name, file), request);
    }

    /** Decodes the files of several parts with what a request brings; where it brings nothing, with this. */
    public static List<Pictures> pictures(List<PictureFiles> parts, Request request) {
        return request.decoder() == NONE ? new PictureReader(request).read(parts) : request.pictures(parts);
    }

    @Override
    public List<Pictures> decode(List<PictureFiles> parts, Request request) {
        return new PictureReader(request).read(parts);
    }

    private static Image fitted(Supplier<ByteImage> decoded, Request request) {
        ByteImage picture;
        try {
            picture = decoded.get();
        } catch (ImageException e) {
            if (Exhaustion.in(e) != null) {
                // a source that skips what is damaged must not skip this: the model would depend on -Xmx
                throw new IllegalStateException(e.getMessage(), e);
            }
            throw e;
        }
        return picture.fitted(request.shape(picture.shape()), request.resize()).toImage();
    }
}
