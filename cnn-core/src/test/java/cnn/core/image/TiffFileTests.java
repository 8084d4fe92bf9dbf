package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFileTests {
    @ParameterizedTest
    @ValueSource(strings = {"", "LZW", "Deflate", "ZLib", "PackBits"})
    void readsWhatJavaWrites(String compression) {
        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_USHORT_GRAY}) {
            BufferedImage noise = Encoded.noise(33, 70, type);
            byte[] tiff = Encoded.of(noise, "tiff", compression.isEmpty() ? null : compression, false);
            assertThat(ImageDecoder.decode("x", tiff).pixels()).as("%s %d", compression, type)
                    .isEqualTo(ImageDecoder.decode("x", Encoded.of(noise, "png")).pixels());
        }
    }

    @Test
    void inksAreLightThatIsTakenAway() {
        assertThat(read(fields(5, 4, 8), 55, 225, 225, 0).pixels()).containsExactly(200, 30, 30);
        assertThat(read(fields(5, 4, 8), 0, 128, 255, 51).pixels()).containsExactly((byte) 204, 102, 0);
        assertThat(read(fields(5, 4, 16), 0, 0, 255, 255, 0, 0, 0, 0).pixels()).containsExactly(255, 0, 255);
    }

    @Test
    void aProfileIsNotApplied() {
        Map<Integer, int[]> fields = fields(2, 3, 8);
        // nonsense, which a decoder that looked at it would complain about
        fields.put(34675, new int[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(read(fields, 200, 30, 30).pixels()).containsExactly(200, 30, 30);
    }

    @Test
    void whiteMayBeZero() {
        assertThat(read(fields(0, 1, 8), 55).pixels()).containsExactly(200);
        assertThat(read(fields(1, 1, 8), 200).pixels()).containsExactly(200);
        assertThat(read(fields(0, 1, 1), 0x00).pixels()).containsExactly(255);
        assertThat(read(fields(1, 1, 4), 0x70).pixels()).containsExactly(119);
        assertThat(read(fields(1, 1, 16), 0, 129).pixels()).containsExactly(1);
    }

    @Test
    void transparencyShowsAWhitePage() {
        Map<Integer, int[]> fields = fields(2, 4, 8);
        fields.put(338, new int[] {2});
        assertThat(read(fields, 0, 0, 0, 128).pixels()).containsExactly(127);
        fields.put(338, new int[] {1});
        assertThat(read(fields, 100, 50, 0, 128).pixels()).containsExactly((byte) 227, (byte) 177, 127);
        fields.put(338, new int[] {0});
        assertThat(read(fields, 100, 50, 0, 128).pixels()).containsExactly(100, 50, 0);
    }

    @Test
    void standsUpright() {
        for (boolean big : new boolean[] {true, false}) {
            Map<Integer, int[]> fields = fields(1, 1, 8);
            fields.put(256, new int[] {3});
            fields.put(274, new int[] {6});
            byte[] tiff = tiff(fields, big, 1, 2, 3);
            assertThat(ImageDecoder.decode("x", tiff).shape()).isEqualTo(Shape.image(3, 1, 1));
        }
    }

    @Test
    void saysWhatIsNotRead() {
        rejects(fields(6, 3, 8), "it is a TIFF with YCbCr colours, which is not read");
        rejects(fields(8, 3, 8), "it is a TIFF with Lab colours, which is not read");
        rejects(fields(32803, 1, 8), "it is a TIFF with colours of kind 32803, which is not read");
        rejects(fields(1, 1, 32), "it is a TIFF with 32 bits a sample for these colours, which is not read");
        rejects(with(259, 7), "it is a TIFF with JPEG inside, which is not read");
        rejects(with(259, 50000), "it is a TIFF with compression 50000, which is not read");
        rejects(with(339, 3), "it is a TIFF with samples that are no whole numbers from 0 on, which is not read");
        rejects(with(332, 2), "it is a TIFF with inks that are not CMYK, which is not read");
        rejects(with(273, 90_000), "it is cut short: part 1 of 1 lies behind its end or is empty");
        rejects(with(279, 2), "it is damaged: a part of it has 2 bytes, and its rows need 4");
        rejects(with(278, 1, 257, 5), "it is damaged: it lists 1 of 5 parts");
        rejects(with(256, 60_000, 257, 60_000), "it is 60000×60000 pixels large, and the limit is 100 million");
        rejects(with(262, 3), "its palette is missing");
    }

    @Test
    void theLastStripHasTheRowsThatAreLeft() {
        assertThat(read(strips(2), 10, 20, 30).pixels()).containsExactly(10, 20, 30);
        rejects(strips(1), "it is damaged: a part of it has 1 byte, and its rows need 2");
    }

    /** Three rows of one grey pixel in strips of two, of which the first has so many bytes. */
    private static Map<Integer, int[]> strips(int bytes) {
        Map<Integer, int[]> fields = fields(1, 1, 8);
        fields.put(257, new int[] {3});
        fields.put(273, new int[] {8, 10});
        fields.put(278, new int[] {2});
        fields.put(279, new int[] {bytes, 1});
        return fields;
    }

    @Test
    void saysThatItIsBig() {
        for (String start : new String[] {"II+\0\b\0\0\0", "MM\0+\0\b\0\0"}) {
            assertThatThrownBy(() -> ImageDecoder.decode("x", Encoded.ascii(start)))
                    .hasMessage("Cannot read the image 'x': it is a BigTIFF file, which is not read. "
                            + "Save it as plain TIFF or PNG.");
        }
    }

    private static void rejects(Map<Integer, int[]> fields, String problem) {
        assertThatThrownBy(() -> read(fields, 1, 2, 3, 4)).hasMessage("Cannot read the image 'x': " + problem
                + ". Save the picture anew, or remove the file.");
    }

    private static Map<Integer, int[]> with(int... changes) {
        Map<Integer, int[]> fields = fields(5, 4, 8);
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], new int[] {changes[i + 1]});
        }
        if (changes[0] == 262) {
            fields.put(277, new int[] {1});
        }
        return fields;
    }

    private static ByteImage read(Map<Integer, int[]> fields, int... samples) {
        return ImageDecoder.decode("x", tiff(fields, true, samples));
    }

    /** The fields of a picture of one pixel. */
    private static Map<Integer, int[]> fields(int meaning, int samples, int bits) {
        Map<Integer, int[]> fields = new TreeMap<>();
        int[] all = new int[samples];
        java.util.Arrays.fill(all, bits);
        fields.put(256, new int[] {1});
        fields.put(257, new int[] {1});
        fields.put(258, all);
        fields.put(259, new int[] {1});
        fields.put(262, new int[] {meaning});
        fields.put(273, new int[] {8});
        fields.put(277, new int[] {samples});
        fields.put(278, new int[] {1});
        return fields;
    }

    private static byte[] tiff(Map<Integer, int[]> given, boolean big, int... samples) {
        Map<Integer, int[]> fields = new TreeMap<>(given);
        fields.putIfAbsent(279, new int[] {samples.length});
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int directory = 8 + (samples.length + 1) / 2 * 2;
        int at = directory + 2 + 12 * fields.size() + 4;
        ByteBuffer file = ByteBuffer.allocate(10_000).order(order);
        file.put(Encoded.ascii(big ? "MM" : "II")).putShort((short) 42).putInt(directory);
        for (int sample : samples) {
            file.put((byte) sample);
        }
        file.position(directory);
        file.putShort((short) fields.size());
        for (Map.Entry<Integer, int[]> field : fields.entrySet()) {
            int[] values = field.getValue();
            boolean wide = values.length == 1;
            file.putShort((short) (int) field.getKey()).putShort((short) (wide ? 4 : 3)).putInt(values.length);
            if (wide) {
                file.putInt(values[0]);
            } else if (values.length == 2) {
                file.putShort((short) values[0]).putShort((short) values[1]);
            } else {
                file.putInt(at);
                for (int value : values) {
                    file.putShort(at, (short) value);
                    at += 2;
                }
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file.array(), 0, at);
        return out.toByteArray();
    }
}
