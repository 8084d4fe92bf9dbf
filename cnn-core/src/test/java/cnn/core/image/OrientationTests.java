package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTests {
    private final BufferedImage picture = Encoded.noise(3, 2, BufferedImage.TYPE_INT_RGB);

    @ParameterizedTest
    @CsvSource({"4d4d002a00000008 0001 0112 0003 00000001 00060000 00000000, 6",
        "49492a0008000000 0100 1201 0300 01000000 08000000 00000000, 8",
        // LONG, which the standard does not have but programs write
        "4d4d002a00000008 0001 0112 0004 00000001 00000006 00000000, 6",
        "49492a0008000000 0100 1201 0400 01000000 05000000 00000000, 5",
        // BYTE
        "4d4d002a00000008 0001 0112 0001 00000001 07000000 00000000, 7",
        "49492a0008000000 0100 1201 0100 01000000 03000000 00000000, 3",
        // behind another field, and a second directory that describes a thumbnail
        "4d4d002a00000008 0002 010f 0002 00000002 41000000 0112 0003 00000001 00060000 00000026 "
                + "0001 0112 0003 00000001 00030000 00000000, 6",
        // the thumbnail alone
        "4d4d002a00000008 0000 0000000e 0001 0112 0003 00000001 00030000 00000000, 0",
        // a count that is not 1: the standard has one SHORT, and several lie elsewhere
        "4d4d002a00000008 0001 0112 0003 00000000 00060000 00000000, 0",
        "4d4d002a00000008 0001 0112 0003 00000002 00060003 00000000, 0",
        "49492a0008000000 0100 1201 0300 03000000 06000000 00000000, 0",
        "49492a0008000000 0100 1201 0100 04000000 06060606 00000000, 0",
        "4d4d002a00000008 0001 0112 0004 ffffffff 00000006 00000000, 0",
        "49492a0008000000 0100 1201 0300 00000001 06000000 00000000, 0",
        // no byte order mark, and not the number 42
        "4a4a2a0008000000 0100 1201 0300 01000000 06000000 00000000, 0",
        "4d4d2a0000000008 0001 0112 0003 00000001 00060000 00000000, 0",
        "0000002a00000008 0001 0112 0003 00000001 00060000 00000000, 0",
        // a value that there is not, an unknown type, a directory elsewhere, one that ends early, nothing
        "49492a0008000000 0100 1201 0300 01000000 09000000 00000000, 0",
        "49492a0008000000 0100 1201 0500 01000000 06000000 00000000, 0",
        "49492a00ffffffff 0100 1201 0300 01000000 08000000 00000000, 0", "49492a0008000000 ffff, 0", "4949, 0"})
    void isReadFromExif(String exif, int expected) {
        byte[] block = HexFormat.of().parseHex(exif.replace(" ", ""));
        assertThat(Orientation.inExif(block, 0, block.length)).isEqualTo(expected);
        byte[] jpeg = Encoded.withExif(Encoded.of(picture, "jpeg"), exif.replace(" ", ""));
        assertThat(ImageDecoder.decode("x", jpeg).shape())
                .isEqualTo(expected >= 5 ? Shape.image(3, 2, 3) : Shape.image(2, 3, 3));
        ByteImage stored = ImageDecoder.decode("x", Encoded.of(picture, "png"));
        assertThat(ImageDecoder.decode("x", pngWithExif(block)).pixels())
                .isEqualTo(Orientation.upright(stored, expected).pixels());
    }

    @Test
    void isFoundBehindOtherBlocks() {
        byte[] jpeg = Encoded.withExif(Encoded.of(picture, "jpeg"),
                "4d4d002a00000008000101120004000000010000000600000000");
        byte[] later = Encoded.withSegment(Encoded.withSegment(Encoded.withSegment(jpeg, 0xE1,
                "687474703a2f2f6e732e61646f62652e636f6d2f00"), 0xED, "00112233"), 0xFE, "ff00ff");
        assertThat(ImageDecoder.decode("x", later).shape()).isEqualTo(Shape.image(3, 2, 3));
    }

    @Test
    void aDamagedBlockInAPngIsSaid() {
        byte[] png = pngWithExif(HexFormat.of().parseHex("4d4d002a00000008000101120003000000010006000000000000"));
        png[50] ^= 1;
        assertThatThrownBy(() -> ImageDecoder.decode("x", png)).hasMessage("Cannot read the image 'x': a checksum is "
                + "wrong. Save the picture anew, or remove the file.");
    }

    /** Puts a chunk behind the header. */
    private byte[] pngWithExif(byte[] exif) {
        byte[] png = Encoded.of(picture, "png");
        ByteBuffer file = ByteBuffer.allocate(png.length + 12 + exif.length);
        file.put(png, 0, 33).putInt(exif.length).put(Encoded.ascii("eXIf")).put(exif);
        CRC32 sum = new CRC32();
        sum.update(file.array(), 37, 4 + exif.length);
        return file.putInt((int) sum.getValue()).put(png, 33, png.length - 33).array();
    }
}
