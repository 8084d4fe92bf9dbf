package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Rng;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.ImageCache;
import cnn.core.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in an archive is read as what lies in a folder, to the last bit. */
class ArchivedDataTests {
    @TempDir Path folder;

    private Path pets;

    @BeforeEach
    void drawPictures() throws IOException {
        pets = folder.resolve("pets");
        for (String part : new String[] {"train", "test"}) {
            for (String name : new String[] {"cat", "dog"}) {
                for (int i = 0; i < 4; i++) {
                    BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
                    for (int p = 0; p < 63; p++) {
                        image.setRGB(p % 9, p / 9, (int) Rng.bits((part + name + i).hashCode(), p));
                    }
                    Path file = pets.resolve(part).resolve(name).resolve(i + ".png");
                    Files.createDirectories(file.getParent());
                    ImageIO.write(image, "png", file.toFile());
                }
            }
        }
        Files.writeString(pets.resolve("list.csv"), "file,kind\ntrain/cat/0.png,cat\ntest/dog/1.png,dog\n");
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** An archive of a folder, whose names begin with {@code before}. */
    private Path pack(String name, Path of, String before) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream plain = Files.newOutputStream(file)) {
            if (name.endsWith(".zip")) {
                try (ZipOutputStream zip = new ZipOutputStream(plain)) {
                    for (Path entry : files(of)) {
                        zip.putNextEntry(new ZipEntry(before + of.relativize(entry)));
                        zip.write(Files.readAllBytes(entry));
                    }
                }
            } else {
                try (OutputStream out = name.endsWith("gz") ? new GZIPOutputStream(plain) : plain) {
                    for (Path entry : files(of)) {
                        out.write(tarred(before + of.relativize(entry), Files.readAllBytes(entry)));
                    }
                    out.write(new byte[1024]);
                }
            }
        }
        return file;
    }

    private static byte[] tarred(String name, byte[] content) throws IOException {
        byte[] header = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, header, 0, text.length);
        byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = '0';
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, 148, digits.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
        return out.toByteArray();
    }

    private static List<String> told(@Nullable DataSet data) {
        return data == null
                ? List.of()
                : Stream.concat(Stream.of(Fingerprint.of(data)), IntStream.range(0, data.size()).mapToObj(data::name))
                        .toList();
    }

    private static void assertSame(Splits archived, Splits unpacked) {
        assertThat(told(archived.train())).isEqualTo(told(unpacked.train()));
        assertThat(told(archived.test())).isEqualTo(told(unpacked.test()));
    }

    private Splits open(DataSource source) {
        return source.open(new Requests(folder).plain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pets.zip", "pets.tar", "pets.tar.gz", "pets.tgz"})
    void givesTheBitsOfTheFolder(String name) throws IOException {
        pack(name, pets, "");
        assertSame(open(ImageFolder.of(name)), open(ImageFolder.of("pets")));
        assertThat(open(ImageFolder.of(name)).test().size()).isEqualTo(8);
    }

    @Test
    void aFolderThatWasPackedByItsNameIsFound() throws IOException {
        pack("whole.zip", pets, "pets/");
        assertSame(open(ImageFolder.of("whole.zip")), open(ImageFolder.of("pets")));
    }

    @Test
    void aPathMayGoOnInAnArchive() throws IOException {
        pack("whole.tar", pets, "pets/");
        Splits some = open(ImageFolder.of("whole.tar/pets/test"));
        assertThat(told(some.train())).isEqualTo(told(open(ImageFolder.of("pets/test")).train()));
        assertThatThrownBy(() -> open(ImageFolder.of("whole.tar/pets/validation")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The data folder '" + folder.resolve("whole.tar") + "/pets/validation' does not exist. Check "
                                + "the path; a relative one starts at '" + folder + "'.");
    }

    @Test
    void aTableLiesInTheArchiveWithItsPictures() throws IOException {
        pack("pets.zip", pets, "");
        CsvTarget kind = CsvTarget.label("kind");
        Splits archived = open(CsvFile.of("pets.zip/list.csv", kind));
        assertThat(archived.train().size()).isEqualTo(2);
        assertSame(archived, open(CsvFile.of("pets/list.csv", kind)));
        assertSame(open(CsvFile.of("pets.zip/list.csv", kind).test("pets.zip/list.csv")),
                open(CsvFile.of("pets/list.csv", kind).test("pets/list.csv")));
        assertThatThrownBy(() -> open(CsvFile.of("pets.zip/gone.csv", kind)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The data file '" + folder.resolve("pets.zip") + "/gone.csv' does not exist. Check the path; a "
                                + "relative one starts at '" + folder + "'.");
    }

    @Test
    void whatMemoryCannotHoldIsCachedAndFoundAgain() throws IOException {
        pack("pets.zip", pets, "");
        Requests asked = new Requests(folder);
        Request request = asked.plain().cache(new ImageCache(folder.resolve("cache"), 0));
        Splits unpacked = open(ImageFolder.of("pets"));
        for (int run = 0; run < 2; run++) {
            try (Splits cached = ImageFolder.of("pets.zip").open(request)) {
                assertSame(cached, unpacked);
            }
        }
        assertThat(asked.notes).anyMatch(note -> note.startsWith("The pictures in '" + folder.resolve("pets.zip")
                + "/train' are read from '"));
        try (Stream<Path> caches = Files.list(folder.resolve("cache"))) {
            assertThat(caches.map(cache -> cache.getFileName().toString()))
                    .anyMatch(name -> name.matches("train-[0-9a-f]{16}\\.pictures"));
        }
    }

    /** The cache of pictures at the top of an archive is called after it. */
    @Test
    void theCacheIsCalledAfterTheArchive() throws IOException {
        pack("flat.zip", pets.resolve("test"), "");
        ImageFolder.of("flat.zip").open(new Requests(folder).plain()
                .cache(new ImageCache(folder.resolve("cache"), 0))).close();
        try (Stream<Path> caches = Files.list(folder.resolve("cache"))) {
            assertThat(caches.map(cache -> cache.getFileName().toString()))
                    .anyMatch(name -> name.matches("flat\\.zip-[0-9a-f]{16}\\.pictures"));
        }
    }

    @Test
    void damagedPicturesAreToldByTheirPlace() throws IOException {
        Files.writeString(pets.resolve("train/cat/broken.png"), "no picture");
        pack("pets.zip", pets, "");
        Requests asked = new Requests(folder);
        assertThat(ImageFolder.of("pets.zip").open(asked.plain()).train().size()).isEqualTo(8);
        assertThat(asked.notes).contains("Skipped a file. Cannot read the image '" + folder.resolve("pets.zip")
                + "/train/cat/broken.png': it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. Convert it to one of these, or "
                + "remove it.");
        assertThatThrownBy(() -> ImageFolder.of("pets.zip").open(asked.strict()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** As their owners offer them: a tar of a folder with the binary files, compressed. */
    @Test
    void cifarIsReadAsItComes() throws IOException {
        Path files = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
        byte[] images = new byte[3 * 3073];
        for (int i = 0; i < images.length; i++) {
            images[i] = (byte) (i % 3073 == 0 ? i / 3073 : 7 * i);
        }
        Files.write(files.resolve("data_batch_1.bin"), images);
        Files.write(files.resolve("test_batch.bin"), Arrays.copyOf(images, 3073));
        pack("cifar-10-binary.tar.gz", files, "cifar-10-batches-bin/");
        assertSame(open(Cifar.of("cifar-10-binary.tar.gz")), open(Cifar.of("")));
        // in memory whatever the cache says: nothing in an archive can be mapped
        Request small = new Requests(folder).plain().cache(new ImageCache(folder, 20_000));
        assertSame(Cifar.of("cifar-10-binary.tar.gz").open(small), open(Cifar.of("")));
    }

    @Test
    void idxFilesAreReadFromAnArchive() throws IOException {
        pack("mnist.zip", SharedData.path("mnist"), "");
        String place = folder.resolve("mnist.zip").toString();
        assertThat(Fingerprint.of(open(IdxFiles.of(place)).test()))
                .isEqualTo(
                        Fingerprint.of(open(IdxFiles.of(SharedData.path("mnist").toAbsolutePath().toString())).test()));
    }

    @Test
    void realPhotographsAreTheSame() throws IOException {
        Path photographs = SharedData.path("cifar10-folder").toAbsolutePath();
        pack("photographs.zip", photographs, "");
        assertSame(open(ImageFolder.of("photographs.zip")), open(ImageFolder.of(photographs.toString())));
    }

    @Test
    void whatIsNoArchiveIsToldSo() throws IOException {
        Files.writeString(folder.resolve("text.zip"), "no archive");
        assertThatThrownBy(() -> open(ImageFolder.of("text.zip"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "'" + folder.resolve("text.zip") + "' is neither a folder nor a zip or tar archive.");
        assertThatThrownBy(() -> open(ImageFolder.of("gone.zip"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The data folder '" + folder.resolve("gone.zip") + "' does not exist.");
    }
}
