package cnn.core.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.data.ImageCache;
import cnn.api.data.OriginalSizes.Size;
import cnn.api.data.Resize;
import cnn.core.ChildJvm;
import cnn.core.data.CheckedData;
import cnn.core.data.ImageFolder;
import cnn.core.data.Pooled;
import cnn.core.data.Subset;
import cnn.core.image.ImageException;
import cnn.core.text.Count;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Image folders whose pictures go to a cache file, since no memory is given for them. */
class PictureCacheTests {
    private static final Shape COLOUR = Shape.image(7, 6, 3);

    @TempDir private Path folder;
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private Path images;
    private Path caches;

    @BeforeEach
    void pictures() throws IOException {
        images = folder.resolve("pets");
        caches = folder.resolve("caches");
        picture("train/cat/1.png", 9, 8, BufferedImage.TYPE_INT_RGB);
        picture("train/cat/2.jpg", 7, 6, BufferedImage.TYPE_INT_RGB);
        picture("train/dog/1.png", 20, 30, BufferedImage.TYPE_BYTE_GRAY);
        picture("train/dog/3.png", 7, 6, BufferedImage.TYPE_BYTE_GRAY);
        Files.writeString(images.resolve("train/dog/2.txt"), "a note");
        picture("test/cat/1.png", 7, 6, BufferedImage.TYPE_BYTE_GRAY);
        picture("test/dog/1.png", 7, 6, BufferedImage.TYPE_BYTE_GRAY);
    }

