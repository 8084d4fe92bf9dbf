package cnn.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.cli.fetch.UnreliableServer.Answer;
import cnn.core.file.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does: the file whole, or words and what has come. */
class DownloadTests {
    private static final byte[] CONTENT = content(300_000);
    /** So long that a busy machine does not make up stalls. */
    private static final Patience LONG = new Patience(Duration.ofMinutes(2), 3, Duration.ofMillis(1));

    @TempDir Path folder;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void closeClient() {
        client.shutdownNow();
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) Rng.bits(11, i);
        }
        return bytes;
    }

    private static KnownFile known(UnreliableServer server) {
        return known(server.address("/some/set.bin"));
    }

    private static KnownFile known(URI address) {
        try {
            return new KnownFile("set.bin", address, CONTENT.length,
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private boolean fetch(KnownFile file) {
        return new Download(client, LONG, (one, bytes) -> {
        }, notes::add).fetch(file, folder.resolve("sets"));
    }

    private Path target() {
        return folder.resolve("sets/set.bin");
    }

    private Path part() {
        return folder.resolve("sets/set.bin.part");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("sets"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Fetches from a server that first answers so; gives what it was asked for. */
    private List<String> fetched(Answer... answers) throws IOException {
        try (UnreliableServer server = new UnreliableServer(CONTENT, answers)) {
            assertThat(fetch(known(server))).isTrue();
            assertThat(Files.readAllBytes(target())).isEqualTo(CONTENT);
            assertThat(files()).containsExactly("set.bin");
            return server.ranges();
        }
    }

    /** Fails from a server that answers so. */
    private UnreliableServer refused(String message, Answer... answers) throws IOException {
        UnreliableServer server = new UnreliableServer(CONTENT, answers);
        try (server) {
            assertThatThrownBy(() -> fetch(known(server))).isInstanceOf(FetchException.class)
                    .hasMessage(message.replace("URL", known(server).address().toString()));
            assertThat(target()).doesNotExist();
        }
        return server;
    }

    @Test
    void fetchesAFileOnce() throws IOException {
        assertThat(fetched()).containsExactly("all");
        try (UnreliableServer server = new UnreliableServer(CONTENT)) {
            assertThat(fetch(known(server))).isFalse();
            assertThat(server.ranges()).isEmpty();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void goesOnWhereTheConnectionBrokeOff() throws IOException {
        List<String> asked = fetched(UnreliableServer.breakingOff(100_000), UnreliableServer.breakingOff(150_000));
        assertThat(asked).hasSize(3).first().isEqualTo("all");
        assertThat(asked.subList(1, 3)).allMatch(range -> range.matches("bytes=[1-9]\\d*-"));
        assertThat(notes).hasSize(2).allMatch(note -> note.startsWith("'set.bin': the connection broke (")
                && note.endsWith("). Trying again."));
    }

    @Test
    void goesOnInALaterRun() throws IOException {
        refused("'set.bin' did not come from URL: the server answered 503, 3 times in a row. What has come, 0 bytes, is kept: "
                + "fetch again later, or name another address with --from.", UnreliableServer.status(503),
                UnreliableServer.status(503), UnreliableServer.status(503));
        Files.write(part(), Arrays.copyOf(CONTENT, 120_000));
        assertThat(fetched()).containsExactly("bytes=120000-");
    }

    /** Stalls until that is told: a busy machine may make up stalls of another kind before. */
    private Answer until(String told, Answer stall) {
        return (exchange, file) -> {
            Answer answer = notes.contains(told) ? UnreliableServer::properly : stall;
            answer.to(exchange, file);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing came for 0.5 s", "the server did not answer within 0.5 s"})
    void aServerThatStallsIsLeftAndAskedAgain(String told) throws IOException {
        String note = "'set.bin': " + told + ". Trying again.";
        Answer stalling = until(note, told.startsWith("nothing")
                ? UnreliableServer.stalling(100)
                : UnreliableServer.silent());
        try (UnreliableServer server = new UnreliableServer(CONTENT,
                Collections.nCopies(100, stalling).toArray(Answer[]::new))) {
            assertThat(new Download(client, new Patience(Duration.ofMillis(500), 100, Duration.ofMillis(1)),
                    (one, bytes) -> {
                    }, notes::add).fetch(known(server), folder.resolve("sets"))).isTrue();
            assertThat(server.ranges()).hasSizeGreaterThan(1);
        }
        assertThat(notes).contains(note);
        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void aServerThatKnowsNoRangesGivesAllAgain() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.write(part(), Arrays.copyOf(CONTENT, 120_000));
        assertThat(fetched(UnreliableServer::wholly)).containsExactly("bytes=120000-");
    }

    @Test
    void aWrongPartIsFetchedAnew() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.write(part(), new byte[120_000]);
        assertThat(fetched()).containsExactly("bytes=120000-", "all");
        assertThat(notes)
                .containsExactly("What was there of 'set.bin' does not fit the rest: all of it is fetched anew.");
    }

    @ParameterizedTest
    @ValueSource(ints = {300_000, 300_001, 900_000})
    void aPartThatIsTooLongIsFetchedAnew(int length) throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.write(part(), new byte[length]);
        assertThat(fetched()).containsExactly("all");
    }

    @Test
    void aWholePartOnlyGetsItsName() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.write(part(), CONTENT);
        try (UnreliableServer server = new UnreliableServer(CONTENT)) {
            assertThat(fetch(known(server))).isTrue();
            assertThat(server.ranges()).isEmpty();
        }
        assertThat(target()).hasBinaryContent(CONTENT);
    }

    @Test
    void otherBytesAreNeverTheFile() throws IOException {
        refused("What URL gives is not the file that is wanted: it has the right length, but another SHA-256. Name another "
                + "address with --from.", UnreliableServer::otherwise);
        assertThat(part()).isEmptyFile();
    }

    @Test
    void anotherLengthIsToldBeforeAnythingIsFetched() throws IOException {
        refused("URL has 150,000 bytes, and 'set.bin' has 300,000: it is another file. Name another address with --from.",
                UnreliableServer::lying);
        refused("URL gives more than the 300,000 bytes of 'set.bin': it is another file. Name another address with --from.",
                UnreliableServer::endlessly);
        assertThat(part()).isEmptyFile();
    }

    @Test
    void aRangeThatWasNotAskedForIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.write(part(), Arrays.copyOf(CONTENT, 1000));
        refused("URL was asked for bytes from 1000 on, and gives 'bytes 0-299999/300000'. Remove the .part file, or name "
                + "another address with --from.", (exchange, file) -> {
                    exchange.getResponseHeaders().add("Content-Range", "bytes 0-299999/300000");
                    exchange.sendResponseHeaders(206, file.length);
                    exchange.getResponseBody().write(file);
                });
        assertThat(part()).hasSize(1000);
        refused("URL has 400,000 bytes, and 'set.bin' has 300,000: it is another file. Name another address with --from.",
                (exchange, file) -> {
                    exchange.getResponseHeaders().add("Content-Range", "bytes 1000-399999/400000");
                    exchange.sendResponseHeaders(206, 399_000);
                    exchange.getResponseBody().write(file);
                    exchange.getResponseBody().flush();
                });
    }

    @Test
    void whatIsNotThereIsAskedForOnce() throws IOException {
        assertThat(refused("URL answered 404: the file is not there any more. Name another address with --from.",
                UnreliableServer.status(404)).ranges()).hasSize(1);
        assertThat(refused("URL answered 403: it is not given to everybody. Name another address with --from.",
                UnreliableServer.status(403)).ranges()).hasSize(1);
        assertThat(
                refused("URL answered 418. Name another address with --from.", UnreliableServer.status(418)).ranges())
                .hasSize(1);
    }

    @Test
    void aBusyServerIsAskedAgain() throws IOException {
        assertThat(fetched(UnreliableServer.status(500), UnreliableServer.status(429))).hasSize(3);
        assertThat(notes).containsExactly("'set.bin': the server answered 500. Trying again.",
                "'set.bin': the server answered 429. Trying again.");
    }

    @Test
    void redirectsAreFollowedToHttpAlone() throws IOException {
        assertThat(fetched(UnreliableServer.redirect("/elsewhere"), UnreliableServer.redirect("further/on")))
                .hasSize(3);
        Files.delete(target());
        for (String address : List.of("ftp://example.org/set.bin", "file:///etc/passwd", "http:", "")) {
            refused("URL leads on to '" + address
                    + "', which is no address of http or https. Name another address with "
                    + "--from.", UnreliableServer.redirect(address));
        }
        refused("URL leads on more than 10 times. Name another address with --from.",
                IntStream.range(0, 11).mapToObj(i -> UnreliableServer.redirect("/" + i)).toArray(Answer[]::new));
    }

    @Test
    void aServerThatIsNotThereIsToldSo() {
        URI address;
        try (UnreliableServer server = new UnreliableServer(CONTENT)) {
            address = server.address("/set.bin");
        }
        assertThatThrownBy(() -> fetch(known(address))).isInstanceOf(FetchException.class)
                .hasMessage("'set.bin' did not come "
                        + "from " + address
                        + ": the server does not take connections, 3 times in a row. What has come, 0 bytes, is "
                        + "kept: fetch again later, or name another address with --from.");
    }

    @Test
    void aFileThatIsAnotherIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        Files.writeString(target(), "mine");
        assertThatThrownBy(() -> fetch(known(URI.create("http://127.0.0.1:9/set.bin"))))
                .isInstanceOf(FetchException.class)
                .hasMessage("'" + target() + "' is there, but it is not the file that is wanted: its length or SHA-256 "
                        + "differs. Move it elsewhere, and fetch again.");
        assertThat(target()).hasContent("mine");
    }

    @Test
    void twoProcessesDoNotWriteOneFile() throws IOException {
        Files.createDirectories(folder.resolve("sets"));
        try (UnreliableServer server = new UnreliableServer(CONTENT);
                FileChannel other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(LockFile.take(other)).isTrue();
            assertThatThrownBy(() -> fetch(known(server))).isInstanceOf(FetchException.class)
                    .hasMessage("Another process is fetching '" + target() + "'. Wait for it.");
        }
    }

    @Test
    void aDiskThatCannotTakeItIsToldSo() throws IOException {
        KnownFile huge = new KnownFile("set.bin", URI.create("http://127.0.0.1:9/set.bin"), Long.MAX_VALUE / 2, "00");
        assertThatThrownBy(() -> fetch(huge)).isInstanceOf(FetchException.class)
                .hasMessageMatching(
                        "'set\\.bin' has 4,611,686,018,427 MB to come, and the disk of '.*' has room for [\\d,]+ "
                                + "MB\\. Free some, or name another folder with --out\\.");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new Download(client, LONG, (one, bytes) -> {
        }, notes::add).fetch(known(URI.create("http://127.0.0.1:9/set.bin")), file.resolve("sets")))
                .isInstanceOf(UncheckedIOException.class).hasMessageStartingWith("Cannot write '" + file);
    }

    @Test
    void tellsHowFarItHasCome() throws IOException {
        List<Long> told = new ArrayList<>();
        try (UnreliableServer server = new UnreliableServer(CONTENT)) {
            new Download(client, LONG, (file, bytes) -> told.add(bytes), notes::add).fetch(known(server),
                    folder.resolve("sets"));
        }
        assertThat(told).isSorted().startsWith(0L).endsWith(300_000L);
    }
}
