package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle is Java's own reader; beside it, {@link OddImagesTests} has PngSuite. */
class PngFileTests {
    private final Random random = new Random(11);

    private static byte[] chunk(String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(Encoded.ascii(type));
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length).putInt(content.length).put(Encoded.ascii(type)).put(content)
                .putInt((int) sum.getValue()).array();
    }

    private static byte[] zipped(byte[] bytes) {
        byte[] out = new byte[2 * bytes.length + 100];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    /** A file whose rows are random, with all filters by turns and its data in chunks of some bytes. */
    private byte[] file(PngHeader header, byte[]... before) {
        byte[] rows = new byte[(int) header.bytes()];
        random.nextBytes(rows);
        int at = 0;
        for (int i = 0; i < header.passes(); i++) {
            PngHeader.Pass pass = header.pass(i);
            for (int y = 0; !pass.isEmpty() && y < pass.rows(); y++) {
                rows[at] = (byte) random.nextInt(5);
                at += 1 + header.rowBytes(pass.columns());
            }
        }
        return of(rows, header, before);
    }

    private static byte[] of(byte[] rows, PngHeader header, byte[]... before) {
        ByteBuffer file = ByteBuffer.allocate(3 * rows.length + 5000).putLong(0x89504E470D0A1A0AL);
        file.put(chunk("IHDR", ByteBuffer.allocate(13).putInt(header.width()).putInt(header.height())
                .put((byte) header.depth()).put((byte) header.colour()).putShort((short) 0)
                .put((byte) (header.interlaced() ? 1 : 0)).array()));
        for (byte[] chunk : before) {
            file.put(chunk);
        }
        byte[] data = zipped(rows);
        for (int from = 0; from < data.length; from += 1000) {
            file.put(chunk("IDAT", Arrays.copyOfRange(data, from, Math.min(data.length, from + 1000))));
        }
        file.put(chunk("IEND", new byte[0]));
        return Arrays.copyOf(file.array(), file.position());
    }

    private static ByteImage oracle(byte[] file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, true, true);
            BufferedImage image = reader.read(0);
            return Pixels.of(image);
        } finally {
            reader.dispose();
        }
    }

    private static void assertSame(byte[] file, String name) throws IOException {
        ByteImage expected = oracle(file);
        ByteImage image = ImageDecoder.decode(name, file);
        assertThat(image.shape()).as(name).isEqualTo(expected.shape());
        assertThat(image.pixels()).as(name).isEqualTo(expected.pixels());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "4, 0", "8, 0", "16, 0", "8, 2", "16, 2", "1, 3", "2, 3", "4, 3", "8, 3", "8, 4",
        "16, 4", "8, 6", "16, 6"})
    void readsAsJavasOwnReader(int depth, int colour) throws IOException {
        for (int[] size : new int[][] {{1, 1}, {2, 1}, {1, 2}, {3, 5}, {4, 4}, {5, 3}, {7, 9}, {8, 8}, {17, 13},
            {100, 61}, {301, 1}, {1, 301}}) {
            for (boolean interlaced : new boolean[] {false, true}) {
                PngHeader header = new PngHeader(size[0], size[1], depth, colour, interlaced);
                List<byte[]> before = new ArrayList<>();
                if (colour == 3) {
                    before.add(chunk("PLTE", bytes(3 << depth)));
                }
                assertSame(file(header, before.toArray(byte[][]::new)), header + "");
                if (colour == 3) {
                    before.add(chunk("tRNS", bytes(1 + random.nextInt(1 << depth))));
                    assertSame(file(header, before.toArray(byte[][]::new)), header + " with transparency");
                } else if (colour == 2) {
                    before.add(chunk("PLTE", bytes(30)));
                    before.add(chunk("tEXt", bytes(30)));
                    assertSame(file(header, before.toArray(byte[][]::new)), header + " with more parts");
                }
            }
        }
    }

    /** Not by Java's reader, which compares scaled samples with one that is not. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 2", "4, 5", "8, 77"})
    void oneGreyMayBeTransparent(int depth, int clear) {
        int most = (1 << depth) - 1;
        PngHeader header = new PngHeader(2, 1, depth, 0, false);
        int other = clear == most ? 0 : most;
        byte[] rows = depth == 8
                ? new byte[] {0, (byte) clear, (byte) other}
                : new byte[] {0, (byte) (clear << 8 - depth | other << 8 - 2 * depth)};
        byte[] file = of(rows, header, chunk("tRNS", new byte[] {0, (byte) clear}));
        assertThat(ImageDecoder.decode("x", file).pixels()).containsExactly(255, 255 * other / most);
    }

    @ParameterizedTest
    @CsvSource({"8", "16"})
    void oneColourMayBeTransparent(int depth) {
        PngHeader header = new PngHeader(2, 1, depth, 2, false);
        byte[] rows = depth == 8
                ? new byte[] {0, 1, 2, 3, 1, 2, 4}
                : new byte[] {0, 0, 1, 0, 2, 0, 3, 50, 1, 60, 2, 70, 4};
        byte[] file = of(rows, header, chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3}));
        byte[] expected = depth == 8
                ? new byte[] {-1, -1, -1, 1, 2, 4}
                : new byte[] {-1, -1, -1, 50, 60, 70};
        assertThat(ImageDecoder.decode("x", file).pixels()).isEqualTo(expected);
    }

    @Test
    void allPngFilesThatAreSharedAreReadAsByJavasOwnReader() throws IOException {
        int read = 0;
        for (String set : List.of("hand-drawn-shapes/test", "odd-images/pillow", "cifar10-folder")) {
            for (Path path : some(SharedData.path(set), 400)) {
                byte[] file = Files.readAllBytes(path);
                ByteImage image;
                try {
                    image = ImageDecoder.decode(path.toString(), file);
                } catch (ImageException e) {
                    continue; // damaged on purpose
                }
                ByteImage expected = oracle(file);
                if (image.shape().equals(expected.shape())) { // not turned
                    assertThat(image.pixels()).as("%s", path).isEqualTo(expected.pixels());
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThan(400);
    }

    private static List<Path> some(Path folder, int most) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().limit(most).toList();
        }
    }

    private static void refused(byte[] file, String problem) {
        assertThatThrownBy(() -> ImageDecoder.decode("x", file)).isInstanceOf(ImageException.class)
                .hasMessage("Cannot read the image 'x': it is damaged: " + problem
                        + ". Save the picture anew, or remove the file.");
    }

    @Test
    void partsMustFitTogether() {
        PngHeader grey = new PngHeader(2, 2, 8, 0, false);
        PngHeader colours = new PngHeader(2, 2, 8, 2, false);
        PngHeader indexed = new PngHeader(2, 2, 1, 3, false);
        byte[] palette = chunk("PLTE", bytes(6));
        refused(of(new byte[] {0, 1, 2, 5, 3, 4}, grey), "a row has filter 5, and PNG has 0 to 4");
        refused(file(grey, chunk("tRNS", new byte[3])), "its transparency has 3 bytes, which do not fit colour type 0");
        refused(file(colours, chunk("tRNS", new byte[2])),
                "its transparency has 2 bytes, which do not fit colour type 2");
        refused(file(indexed, palette, chunk("tRNS", new byte[3])),
                "its transparency has 3 bytes, which do not fit colour type 3");
        refused(file(new PngHeader(2, 2, 8, 6, false), chunk("tRNS", new byte[6])),
                "its transparency has 6 bytes, which do not fit colour type 6");
        refused(file(indexed, chunk("tRNS", new byte[1]), palette), "its transparency stands before its palette");
        refused(file(indexed, palette, palette), "it has two palettes");
        refused(file(indexed, chunk("PLTE", bytes(9))),
                "its palette has 3 colours, and its pixels tell 2 apart");
        byte[] late = file(grey);
        byte[] behind = chunk("tRNS", new byte[2]);
        ByteBuffer file = ByteBuffer.allocate(late.length + behind.length).put(late, 0, late.length - 12).put(behind)
                .put(late, late.length - 12, 12);
        refused(file.array(), "its transparency stands behind its pixels");
    }

    @Test
    void aSmallFileThatTellsOfALargePictureTakesNoMemory() {
        assertThatThrownBy(() -> ImageDecoder.decode("x", of(new byte[50], new PngHeader(9999, 9999, 8, 2, false))))
                .hasMessage("Cannot read the image 'x': it is cut short: its data stands for 50 bytes, and its header "
                        + "tells of 299,950,002. Save the picture anew, or remove the file.");
    }
}
