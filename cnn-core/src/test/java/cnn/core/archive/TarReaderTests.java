package cnn.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Python's tarfile has written; make_archives.py lies beside them. */
class TarReaderTests {
    private static final String LONG = "a/" + "long-".repeat(30) + "name/" + "x".repeat(90) + ".txt";
    private static final String PREFIXED = "prefix-".repeat(14) + "/" + "y".repeat(80) + ".txt";

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    private Path file(String format, boolean compressed) throws IOException {
        Path file = folder.resolve(format + (compressed ? ".tar.gz" : ".tar"));
        try (InputStream in = TarReaderTests.class.getResourceAsStream(format + ".tar");
                OutputStream plain = Files.newOutputStream(file);
                OutputStream out = compressed ? new GZIPOutputStream(plain) : plain) {
            in.transferTo(out);
        }
        return file;
    }

    private Archive open(Path file) {
        return Archive.open(file, false, 1_000_000, notes::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "pax", "ustar.gz", "gnu.gz", "pax.gz"})
    void readsFilesAndPassesOverTheRest(String name) throws IOException {
        String format = name.replace(".gz", "");
        Path file = file(format, name.endsWith(".gz"));
        try (Archive archive = open(file); Stream<Path> all = Files.walk(archive.root())) {
            List<String> files = all.filter(Files::isRegularFile)
                    .map(path -> archive.root().relativize(path).toString()).sorted().toList();
            List<String> expected = new ArrayList<>(List.of("a/1.txt", "a/b/2.txt", "a/empty.txt", "a/grün.txt",
                    "last.txt", PREFIXED));
            if (!format.equals("ustar")) {
                expected.add(LONG);
                assertThat(Files.readString(archive.root().resolve(LONG))).isEqualTo("long");
            }
            assertThat(files).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(Files.readString(archive.root().resolve("a/1.txt"))).isEqualTo("one");
            assertThat(Files.readString(archive.root().resolve("a/b/2.txt"))).isEqualTo("two".repeat(300));
            assertThat(Files.readString(archive.root().resolve("a/empty.txt"))).isEmpty();
            assertThat(Files.readString(archive.root().resolve("a/grün.txt"))).isEqualTo("größer");
            assertThat(Files.readString(archive.root().resolve(PREFIXED))).isEqualTo("prefix");
        }
        assertThat(notes).containsExactly(
                "Skipped an entry. 'a/soft' in '" + file
                        + "' is not read: it is a link, and links are not followed.",
                "Skipped an entry. 'a/hard' in '" + file
                        + "' is not read: it is a link, and links are not followed.",
                "Skipped an entry. 'a/pipe' in '" + file + "' is not read: it is a pipe or a device.",
                "Skipped an entry. '../out.txt' in '" + file + "' is not read: its name leads out of the archive.",
                "Skipped an entry. '/root.txt' in '" + file + "' is not read: its name is no path inside the archive.",
                "Skipped an entry. 'c:/drive.txt' in '" + file
                        + "' is not read: its name is no path inside the archive.",
                "Skipped an entry. 'a\\back.txt' in '" + file
                        + "' is not read: its name is no path inside the archive.");
    }

    @Test
    void strictlyNothingIsPassedOver() throws IOException {
        Path file = file("pax", false);
        assertThatThrownBy(() -> Archive.open(file, true, 0, notes::add)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'a/soft' in '" + file + "' is not read: it is a link, and links are not followed. Pack the "
                                + "archive without it.");
    }

    /** Wherever the file ends, and whichever byte of a header is wrong: words, and never half a file. */
    @Test
    void everyCutAndEveryWrongByteIsAFileOrWords() throws IOException {
        byte[] whole = Files.readAllBytes(file("gnu", false));
        Path file = folder.resolve("changed.tar");
        for (int length = 0; length < whole.length; length += 331) {
            attempt(Files.write(file, Arrays.copyOf(whole, length)));
        }
        for (int at = 0; at < 4096; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            attempt(Files.write(file, changed));
        }
    }

    private void attempt(Path file) throws IOException {
        try (Archive archive = open(file); Stream<Path> all = Files.walk(archive.root())) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Files.readAllBytes(path);
            }
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("'" + file + "' ").endsWith(".");
        }
    }

    @Test
    void aCutArchiveIsToldWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(file("pax", false));
        Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, 3 * 512 + 100));
        assertThatThrownBy(() -> open(cut)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + cut
                + "' is a damaged archive (it ends within a header). Get it anew, or pack it anew.");
        Path within = Files.write(folder.resolve("within.tar"), Arrays.copyOf(whole, 2 * 512 + 1));
        assertThatThrownBy(() -> open(within)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + within
                + "' is a damaged archive (it ends within an entry). Get it anew, or pack it anew.");
        byte[] wrong = whole.clone();
        wrong[512] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.tar"), wrong);
        assertThatThrownBy(() -> open(damaged)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + damaged
                + "' is a damaged archive (the header at byte 512 has a wrong checksum). Get it anew, or pack it anew.");
    }

    /** A header with any size, in octal digits or, from 8 GB on, in binary. */
    private static byte[] header(String name, byte[] size) {
        byte[] block = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, block, 0, text.length);
        System.arraycopy(size, 0, block, 124, size.length);
        block[156] = '0';
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xFF;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, block, 148, digits.length);
        return block;
    }

    @Test
    void absurdSizesAreRefused() throws IOException {
        byte[] binary = new byte[12];
        Arrays.fill(binary, (byte) 0xFF);
        for (byte[] size : List.of(binary, "77777777777".getBytes(StandardCharsets.US_ASCII),
                "-1".getBytes(StandardCharsets.US_ASCII))) {
            Path file = Files.write(folder.resolve("absurd.tar"), header("a.txt", size));
            assertThatThrownBy(() -> open(file)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + file + "' is a damaged archive (");
        }
        Path bomb = folder.resolve("bomb.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(header("a.txt", "77777777777".getBytes(StandardCharsets.US_ASCII)));
        }
        long size = Files.size(bomb);
        assertThatThrownBy(() -> open(bomb)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + bomb
                + "' has "
                + size
                + " bytes and would unpack to 8,589,935,103 or more: above 100 MB no archive of pictures grows 100 "
                + "times. It is made to fill memory, or holds what should be PNG files. Do not use it, or pack it anew "
                + "with such.");
    }

    @Test
    void whatIsCompressedAsAWholeMustFitIntoMemory() throws IOException {
        Path file = file("pax", true);
        assertThatThrownBy(() -> Archive.open(file, false, 900, notes::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file + "' holds more than the 0 MB that may be kept of it in memory, and what is "
                        + "compressed as a whole can only be read from its start. Unpack it with gunzip to a plain .tar, or "
                        + "pack a .zip: both are read where they lie. Or give Java more memory, for example -Xmx8g.");
        Path text = folder.resolve("text.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(text))) {
            out.write("no archive".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> open(text)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + text
                + "' is compressed with gzip, but what it holds is no tar archive. Give a folder, or a zip or tar "
                + "archive.");
    }
}
