package cnn.core.image;

import static cnn.core.image.Encoded.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files whose parts are each in order and do not fit together: sizes that lie under right checksums, colours that are no
 * palette's, parts that lie within others, codes that end too early. Decoders give a picture of such without a word.
 */
class CraftedDamageTests {
    private static final byte[] END = chunk("IEND");
    private static final byte[] RED = chunk("PLTE", 0, 0, 0, 255, 0, 0);

    private static void refused(byte[] file, String problem) {
        assertThatThrownBy(() -> ImageDecoder.decode("x", file)).isInstanceOf(ImageException.class)
                .hasMessage("Cannot read the image 'x': " + problem + ". Save the picture anew, or remove the file.");
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] with(byte[] file, int at, int... values) {
        byte[] changed = file.clone();
        System.arraycopy(bytes(values), 0, changed, at, values.length);
        return changed;
    }

    // PNG

    private static byte[] chunk(String type, int... content) {
        return chunk(type, bytes(content));
    }

    private static byte[] chunk(String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(ascii(type));
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length).putInt(content.length).put(ascii(type)).put(content)
                .putInt((int) sum.getValue()).array();
    }

    private static byte[] png(int width, int height, int depth, int colour, int interlaced, byte[]... chunks) {
        byte[] header = chunk("IHDR", 0, 0, 0, width, 0, 0, 0, height, depth, colour, 0, 0, interlaced);
        return join(bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'), header, join(chunks), END);
    }

    private static byte[] zipped(byte[] bytes) {
        byte[] out = new byte[2 * bytes.length + 100];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    /** Rows of random bytes below a limit, each behind the filter "none". */
    private static byte[] rows(int width, int height, int limit) {
        Random random = new Random(3);
        byte[] rows = new byte[height * (1 + width)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % (1 + width) == 0 ? 0 : random.nextInt(limit));
        }
        return rows;
    }

    private static final byte[] DATA = zipped(rows(16 * 3, 12, 256));
    private static final byte[] INDICES = chunk("IDAT", zipped(rows(16, 12, 2)));

    @ParameterizedTest
    @CsvSource({"16, 6, 8, 2, 0, 'it is damaged: its data stands for more bytes than the 294 that its header tells of'",
        "8, 12, 8, 2, 0, 'it is damaged: its data stands for more bytes than the 300 that its header tells of'",
        "16, 12, 8, 0, 0, 'it is damaged: its data stands for more bytes than the 204 that its header tells of'",
        "16, 13, 8, 2, 0, 'it is cut short: its data stands for 588 bytes, and its header tells of 637'",
        "16, 12, 16, 2, 0, 'it is cut short: its data stands for 588 bytes, and its header tells of 1,164'",
        "16, 12, 8, 6, 0, 'it is cut short: its data stands for 588 bytes, and its header tells of 780'",
        "16, 12, 8, 2, 1, 'it is cut short: its data stands for 588 bytes, and its header tells of 599'"})
    void aPngHeaderThatLiesUnderARightChecksum(int width, int height, int depth, int colour, int interlaced,
            String problem) {
        assertThat(ImageDecoder.decode("x", png(16, 12, 8, 2, 0, chunk("IDAT", DATA))).pixels()).hasSize(576);
        refused(png(width, height, depth, colour, interlaced, chunk("IDAT", DATA)), problem);
    }

    @Test
    void pngDataThatEndsAtTheBorderOfAChunkOrHasAWrongSum() {
        byte[] half = Arrays.copyOf(DATA, DATA.length / 2);
        byte[] rest = Arrays.copyOfRange(DATA, DATA.length / 2, DATA.length);
        assertThat(ImageDecoder.decode("x", png(16, 12, 8, 2, 0, chunk("IDAT", half), chunk("tEXt", 'a', 0, 'b'),
                chunk("IDAT", rest))).pixels()).hasSize(576);
        assertThatThrownBy(() -> ImageDecoder.decode("x", png(16, 12, 8, 2, 0, chunk("IDAT", half))))
                .hasMessageMatching(
                        "Cannot read the image 'x': it is cut short: its data stands for \\d+ bytes, and its "
                                + "header tells of 588\\. .*");
        refused(png(16, 12, 8, 2, 0, chunk("IDAT", Arrays.copyOf(DATA, DATA.length - 4))),
                "it is cut short: the checksum of its data is missing");
        refused(png(16, 12, 8, 2, 0, chunk("IDAT", with(DATA, DATA.length - 1, DATA[DATA.length - 1] + 1))),
                "its data is damaged (incorrect data check)");
        refused(png(16, 12, 8, 2, 0, chunk("IDAT", with(DATA, 1, 0xBB))), "it is damaged: its data needs a dictionary");
        refused(png(16, 12, 8, 2, 0), "it holds no pixels");
    }

    @Test
    void aPngPartWhoseKindOrLengthWasChangedHidesNothing() {
        byte[] clear = chunk("tRNS", 255, 0);
        assertThat(ImageDecoder.decode("x", png(16, 12, 8, 3, 0, RED, clear, INDICES)).pixels()).isNotEmpty();
        refused(png(16, 12, 8, 3, 0, RED, with(clear, 5, 'S'), INDICES), "a checksum is wrong");
        byte[] text = chunk("tEXt", 'a', 0, 'b');
        refused(png(16, 12, 8, 3, 0, RED, with(join(text, clear), 3, 3 + 4 + 10), INDICES), "a checksum is wrong");
        refused(png(16, 12, 8, 2, 0, with(chunk("gAMA", 0, 0, 0xB1, 0x8F), 9, 1), chunk("IDAT", DATA)),
                "a checksum is wrong");
    }

    @Test
    void aPngPixelMustHaveAColour() {
        byte[] six = chunk("IDAT", zipped(rows(16, 12, 6)));
        assertThatThrownBy(() -> ImageDecoder.decode("x", png(16, 12, 8, 3, 0, RED, six))).hasMessageMatching(
                "Cannot read the image 'x': it is damaged: a pixel has colour \\d of a palette of 2, which begins with 0"
                        + "\\. Save the picture anew, or remove the file\\.");
        refused(png(16, 12, 8, 3, 0, chunk("PLTE", 1, 2, 3, 4, 5, 6, 7), INDICES),
                "its palette has 7 bytes, and 3 for each of 1 to 256 colours are due");
        refused(png(16, 12, 8, 3, 0, chunk("PLTE"), INDICES),
                "its palette has 0 bytes, and 3 for each of 1 to 256 colours are due");
    }

    // GIF

    @Test
    void aGifPixelMustHaveAColour() {
        // a palette of 2, and codes of 2 bits that could tell of 4 colours: clear, 0, 3, end
        byte[] gif = join(ascii("GIF89a"), bytes(2, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255));
        byte[] frame = bytes(0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 4 | 3 << 6, 5 << 1, 0, 0x3B);
        refused(join(gif, frame), "it is damaged: a pixel has colour 3 of a palette of 2, which begins with 0");
        // none is needed for what is transparent
        byte[] control = bytes(0x21, 0xF9, 4, 1, 0, 0, 3, 0);
        assertThat(ImageDecoder.decode("x", join(gif, control, frame)).pixels()).containsExactly(0, 255);
    }

    // BMP

    private static byte[] bmp(int depth, int compression, int used, byte[] palette, byte[] data) {
        int offset = 54 + palette.length;
        return ByteBuffer.allocate(offset + data.length).order(ByteOrder.LITTLE_ENDIAN).put(ascii("BM"))
                .putInt(offset + data.length).putInt(0).putInt(offset).putInt(40).putInt(16).putInt(8)
                .putShort((short) 1).putShort((short) depth).putInt(compression).putInt(data.length).putInt(2835)
                .putInt(2835).putInt(used).putInt(0).put(palette).put(data).array();
    }

    @Test
    void aBmpHeaderThatLies() {
        byte[] palette = new byte[1024];
        byte[] pixels = rows(15, 8, 200);
        byte[] valid = bmp(8, 0, 0, palette, pixels);
        assertThat(ImageDecoder.decode("x", valid).pixels()).isNotEmpty();
        refused(with(valid, 22, 4),
                "it is damaged: 4 rows of 16 bytes end at byte 1,142, and the file, as it says itself, "
                        + "at 1,206");
        refused(with(valid, 18, 12), "it is damaged: 8 rows of 12 bytes end at byte 1,174, and the file, as it says "
                + "itself, at 1,206");
        refused(with(valid, 46, 0, 4), "its header is damaged: its palette of 1,024 colours reaches into its pixels");
        assertThatThrownBy(() -> ImageDecoder.decode("x", bmp(8, 0, 2, Arrays.copyOf(palette, 8), pixels)))
                .hasMessageContaining("of a palette of 2, which begins with 0");
        assertThatThrownBy(() -> ImageDecoder.decode("x", bmp(8, 0, 0, Arrays.copyOf(palette, 8), pixels)))
                .hasMessageContaining("of a palette of 2, which begins with 0");
        for (byte[] masks : new byte[][] {new byte[12], bytes(0, 0, 255, 0, 0, 255, 255, 0, 255, 0, 0, 0),
            bytes(0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0, 0)}) {
            refused(bmp(32, 3, 0, masks, new byte[512]), "its header is damaged: its colours share bits or have none");
        }
    }

    @Test
    void aBmpRunStaysInItsRow() {
        byte[] rows = new byte[0];
        for (int y = 0; y < 8; y++) {
            rows = join(rows, bytes(10, 3, 6, 9, 0, 0));
        }
        byte[] runs = join(rows, bytes(0, 1));
        assertThat(ImageDecoder.decode("x", bmp(8, 1, 0, new byte[1024], runs)).pixels()).isNotEmpty();
        for (byte[] wrong : new byte[][] {with(runs, 0, 11), with(runs, 42, 30), with(runs, 4, 1, 1)}) {
            refused(bmp(8, 1, 0, new byte[1024], wrong), "it is damaged: a run goes beyond the end of its row");
        }
    }

    // TIFF

    /** 16×12 pixels of 8 bits, grey, in three strips; some fields otherwise. */
    private static byte[] tiff(Map<Integer, int[]> changed) {
        Map<Integer, int[]> fields = new TreeMap<>(Map.of(256, numbers(16), 257, numbers(12), 258, numbers(8), 259,
                numbers(1), 262, numbers(1), 273, numbers(8, 72, 136), 277, numbers(1), 278, numbers(4), 279,
                numbers(64, 64, 64)));
        fields.putAll(changed);
        ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        int directory = 400;
        file.put(ascii("II")).putShort((short) 42).putInt(directory).put(Arrays.copyOf(rows(15, 12, 200), 192));
        int values = 250;
        file.position(directory).putShort((short) fields.size());
        for (Map.Entry<Integer, int[]> field : fields.entrySet()) {
            int[] value = field.getValue();
            file.putShort((short) (int) field.getKey()).putShort((short) 4).putInt(value.length)
                    .putInt(value.length == 1 ? value[0] : values);
            for (int i = 0; value.length > 1 && i < value.length; i++, values += 4) {
                file.putInt(values, value[i]);
            }
        }
        return Arrays.copyOf(file.array(), file.position() + 4);
    }

    private static int[] numbers(int... values) {
        return values;
    }

    @Test
    void tiffPartsLieApartAndAreAsLongAsTheirRows() {
        assertThat(ImageDecoder.decode("x", tiff(Map.of())).pixels()).hasSize(192);
        for (int[] places : new int[][] {{8, 8, 136}, {8, 60, 136}, {8, 72, 380}}) {
            assertThatThrownBy(() -> ImageDecoder.decode("x", tiff(Map.of(273, places)))).hasMessageMatching(
                    "Cannot read the image 'x': it is damaged: part [23] of its pixels lies within another part or within "
                            + "the list of its fields\\. Save the picture anew, or remove the file\\.");
        }
        refused(tiff(Map.of(257, numbers(4))), "it is damaged: it lists 3 of 1 part");
        refused(tiff(Map.of(256, numbers(8))), "it is damaged: a part of it has 64 bytes, and its rows need 32");
        refused(tiff(Map.of(258, numbers(4))), "it is damaged: a part of it has 64 bytes, and its rows need 32");
        refused(tiff(Map.of(277, numbers(3), 256, numbers(5))),
                "it is a TIFF with 3 samples a pixel for these colours, which is not read");
        // the last strip may be filled up
        assertThat(ImageDecoder.decode("x", tiff(Map.of(257, numbers(10)))).pixels()).hasSize(160);
        // an orientation of two numbers is none
        assertThat(ImageDecoder.decode("x", tiff(Map.of(274, numbers(6, 6)))).shape().width()).isEqualTo(16);
        assertThat(ImageDecoder.decode("x", tiff(Map.of(274, numbers(6)))).shape().width()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void aFaxThatIsCutIsNoWhitePaper(String compression) throws DecodeException {
        BufferedImage drawing = new BufferedImage(200, 80, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D pen = drawing.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 200, 80);
        pen.setColor(Color.BLACK);
        pen.drawOval(10, 10, 100, 50);
        pen.drawLine(0, 79, 150, 7);
        pen.dispose();
        byte[] valid = Encoded.of(drawing, "tiff", compression, false);
        assertThat(ImageDecoder.decode("x", valid).pixels())
                .isEqualTo(ImageDecoder.decode("x", Encoded.of(drawing, "png")).pixels());
        TiffDirectory directory = new TiffDirectory(valid);
        int start = (int) directory.all(273)[0];
        int length = (int) directory.all(279)[0];
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            byte[] zeroed = valid.clone();
            int at = start + random.nextInt(length - 20);
            Arrays.fill(zeroed, at, start + length, (byte) 0);
            assertThatThrownBy(() -> ImageDecoder.decode("x", zeroed)).as("zeros from %d on", at)
                    .isInstanceOf(ImageException.class);
        }
    }

    // WebP

    private static byte[] webp(byte[] codes) {
        int padded = codes.length + (codes.length & 1);
        return ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF")).putInt(12 + padded)
                .put(ascii("WEBPVP8L")).putInt(codes.length).put(codes).array();
    }

    @Test
    void webpCodesThatEndTooEarlyUnderRightLengths() {
        byte[] file = Vp8l.of(Encoded.noise(61, 43, BufferedImage.TYPE_INT_RGB));
        byte[] codes = Arrays.copyOfRange(file, 20, file.length);
        assertThat(ImageDecoder.decode("x", webp(codes)).pixels()).isEqualTo(ImageDecoder.decode("x", file).pixels());
        for (int length : new int[] {codes.length / 2, codes.length - 50, codes.length - 1000}) {
            refused(webp(Arrays.copyOf(codes, length)), "it is cut short: its codes end before its pixels");
        }
    }

    @Test
    void lossyWebpCodesThatEndTooEarlyUnderRightLengths() {
        byte[] file = Encoded.resource("oracle/lossy.webp");
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("VP8 ");
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4);
        for (int part : new int[] {length / 2, length * 3 / 4, length * 9 / 10}) {
            byte[] cut = ByteBuffer.allocate(20 + part / 2 * 2).order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF"))
                    .putInt(12 + part / 2 * 2).put(ascii("WEBPVP8 ")).putInt(part / 2 * 2)
                    .put(file, at + 8, part / 2 * 2).array();
            assertThatThrownBy(() -> ImageDecoder.decode("x", cut)).isInstanceOf(ImageException.class);
        }
    }

    // PNM

    @ParameterizedTest
    @CsvSource({"'P6 2 1 255 abcdef', ''",
        "'P6 2 1 255 abcdefg', 'it is damaged: what follows its samples, 1 byte, is no further picture'",
        "'P6 1 1 255 abcdef', 'it is damaged: what follows its samples, 3 bytes, is no further picture'",
        "'P2 2 1 9 1 2 3 4', 'it is damaged: what follows its samples, 4 bytes, is no further picture'",
        "'P2 2 1 9 1 2 P2 2 1 9 3 4', ''", "'P2 2 1 9 1 2 # the end', ''", "'P6 2 1 255 abcdefP6 1 1 255 abc', ''",
        "'P6 2 1 255\r\nabcdef', "
                + "'it is damaged: it was transferred as text, which has changed its line ends'"})
    void whatFollowsTheSamplesOfAPnmIsAPicture(String file, String problem) {
        if (problem.isEmpty()) {
            assertThat(ImageDecoder.decode("x", ascii(file)).shape().width()).isEqualTo(2);
        } else {
            refused(ascii(file), problem);
        }
    }
}
