package cnn.cli.fetch;

import cnn.core.file.LockFile;
import cnn.core.file.Sha256;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file whole or not at all. What has come is kept beside it in a file that ends in {@code .part}, and a later
 * attempt, in this run or another, asks the server for the rest. Only where length and SHA-256 are right does it get its
 * name.
 */
public final class Download {
    /** Told how far a file has come. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the file's bytes are there. */
        void at(KnownFile file, long bytes);
    }

    private final HttpClient client;
    private final Patience patience;
    private final Progress progress;
    private final Consumer<String> notes;

    /**
     * Nothing is asked for yet.
     *
     * @param notes told of what goes wrong and is tried again, one line each
     */
    public Download(HttpClient client, Patience patience, Progress progress, Consumer<String> notes) {
        this.client = client;
        this.patience = patience;
        this.progress = progress;
        this.notes = notes;
    }

    /** What a file is like on disk. */
    private enum State {
        MISSING, RIGHT, WRONG
    }

    /**
     * Fetches a file into a folder, which is made where there is none.
     *
     * @return whether anything was fetched: not where the file is there already
     * @throws FetchException where the server does not give the file
     * @throws java.io.UncheckedIOException where it cannot be written
     */
    public boolean fetch(KnownFile file, Path folder) {
        Path target = folder.resolve(file.name());
        State state = state(file, target);
        if (state == State.WRONG) {
            throw new FetchException(
                    "'" + Echo.path(target) + "' is there, but it is not the file that is wanted: its length "
                            + "or SHA-256 differs. Move it elsewhere, and fetch again.",
                    null);
        }
        if (state == State.RIGHT) {
            return false;
        }
        Path part = folder.resolve(file.name() + ".part");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFile.failure(folder, e);
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (!LockFile.take(channel)) {
                throw new FetchException("Another process is fetching '" + Echo.path(target) + "'. Wait for it.", null);
            }
            requireRoom(file, folder, channel.size());
            fetch(file, part, channel);
        } catch (IOException e) {
            throw AtomicFile.failure(part, e);
        }
        return move(file, part, target);
    }

    private static State state(KnownFile file, Path path) {
        try {
            if (!Files.exists(path)) {
                return State.MISSING;
            }
            return Files.size(path) == file.bytes() && Sha256.of(path).equals(file.sha256())
                    ? State.RIGHT
                    : State.WRONG;
        } catch (IOException e) {
            throw new FetchException("'" + Echo.path(path) + "' is there, and cannot be read (" + Reason.of(e)
                    + "). Give yourself the right to, or move it elsewhere.", e);
        }
    }

    private static void requireRoom(KnownFile file, Path folder, long there) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        if (room > 0 && room < file.bytes() - there) { // some file systems do not tell
            throw new FetchException(String.format(Locale.ROOT,
                    "'%s' has %,d MB to come, and the disk of '%s' has room for "
                            + "%,d MB. Free some, or name another folder with --out.",
                    Echo.of(file.name()),
                    (file.bytes() - there) / 1_000_000, Echo.path(folder), room / 1_000_000), null);
        }
    }

    /** Until the part is the whole file. */
    private void fetch(KnownFile file, Path part, FileChannel channel) throws IOException {
        boolean anew = channel.size() == 0;
        int failures = 0;
        for (int connections = 0;; connections++) {
            long before = channel.size();
            @Nullable
            String problem = before < file.bytes() ? attempt(file, channel) : null;
            if (problem == null && channel.size() == file.bytes() && Sha256.of(part).equals(file.sha256())) {
                channel.force(true);
                return;
            }
            if (problem == null) { // all is there, and it is not the file
                if (anew) {
                    channel.truncate(0);
                    throw new FetchException("What " + file.address() + " gives is not the file that is wanted: it has "
                            + "the right length, but another SHA-256. Name another address with --from.", null);
                }
                channel.truncate(0);
                anew = true; // perhaps only the part that an earlier attempt left is wrong
                notes.accept(
                        "What was there of '" + Echo.of(file.name()) + "' does not fit the rest: all of it is fetched "
                                + "anew.");
                continue;
            }
            failures = channel.size() > before ? 0 : failures + 1;
            if (failures >= patience.attempts() || connections >= Patience.MOST_CONNECTIONS) {
                throw new FetchException("'" + Echo.of(file.name()) + "' did not come from " + file.address() + ": "
                        + problem + ", " + Count.of(failures, "time") + " in a row. What has come, "
                        + Count.of(channel.size(), "byte")
                        + ", is kept: fetch again later, or name another address with "
                        + "--from.", null);
            }
            notes.accept("'" + Echo.of(file.name()) + "': " + problem + ". Trying again.");
            pause(patience.pause(Math.max(0, failures - 1)));
        }
    }

    /** Appends what the server gives; null where it gave all, else a clause that says what went wrong. */
    private @Nullable String attempt(KnownFile file, FileChannel channel) throws IOException {
        long from = channel.size();
        progress.at(file, from);
        try (Response response = Response.of(client, file, from, patience)) {
            if (response.start() == 0 && from > 0) {
                channel.truncate(0); // the server does not give parts
            }
            channel.position(response.start());
            byte[] bytes = new byte[1 << 16];
            for (int count = response.read(bytes); count >= 0; count = response.read(bytes)) {
                if (channel.position() + count > file.bytes()) {
                    channel.truncate(0);
                    throw new FetchException(file.address() + " gives more than the " + Count.of(file.bytes(), "byte")
                            + " of '" + Echo.of(file.name())
                            + "': it is another file. Name another address with --from.",
                            null);
                }
                ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                progress.at(file, channel.position());
            }
            return channel.size() == file.bytes()
                    ? null
                    : "the connection ended after " + Count.of(channel.size(), "byte") + " of "
                            + Count.of(file.bytes());
        } catch (Response.Broken broken) {
            return broken.getMessage();
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException("Fetching was interrupted. What has come is kept: fetch again to go on.", e);
        }
    }

    private static boolean move(KnownFile file, Path part, Path target) {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw AtomicFile.failure(target, e);
        }
    }
}
