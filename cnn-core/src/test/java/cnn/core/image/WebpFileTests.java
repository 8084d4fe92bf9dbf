package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WebpFileTests {
    private final BufferedImage noise = Encoded.noise(7, 5, BufferedImage.TYPE_INT_RGB);
    private final byte[] pixels = ImageDecoder.decode("x", Encoded.of(noise, "png")).pixels();

    @Test
    void losslessPicturesAreExact() {
        ByteImage image = ImageDecoder.decode("x", Vp8l.of(noise));
        assertThat(image.shape()).isEqualTo(Shape.image(5, 7, 3));
        assertThat(image.pixels()).isEqualTo(pixels);
    }

    @Test
    void lossyPicturesAreRead() {
        // one black pixel
        byte[] file = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        assertThat(ImageDecoder.decode("x", file).shape()).isEqualTo(Shape.image(1, 1, 1));
    }

    @Test
    void transparencyShowsAWhitePage() {
        BufferedImage drawing = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        drawing.setRGB(0, 0, 0xFF000000);
        drawing.setRGB(1, 0, 0x80000000);
        assertThat(ImageDecoder.decode("x", Vp8l.of(drawing)).pixels()).containsExactly(0, 127, 255);
    }

    @Test
    void aLossyPictureMayHaveTransparency() {
        // one pixel, all of it transparent
        byte[] file = Base64.getDecoder()
                .decode("UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDgg"
                        + "GAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==");
        assertThat(ImageDecoder.decode("x", file).shape()).isEqualTo(Shape.image(1, 1, 1));
    }

    @Test
    void profilesAreNotAppliedAndOrientationIs() {
        byte[] exif = HexFormat.of().parseHex("4d4d002a00000008000101120003000000010006000000000000");
        byte[] file = extended(7, 5, 0x2C, Vp8l.chunk("ICCP", new byte[100]), Vp8l.chunk("VP8L", Vp8l.content(noise)),
                Vp8l.chunk("EXIF", exif), Vp8l.chunk("XMP ", new byte[9]));
        ByteImage stored = ImageDecoder.decode("x", Encoded.of(noise, "png"));
        assertThat(ImageDecoder.decode("x", file).pixels()).isEqualTo(Orientation.upright(stored, 6).pixels());
    }

    @Test
    void anAnimationIsItsFirstFrameOnTheWholePicture() {
        ByteBuffer frame = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        // 2 columns from the left, 4 rows from the top, 7 columns, 5 rows
        frame.put(0, (byte) 1).put(3, (byte) 2).put(6, (byte) 6).put(9, (byte) 4);
        byte[] picture = Vp8l.chunk("VP8L", Vp8l.content(noise));
        byte[] first = ByteBuffer.allocate(16 + picture.length).put(frame.array()).put(picture).array();
        byte[] file = extended(9, 9, 0x02, Vp8l.chunk("ANIM", new byte[6]), Vp8l.chunk("ANMF", first),
                Vp8l.chunk("ANMF", new byte[30]));
        ByteImage image = ImageDecoder.decode("x", file);
        assertThat(image.shape()).isEqualTo(Shape.image(9, 9, 3));
        assertThat(Arrays.copyOf(image.pixels(), 4 * 27 + 6)).containsOnly(255);
        assertThat(Arrays.copyOfRange(image.pixels(), 4 * 27 + 6, 5 * 27)).isEqualTo(Arrays.copyOf(pixels, 21));
    }

    @Test
    void saysWhatIsWrong() {
        byte[] file = Vp8l.of(noise);
        rejects(Arrays.copyOf(file, file.length - 2), "it is cut short: it says it has " + file.length
                + " bytes, and there are " + (file.length - 2));
        rejects(Arrays.copyOf(file, 14), "it is cut short");
        rejects(Vp8l.riff(Vp8l.chunk("XMP ", new byte[12])), "it holds no pixels");
        rejects(extended(8, 5, 0, Vp8l.chunk("VP8L", Vp8l.content(noise))),
                "it is damaged: its parts differ in size");
        rejects(extended(16_000, 16_000, 0), "it is 16000×16000 pixels large, and the limit is 100 million");
        rejects(extended(7, 5, 0x10, Vp8l.chunk("ALPH", new byte[36])),
                "it is a WebP with transparency that is not compressed, which is not read");
        file[20] = 0;
        rejects(file, "it is damaged: its picture has a wrong header");
    }

    private static void rejects(byte[] file, String problem) {
        assertThatThrownBy(() -> ImageDecoder.decode("x", file)).hasMessage("Cannot read the image 'x': " + problem
                + ". Save the picture anew, or remove the file.");
    }

    private static byte[] extended(int width, int height, int flags, byte[]... chunks) {
        ByteBuffer header = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        header.put(0, (byte) flags).putInt(4, width - 1).putShort(7, (short) (height - 1));
        byte[][] all = new byte[chunks.length + 1][];
        all[0] = Vp8l.chunk("VP8X", header.array());
        System.arraycopy(chunks, 0, all, 1, chunks.length);
        return Vp8l.riff(all);
    }
}
