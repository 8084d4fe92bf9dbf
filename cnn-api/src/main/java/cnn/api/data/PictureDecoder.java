package cnn.api.data;

import cnn.api.data.DataSource.Request;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Decodes image files as a request wants them. The framework brings the one that its own sources use, in cnn-core, which
 * {@link java.util.ServiceLoader} finds for tests. A data source calls {@link Request#picture} and
 * {@link Request#pictures}, where all is told.
 */
public interface PictureDecoder {
    /** What a request has that nobody gave one: it refuses, and says what to do. */
    PictureDecoder NONE = new MissingDecoder();

    /** See {@link Request#picture(Path)}. */
    Image decode(Path file, Request request);

    /** See {@link Request#picture(String, byte[])}. */
    Image decode(String name, byte[] file, Request request);

    /** See {@link Request#picture(String, InputStream)}. */
    Image decode(String name, InputStream file, Request request);

    /** See {@link Request#pictures(List)}. */
    List<Pictures> decode(List<PictureFiles> parts, Request request);
}
