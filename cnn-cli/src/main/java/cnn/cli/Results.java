package cnn.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/** What results are written to. Java's own streams forget why they could not write; a full disk would go unnoticed. */
final class Results extends OutputStream {
    private final OutputStream to;
    private IOException failure;

    Results(OutputStream to) {
        this.to = to;
    }

    /** Lines for this stream, each written at once. */
    PrintStream lines(Charset charset) {
        return new PrintStream(new BufferedOutputStream(this), true, charset);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            to.write(bytes, from, count);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** The message where something is lost. A reader that went away on purpose, such as {@code head}, misses nothing. */
    Optional<String> loss() {
        if (failure == null || "Broken pipe".equals(failure.getMessage())) {
            return Optional.empty();
        }
        return Optional.of("cnn: The results cannot be written to standard output (" + failure.getMessage()
                + "). Make room, or send them to another place.");
    }
}
