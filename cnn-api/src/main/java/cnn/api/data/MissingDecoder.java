package cnn.api.data;

import cnn.api.data.DataSource.Request;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Stands in where a request was made without a decoder: most sources need none. */
final class MissingDecoder implements PictureDecoder {
    private static IllegalStateException missing() {
        return new IllegalStateException("A data source asked for decoded pictures, but its request has no decoder: it "
                + "was made by hand, not by the framework. In a test take DataSourceContract.request(), with cnn-core on "
                + "the test path; elsewhere add .decoder(new StandardDecoder()) from cnn.core.pictures.");
    }

    @Override
    public Image decode(Path file, Request request) {
        throw missing();
    }

    @Override
    public Image decode(String name, byte[] file, Request request) {
        throw missing();
    }

    @Override
    public Image decode(String name, InputStream file, Request request) {
        throw missing();
    }

    @Override
    public List<Pictures> decode(List<PictureFiles> parts, Request request) {
        throw missing();
    }
}
