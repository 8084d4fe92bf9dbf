package cnn.core.archive;

import java.io.IOException;

/** What the files of an archive hold. Any number of threads may read. */
interface EntryContents extends AutoCloseable {
    /**
     * A file's content, as many bytes as it says.
     *
     * @throws IOException where it holds more or less, or is damaged
     */
    byte[] read(Entry file) throws IOException;

    @Override
    void close() throws IOException;
}
