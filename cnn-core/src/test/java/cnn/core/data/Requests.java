package cnn.core.data;

import cnn.api.data.DataSource.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What tests ask of a source, and what it tells them. */
final class Requests {
    final List<String> notes = new ArrayList<>();
    private final Path folder;

    Requests(Path folder) {
        this.folder = folder;
    }

    Request plain() {
        return new Request(folder, 0, 0, 0, false, 1, notes::add);
    }

    Request strict() {
        return new Request(folder, 0, 0, 0, true, 1, notes::add);
    }

    Request shaped(int height, int width, int channels) {
        return new Request(folder, height, width, channels, false, 1, notes::add);
    }
}