    private void picture(String name, int height, int width, int type) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grey = 20 * x + 11 * y + name.hashCode() & 0xFF;
                image.setRGB(x, y, grey << 16 | 3 * grey << 8 & 0xFF00 | grey / 2);
            }
        }
        Path file = images.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    }

    private Request request(int channels) {
        return new Request(folder, 7, 6, channels, false, 1, notes::add).cache(new ImageCache(caches, 0));
    }

    private Splits open(Request request) {
        return ImageFolder.of("pets").open(request);
    }

    private static float[] pixels(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels();
    }

    private static void assertAlike(DataSet one, DataSet other) {
        assertThat(one.shape()).isEqualTo(other.shape());
        assertThat(one.classes()).isEqualTo(other.classes());
        assertThat(one.size()).isEqualTo(other.size());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.label(i)).isEqualTo(other.label(i));
            assertThat(one.name(i)).isEqualTo(other.name(i));
            assertThat(pixels(one, i)).isEqualTo(pixels(other, i));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(caches)) {
            return found.sorted().toList();
        }
    }

    /** The cache of the training part: the one with the name of its folder. */
    private Path cache() throws IOException {
        return files().stream().filter(file -> file.getFileName().toString().startsWith("train-")).findFirst()
                .orElseThrow();
    }

    @Test
    void aPictureHasTheSameBitsFromMemoryAndFromTheCache() throws IOException {
        for (int channels : new int[] {0, 1, 3}) {
            for (Resize resize : Resize.values()) {
                Request request = request(channels).resize(resize);
                try (Splits held = open(request.cache(ImageCache.in(caches)));
                        Splits written = open(request);
                        Splits found = open(request)) {
                    assertAlike(written.train(), held.train());
                    assertAlike(found.train(), held.train());
                    assertAlike(written.test(), held.test());
                    assertAlike(found.test(), held.test());
                }
            }
        }
        assertThat(files()).as("one for each part, number of channels and way to resize").hasSize(2 * 3 * 3);
    }

    @Test
    void theFirstRunSaysWhereTheyGoAndTheNextThatTheyAreThere() throws IOException {
        open(request(3)).close();
        Path train = cache();
        Path test = files().getFirst();
        String skipped = "Skipped a file. Cannot read the image '" + images.resolve("train/dog/2.txt")
                + "': it is not PNG, JPEG, BMP, GIF, WebP, TIFF or PNM. Convert it to one of these, or remove it.";
        String counted = "Skipped 1 of 5 files in '" + images.resolve("train") + "' that could not be read.";
        String more = " take 0 MB decoded, and the memory for them is 0 MB: they are decoded into '";
        String later = "', where later runs find them. ./cnn data clean removes it.";
        assertThat(notes).containsExactly(
                "The pictures in '" + images.resolve("train") + "'" + more + train + later, skipped, counted,
                "The pictures in '" + images.resolve("test") + "'" + more + test + later);
        FileTime written = Files.getLastModifiedTime(train);
        notes.clear();
        List<String> told = new ArrayList<>();
        open(request(3).progress((read, of) -> told.add(read + "/" + of))).close();
        String read = " (0 MB), into which an earlier run has decoded them.";
        assertThat(notes).containsExactly(skipped, counted,
                "The pictures in '" + images.resolve("train") + "' are read from '" + train + "'" + read,
                "The pictures in '" + images.resolve("test") + "' are read from '" + test + "'" + read);
        assertThat(told).containsExactly("1/5", "2/5", "3/5", "4/5", "5/5", "1/2", "2/2");
        assertThat(Files.getLastModifiedTime(train)).isEqualTo(written);
    }

    @Test
    void thePlaceOfTheFolderDoesNotMatter() throws IOException {
        open(request(3)).close();
        notes.clear();
        Files.move(images, folder.resolve("moved"));
        Files.createDirectory(images);
        Files.move(folder.resolve("moved"), images.resolve("pets"));
        ImageFolder.of("pets/pets").open(request(3)).close();
        Path cache = cache();
        assertThat(notes).filteredOn(note -> note.contains("are read from '" + cache + "'")).hasSize(1);
    }

    @Test
    void aFileThatChangedIsSeenByItsContent() throws IOException {
        open(request(3)).close();
        Path file = images.resolve("train/cat/1.png");
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        byte[] twin = Files.readAllBytes(images.resolve("train/cat/1.png"));
        twin[bytes.length - 1] ^= 1; // the end mark's checksum: the picture is damaged now
        Files.write(file, twin);
        Files.setLastModifiedTime(file, time);
        notes.clear();
        try (Splits splits = open(request(3))) {
            assertThat(splits.train().size()).isEqualTo(3);
        }
        assertThat(notes).contains("'" + cache() + "' is made anew: '" + file + "' is not the file that was decoded "
                + "into it.");
        Files.write(file, bytes);
        try (Splits splits = open(request(3))) {
            assertThat(splits.train().size()).isEqualTo(4);
        }
    }

    private static final Map<Size, Integer> SIZES = Map.of(new Size(7, 6), 2, new Size(9, 8), 1, new Size(20, 30), 1);

    @Test
    void theSizesThatPicturesHadAreKnownFromMemoryAndFromTheCache() throws IOException {
        for (ImageCache place : List.of(ImageCache.in(caches), new ImageCache(caches, 0), new ImageCache(caches, 0))) {
            try (Splits splits = open(request(3).cache(place))) {
                assertThat(splits.train().originalSizes()).hasSize(1);
                assertThat(splits.train().originalSizes().getFirst().counts()).isEqualTo(SIZES);
                assertThat(splits.test().originalSizes().getFirst().counts()).isEqualTo(Map.of(new Size(7, 6), 2));
                // whoever sees some of them, or all of them together, sees the same files
                assertThat(new Subset(splits.train(), 1).originalSizes()).isEqualTo(splits.train().originalSizes());
                assertThat(Pooled.of(List.of(splits.train(), splits.test(), splits.train())).originalSizes())
                        .hasSize(2);
            }
        }
        assertThat(notes).filteredOn(note -> note.contains("an earlier run has decoded")).hasSize(2);
    }

    /** Without what is behind the pictures, as earlier versions wrote it. */
    @Test
    void aCacheWithoutSizesIsRead() throws IOException {
        open(request(3)).close();
        Path cache = cache();
        try (MappedFile mapped = MappedFile.open(cache, "")) {
            CacheTable table = CacheTable.read(mapped);
            table.sizes(0);
            try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
                byte[] head = new byte[table.finished().remaining()];
                table.finished().get(head);
                file.write(head);
            }
        }
        long end = Files.size(cache) - StoredSizes.length(SIZES.size());
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            file.setLength(end);
        }
        notes.clear();
        try (Splits splits = open(request(3))) {
            assertThat(splits.train().originalSizes()).isEmpty();
            assertThat(splits.train().size()).isEqualTo(4);
        }
        assertThat(notes).filteredOn(note -> note.contains("an earlier run has decoded")).hasSize(2);
    }

    @Test
    void damagedSizesAreMadeAnew() throws IOException {
        open(request(3)).close();
        Path cache = cache();
        flip(cache, Files.size(cache) - 1);
        assertMadeAnew("'" + cache + "' is made anew: the sizes of its pictures are damaged.");
    }

    @Test
    void whatIsDamagedBeforeItIsOpenedIsMadeAnew() throws IOException {
        open(request(3)).close();
        Path cache = cache();
        flip(cache, 100);
        assertMadeAnew("'" + cache + "' is made anew: its head is damaged.");
        Files.writeString(cache, "something else");
        assertMadeAnew("'" + cache + "' is made anew: its head is damaged.");
        long size = Files.size(cache);
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            file.setLength(size - 1);
        }
        assertMadeAnew("'" + cache + "' is made anew: it has " + Count.of(size - 1, "byte") + " and should have "
                + Count.of(size) + ".");
    }

    private void assertMadeAnew(String note) throws IOException {
        notes.clear();
        try (Splits splits = open(request(3)); Splits held = open(request(3).cache(ImageCache.in(caches)))) {
            assertThat(notes).contains(note);
            assertAlike(splits.train(), held.train());
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 1);
        }
    }

    @Test
    void aFlippedByteIsFoundWhenItsPictureIsRead() throws IOException {
        open(request(3)).close();
        Path cache = cache();
        try (Splits splits = open(request(3))) {
            pixels(splits.train(), 1);
            flip(cache, 4096 + COLOUR.size() + 5);
            pixels(splits.train(), 0);
            assertThatThrownBy(() -> CheckedData.read(splits.train(), 1, Image.of(COLOUR)))
                    .isInstanceOf(CacheException.class)
                    .hasMessage("'" + cache + "' has changed while images are read from it: picture 1 is not the one "
                            + "that was written. Remove it with ./cnn data clean " + caches + ", see to it that nobody "
                            + "else writes there, and start again: it is made anew.");
        }
    }

    /** What the other JVM does: a signal that it does not outlive must not end the tests. */
    static final class Shortening {
        private Shortening() {
        }

        public static void main(String[] args) throws IOException {
            Path cache = Path.of(args[1]);
            Request request = new Request(Path.of(args[0]), 7, 6, 3, false, 1, note -> {
            }).cache(new ImageCache(cache.getParent(), 0));
            DataSet data = ImageFolder.of("pets").open(request).train();
            for (int i = 0; i < 20_000; i++) { // until it is compiled
                pixels(data, i & 3);
            }
            try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
                file.setLength(4096);
            }
            for (int i = 0; i < 4; i++) {
                try {
                    pixels(data, i);
                    System.out.println("read");
                } catch (CacheException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // which lets nobody shorten what is mapped
    void whatIsCutShortWhileItIsReadDoesNotEndTheJvm() throws IOException, InterruptedException {
        open(request(3)).close();
        Path cache = cache();
        String said = ChildJvm.of().run(Shortening.class, folder, cache).succeeds();
        String message = "'" + cache
                + "' has changed while images are read from it: it was cut short, or its disk cannot "
                + "be read. Remove it with ./cnn data clean " + caches
                + ", see to it that nobody else writes there, and "
                + "start again: it is made anew.\n";
        assertThat(said).isEqualTo(message.repeat(4));
    }

    @Test
    void afterClosingNothingIsRead() {
        Splits splits = open(request(3));
        splits.close();
        splits.close();
        assertThatThrownBy(() -> pixels(splits.train(), 0)).isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(
                        "' is closed, and with it the images in it. Read images before the run, or whatever "
                                + "opened them, is closed.");
    }

    @Test
    void strictRunsLeaveNothingAndFindNothing() throws IOException {
        Request strict = new Request(folder, 7, 6, 3, true, 1, notes::add).cache(new ImageCache(caches, 0));
        assertThatThrownBy(() -> open(strict)).isInstanceOf(ImageException.class).hasMessageContaining("2.txt");
        assertThat(files()).isEmpty();
        open(request(3)).close();
        assertThatThrownBy(() -> open(strict)).isInstanceOf(ImageException.class).hasMessageContaining("2.txt");
    }

    @Test
    void sizesThatDifferAskForASize() throws IOException {
        assertThatThrownBy(() -> open(new Request(folder, 0, 0, 3, false, 1, notes::add)
                .cache(new ImageCache(caches, 0))))
                .hasMessageStartingWith("The pictures differ in size: '" + images.resolve("train/cat/1.png")
                        + "' is 9×8 pixels (height × width), '")
                .hasMessageEndingWith(". Set preprocess.size, for example preprocess: {size: 64x64}.");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndNeverRead() throws IOException {
        open(request(3)).close();
        Path cache = cache();
        Path left = caches.resolve("." + cache.getFileName() + ".00000000-0000-0000-0000-000000000000.tmp");
        Files.move(cache, left);
        Files.writeString(caches.resolve(cache.getFileName() + ".lock"), "process 1");
        notes.clear();
        open(request(3)).close();
        assertThat(notes).anyMatch(note -> note.contains("they are decoded into '" + cache + "'"));
        assertThat(left).doesNotExist();
        assertThat(files()).hasSize(2);
    }

    @Test
    void aSecondWriterWaitsForTheFirst() throws Exception {
        open(request(3)).close();
        Path cache = cache();
        byte[] content = Files.readAllBytes(cache);
        Files.delete(cache);
        notes.clear();
        CompletableFuture<Splits> second;
        try (WriterLock lock = WriterLock.take(cache, notes::add)) {
            assertThat(lock.isHeld()).isTrue();
            second = CompletableFuture.supplyAsync(() -> open(request(3)));
            while (notes.isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(notes).containsExactly("Another run (process " + ProcessHandle.current().pid()
                    + ") is decoding pictures into '" + cache + "': waiting for it.");
            Files.write(cache, content);
        }
        try (Splits splits = second.get()) {
            assertThat(splits.train().size()).isEqualTo(4);
        }
        assertThat(notes).anyMatch(note -> note.contains("are read from '" + cache + "'"));
    }

    @Test
    void aFolderThatCannotBeIsRefusedWithTheCure() throws IOException {
        Files.writeString(caches, "a file");
        assertThatThrownBy(() -> open(request(3))).isInstanceOf(UncheckedIOException.class)
                .hasMessage("The pictures in '" + images.resolve("train") + "' take 0 MB decoded, and the memory for "
                        + "them is 0 MB, and they cannot be kept in a file. Cannot write '" + caches
                        + "': there is a file of that name. Choose another folder. Another folder is named by --cache "
                        + "(in Java by RunOptions.cache); with more memory, for example -Xmx1g, none is needed.");
    }

    @Test
    void aDiskWithoutRoomIsSeenBeforeDecoding() throws IOException {
        CacheFolder small = new CacheFolder(Files.createDirectory(caches));
        small.requireRoom(caches.resolve("x"), 1);
        assertThatThrownBy(() -> small.requireRoom(caches.resolve("x"), Long.MAX_VALUE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageMatching("'\\Q" + caches.resolve("x")
                        + "\\E' would have 9,223,372,036,854 MB, and its disk has room for [0-9,]+ MB\\. Free some\\.");
    }

    @Test
    void memoryIsNotNegative() {
        assertThatThrownBy(() -> ImageCache.in(caches).memory(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The memory for decoded images must be 0 bytes or more, but was given -1. Give 0 to keep all "
                                + "of them in files.");
        assertThat(ImageCache.of(folder).folder()).isEqualTo(folder.resolve("runs/.cnn-cache"));
        assertThat(ImageCache.in(caches).memory()).isEqualTo(Runtime.getRuntime().maxMemory() / 3);
    }
}
