package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.image.JpegFile.Colours;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JpegFileTests {
    private final byte[] plain = Encoded.of(Encoded.noise(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg");

    @Test
    void whatSamplesMeanIsToldByMarks() throws DecodeException {
        byte[] bare = without(plain, 0xE0);
        assertThat(JpegFile.read(plain).colours()).isEqualTo(Colours.YCC);
        assertThat(JpegFile.read(bare).colours()).isEqualTo(Colours.YCC);
        String adobe = "41646f6265006400000000";
        assertThat(JpegFile.read(Encoded.withSegment(bare, 0xEE, adobe + "00")).colours()).isEqualTo(Colours.RGB);
        assertThat(JpegFile.read(Encoded.withSegment(bare, 0xEE, adobe + "01")).colours()).isEqualTo(Colours.YCC);
        // JFIF says YCC, whatever else is said
        assertThat(JpegFile.read(Encoded.withSegment(plain, 0xEE, adobe + "00")).colours()).isEqualTo(Colours.YCC);
        byte[] cmyk = without(Encoded.resource("cmyk.jpg"), 0xEE);
        assertThat(JpegFile.read(cmyk).colours()).isEqualTo(Colours.CMYK);
        assertThat(JpegFile.read(cmyk).inverted()).isFalse();
        assertThat(JpegFile.read(Encoded.withSegment(cmyk, 0xEE, adobe + "02")).colours()).isEqualTo(Colours.YCCK);
    }

    @Test
    void inksThatAreNotTurnedRoundAreInks() {
        // stored as light: 200, 30, 30 without black; taken as ink all of it is black
        byte[] cmyk = without(Encoded.resource("cmyk.jpg"), 0xEE);
        assertThat(ImageDecoder.decode("x", cmyk).pixels()).containsOnly(0);
    }

    @Test
    void profilesTextsAndThumbnailsDoNotReachTheDecoder() throws DecodeException {
        byte[] file = Encoded.withSegment(Encoded.withSegment(plain, 0xE2, "4943435f50524f46494c45000101"), 0xFE, "ff");
        assertThat(JpegFile.read(file).bytes()).isEqualTo(JpegFile.read(plain).bytes());
        assertThat(ImageDecoder.decode("x", file).pixels()).isEqualTo(ImageDecoder.decode("x", plain).pixels());
    }

    @Test
    void anEndMarkMayBeMissingAndMoreMayFollow() {
        byte[] pixels = ImageDecoder.decode("x", plain).pixels();
        for (int less : new int[] {1, 2}) {
            assertThat(ImageDecoder.decode("x", Arrays.copyOf(plain, plain.length - less)).pixels())
                    .isEqualTo(pixels);
        }
        assertThat(ImageDecoder.decode("x", Arrays.copyOf(plain, plain.length + 100)).pixels()).isEqualTo(pixels);
        assertThatThrownBy(() -> ImageDecoder.decode("x", Arrays.copyOf(plain, plain.length - 4)))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void tooManyScansAreNotBegun() {
        // a scan for each coefficient: allowed, but 64 times 100 million pixels
        byte[] file = scans(64, 10_000);
        assertThatThrownBy(() -> JpegFile.read(file)).isInstanceOf(DecodeException.class).hasMessage("it has too many "
                + "scans: 21 and perhaps more over 10000×10000 pixels, and the limit is 2000 million pixels in all "
                + "scans");
    }

    @Test
    void asManyScansAsProgramsWriteAreNot() throws DecodeException {
        assertThat(JpegFile.read(scans(64, 5_000)).width()).isEqualTo(5_000);
        assertThatThrownBy(() -> JpegFile.read(scans(20, 10_000)))
                .hasMessage("it is cut short: scans are missing after the first 20");
    }

    @Test
    void restartMarksComeInTurn() {
        // 4 units of 8×8 pixels, a mark behind each
        String head = "ffd8 ffdb0043 00" + "01".repeat(64) + "ffc0000b080008002001011100 ffdd00040001"
                + "ffda0008010100003f00";
        rejects(head + "aa ffd0 aa ffd2 aa ffd1 aa ffd9", "it is damaged: a restart mark is out of order");
        rejects(head + "aa ffd0 aa ffd1 aa ffd9", "it is damaged: it has 2 restart marks in a scan and needs 3");
        rejects(head.replace("ffdd00040001", "") + "aa ffd0 aa ffd9", "it is damaged: a restart mark is out of order");
    }

    @Test
    void saysWhatIsNotRead() {
        rejects("ffd8 ffc3000b080008002001011100", "it is a JPEG of a rare kind (lossless), which is not read");
        rejects("ffd8 ffc9000b080008002001011100",
                "it is a JPEG of a rare kind (arithmetic coding), which is not read");
        rejects("ffd8 ffc1000b0c0008002001011100", "it has 12 bits a sample, and only 8 are read");
        rejects("ffd8 ffc0000b080000002001011100", "it says it is 32×0 pixels large");
        rejects("ffd8 ffdb0043 00" + "00".repeat(64), "it is damaged: a table has a step of 0");
        rejects("ffd8 ffdb0013 00" + "01".repeat(16), "it is damaged: a table is too short");
        rejects("ffd8 ffd9 00", "it ends before any pixels");
    }

    private static void rejects(String hex, String problem) {
        byte[] file = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> ImageDecoder.decode("x", file)).hasMessage("Cannot read the image 'x': " + problem
                + ". Save the picture anew, or remove the file.");
    }

    private static byte[] scans(int count, int side) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(HexFormat.of().parseHex("ffd8ffc2000b08"));
        file.writeBytes(ByteBuffer.allocate(4).putShort((short) side).putShort((short) side).array());
        file.writeBytes(HexFormat.of().parseHex("01011100"));
        for (int c = 0; c < count; c++) {
            file.writeBytes(HexFormat.of().parseHex("ffda00080101" + "00" + "%02x%02x".formatted(c, c) + "00aa"));
        }
        file.writeBytes(HexFormat.of().parseHex("ffd9"));
        return file.toByteArray();
    }

    /** Without the first segment of a kind. */
    private static byte[] without(byte[] jpeg, int marker) {
        ByteBuffer file = ByteBuffer.wrap(jpeg);
        for (int at = 2;; at += 2 + file.getShort(at + 2)) {
            if ((jpeg[at + 1] & 0xFF) == marker) {
                int end = at + 2 + file.getShort(at + 2);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.write(jpeg, 0, at);
                out.write(jpeg, end, jpeg.length - end);
                return out.toByteArray();
            }
        }
    }
}
