package cnn.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTests {
    /** Offsets within an entry of a zip's central directory. */
    private static final int FLAGS = 8;
    private static final int SUM = 16;
    private static final int SIZE = 24;

    @TempDir Path folder;

    private final List<String> notes = new ArrayList<>();

    private Path zip(String... names) throws IOException {
        Path file = folder.resolve("some.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }

    private Archive open(Path file) {
        return Archive.open(file, false, 1_000_000, notes::add);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a process cannot list the files that it has open")
    void aCompressedFileWithADamagedHeadIsClosed() throws IOException {
        Path file = Files.write(folder.resolve("head.tar.gz"), new byte[] {0x1F, (byte) 0x8B, 9, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Archive.open(file, true, 1 << 20, note -> {
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(file.toString());
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            Path real = file.toRealPath();
            assertThat(open.filter(link -> real.equals(target(link)))).isEmpty();
        }
    }

    @Test
    void whatEndsWithinItsHeadIsToldSo() throws IOException {
        Path file = Files.write(folder.resolve("head.tar.gz"), new byte[] {0x1F, (byte) 0x8B, 8});
        assertThatThrownBy(() -> open(file)).hasMessage("'" + file
                + "' is a damaged archive (it ends early). Get it anew, or pack it anew.");
    }

    private static @Nullable Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return null; // closed meanwhile
        }
    }

    @Test
    void readsFilesOfAZip() throws IOException {
        try (Archive archive = open(zip("cat/1.txt", "cat/größe.txt", "top.txt"))) {
            Path root = archive.root();
            try (var children = Files.list(root)) {
                assertThat(children.map(Path::toString)).containsExactly(root + "/cat", root + "/top.txt");
            }
            assertThat(Files.isDirectory(root.resolve("cat"))).isTrue();
            assertThat(Files.readString(root.resolve("cat/größe.txt"))).isEqualTo("content of cat/größe.txt");
            assertThat(Files.size(root.resolve("cat").resolve("../top.txt"))).isEqualTo(18);
            assertThat(root.resolve("cat/1.txt")).hasToString(folder.resolve("some.zip") + "/cat/1.txt");
            assertThat(Files.exists(root.resolve("cat/2.txt"))).isFalse();
            assertThat(Files.exists(root.resolve("top.txt/2.txt"))).isFalse();
            assertThatThrownBy(() -> Files.readString(root.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> Files.writeString(root.resolve("new"), "x"))
                    .isInstanceOf(ReadOnlyFileSystemException.class);
            assertThatThrownBy(() -> Files.delete(root.resolve("top.txt")))
                    .isInstanceOf(ReadOnlyFileSystemException.class);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void manyThreadsRead() throws IOException {
        String[] names = IntStream.range(0, 200).mapToObj(i -> i % 7 + "/" + i).toArray(String[]::new);
        try (Archive archive = open(zip(names))) {
            IntStream.range(0, 2_000).parallel().forEach(i -> {
                try {
                    assertThat(Files.readString(archive.root().resolve(names[i % 200])))
                            .isEqualTo("content of " + names[i % 200]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    @Test
    void namesThatLeadElsewhereArePassedOver() throws IOException {
        Path file = zip("../out.txt", "a/../../out.txt", "/root.txt", "C:\\windows.txt", "a\\b.txt", "d:x", "in.txt",
                "./a//b.txt");
        try (Archive archive = open(file)) {
            assertThat(Files.readString(archive.root().resolve("in.txt"))).startsWith("content");
            assertThat(Files.readString(archive.root().resolve("a/b.txt"))).startsWith("content");
            assertThat(Files.exists(archive.root().resolve("../out.txt"))).isFalse();
        }
        assertThat(notes).hasSize(6).contains("Skipped an entry. 'a/../../out.txt' in '" + file
                + "' is not read: its name leads out of the archive.");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void ofManyThatArePassedOverTheNumberIsTold() throws IOException {
        Path file = zip(IntStream.range(0, 25).mapToObj(i -> "../" + i).toArray(String[]::new));
        open(file).close();
        assertThat(notes).hasSize(11).last()
                .isEqualTo("Skipped 25 entries of '" + file + "', of which the first 10 are "
                        + "named above.");
    }

    @Test
    void aFileCannotBeAFolderToo() throws IOException {
        Path file = zip("a", "a/b.txt", "c/d.txt", "c");
        try (Archive archive = open(file)) {
            assertThat(Files.isRegularFile(archive.root().resolve("a"))).isTrue();
            assertThat(Files.isDirectory(archive.root().resolve("c"))).isTrue();
        }
        assertThat(notes).allMatch(note -> note.endsWith("is not read: a file and a folder have the same name."))
                .hasSize(2);
    }

    @Test
    void theSameNameTwiceIsRefused() throws IOException {
        Path file = zip("a/b.txt", "a//b.txt");
        assertThatThrownBy(() -> open(file)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + file
                + "' has two entries 'a//b.txt', so that it is not clear which is meant. Pack it anew.");
    }

    /** Changes a field of the only entry in the central directory, and where it is there too of the entry itself. */
    private Path patched(Path file, int field, int bytes, long value) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < content.capacity() - 4; at++) {
            boolean central = content.getInt(at) == 0x02014B50;
            if (central || content.getInt(at) == 0x04034B50 && field == FLAGS) {
                int place = at + field - (central ? 0 : 2);
                if (bytes == 2) {
                    content.putShort(place, (short) (content.getShort(place) | value));
                } else {
                    content.putInt(place, (int) value);
                }
            }
        }
        return Files.write(file, content.array());
    }

    @Test
    void encryptedOnesAreRefused() throws IOException {
        Path file = patched(zip("a.txt"), FLAGS, 2, 1);
        assertThatThrownBy(() -> open(file)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + file
                + "' is encrypted, and passwords are not asked for. Pack it anew without one.");
    }

    @Test
    void anEntryGivesNoMoreAndNoLessThanItSays() throws IOException {
        for (long size : new long[] {3, 5_000}) {
            try (Archive archive = open(patched(zip("a.txt"), SIZE, 4, size))) {
                assertThatThrownBy(() -> Files.readAllBytes(archive.root().resolve("a.txt")))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aWrongChecksumIsTold() throws IOException {
        try (Archive archive = open(patched(zip("a.txt"), SUM, 4, 12345))) {
            assertThatThrownBy(() -> Files.readAllBytes(archive.root().resolve("a.txt")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("its checksum is wrong: the archive is damaged");
        }
    }

    @Test
    void whatGrowsWithoutMeasureIsRefused() throws IOException {
        Path file = patched(zip("a.txt"), SIZE, 4, 2_000_000_000L);
        assertThatThrownBy(() -> open(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + file
                        + "' has " + Files.size(file)
                        + " bytes and would unpack to 2,000,000,000 or more: above 100 MB no archive "
                        + "of pictures grows 100 times.");
        Path huge = patched(zip("a.txt"), SIZE, 4, 0x9000_0000L);
        open(huge).close();
        assertThat(notes).containsExactly("Skipped an entry. 'a.txt' in '" + huge
                + "' is not read: it has 2,415,919,104 bytes, more than 2 GB.");
    }

    @Test
    void otherFilesAreNoArchives() throws IOException {
        Path text = Files.writeString(folder.resolve("list.zip"), "no archive");
        assertThatThrownBy(() -> open(text)).isInstanceOf(IllegalArgumentException.class).hasMessage("'" + text
                + "' is neither a folder nor a zip or tar archive. Give one of these; other archives pack anew, for example "
                + "with zip -r.");
        byte[] whole = Files.readAllBytes(zip("a.txt"));
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length - 30));
        assertThatThrownBy(() -> open(cut)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + cut + "' is a damaged archive (")
                .hasMessageEndingWith("). Get it anew, or pack it anew.");
    }

    @Test
    void aClosedOneSaysSo() throws IOException {
        Path file = zip("a.txt");
        Archive archive = open(file);
        Path entry = archive.root().resolve("a.txt");
        archive.close();
        assertThatThrownBy(() -> Files.readAllBytes(entry)).isInstanceOf(IOException.class)
                .hasMessage("the archive '" + file + "' is closed");
    }

    @Test
    void theTopIsTheFolderThatWasPacked() throws IOException {
        try (Archive archive = open(zip("pets/cat/1.png", "pets/dog/1.png", "__MACOSX/x", ".hidden"))) {
            assertThat(archive.top()).isEqualTo(archive.root().resolve("pets"));
        }
        try (Archive archive = open(zip("cat/1.png", "cat/2.png"))) { // one class
            assertThat(archive.top()).isEqualTo(archive.root());
        }
        try (Archive archive = open(zip("cat/1.png", "dog/2.png"))) {
            assertThat(archive.top()).isEqualTo(archive.root());
        }
    }

    @Test
    void pathsBehaveAsOnDisk() throws IOException {
        try (Archive archive = open(zip("a/b/c.txt"))) {
            Path c = archive.root().resolve("a/b/c.txt");
            assertThat(c.getFileName()).hasToString("c.txt");
            assertThat(c.getParent()).isEqualTo(archive.root().resolve("a").resolve("b"));
            assertThat(c.getParent().getParent().getParent()).isEqualTo(archive.root()).isEqualTo(c.getRoot());
            assertThat(archive.root().getParent()).isNull();
            assertThat(archive.root().relativize(c)).hasToString("a/b/c.txt").isRelative();
            assertThat(c.relativize(archive.root().resolve("a/d"))).hasToString("../../d");
            assertThat(c.startsWith(archive.root().resolve("a"))).isTrue();
            assertThat(c.endsWith(archive.root().relativize(c).subpath(1, 3))).isTrue();
            assertThat(archive.root().resolve("a/./x/../b/c.txt").normalize()).isEqualTo(c);
            assertThat(archive.root().resolve("../../a").normalize()).isEqualTo(archive.root().resolve("a"));
            assertThat(c.compareTo(c.getParent())).isPositive();
            assertThat(c.getNameCount()).isEqualTo(3);
            assertThat(c.toRealPath()).isEqualTo(c);
        }
    }

    @Test
    void namesTellArchives() {
        assertThat(List.of("a.zip", "b.tar", "c.TAR.gz", "d.tgz")).allMatch(name -> Archive.isNamedSo(Path.of(name)));
        assertThat(List.of("a.gz", "zip", "b.yaml")).noneMatch(name -> Archive.isNamedSo(Path.of(name)));
    }
}
