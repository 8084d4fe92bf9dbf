package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PnmFileTests {
    @Test
    void readsTexts() {
        assertThat(read("P1\n# a drawing\n3 2\n101 0\n1 0").pixels()).containsExactly(0, 255, 0, 255, 0, 255);
        assertThat(read("P2 2 1 15 0 15\n").pixels()).containsExactly(0, 255);
        assertThat(read("P2\n2#two\n1\n65535\n129 #x\n65535").pixels()).containsExactly(1, 255);
        assertThat(read("P3 1 1 255 200 30 30").pixels()).containsExactly(200, 30, 30);
    }

    @Test
    void readsBytes() {
        assertThat(read("P4 3 2\n\u00A0\u0040").pixels()).containsExactly(0, 255, 0, 255, 0, 255);
        assertThat(read("P5 2 1 255 \u0007\u00FF").pixels()).containsExactly(7, 255);
        assertThat(read("P5 2 1 65535\n\u0000\u0081\u00FF\u00FF").pixels()).containsExactly(1, 255);
        assertThat(read("P6 1 1 255\n\u00C8\u001E\u001E").pixels()).containsExactly(200, 30, 30);
        // what follows is another picture
        assertThat(read("P5 1 1 255\n\u0007P5 1 1 255\n\u0008").pixels()).containsExactly(7);
    }

    @Test
    void readsPam() {
        String header = "P7\nWIDTH 1\n# x\nHEIGHT 1\n";
        assertThat(read(header + "DEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n\u0000\u0080").pixels())
                .containsExactly(127);
        assertThat(read(header + "DEPTH 3\nMAXVAL 255\nENDHDR\n\u0001\u0002\u0003").pixels()).containsExactly(1, 2, 3);
        assertThat(read(header + "DEPTH 1\nMAXVAL 1\nTUPLTYPE BLACKANDWHITE\nENDHDR\n\u0001").pixels())
                .containsExactly(255);
        rejects(header + "DEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n1234", "it has 4 samples a pixel of type 'CMYK', "
                + "and GRAYSCALE, BLACKANDWHITE and RGB, with or without _ALPHA, are read");
        rejects("P7\nWIDTH x\n", "its width is no number");
        rejects("P7\nNONSENSE\n", "its header is damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"P2 2 1 15 0 16 | it is damaged: a sample is 16, and the largest is 15",
        "P2 2 1 15 0 | it is cut short", "P2 1 1 15 x | it is damaged: its sample is no number",
        "P5 2 2 255 abc | it is cut short", "P5 | it is cut short",
        "P1 1 1 2 | it is damaged: a sample is neither 0 nor 1",
        "P5 1 1 70000 abc | its largest value is 70000, and 1 to 65535 are known",
        "P5 20000 20000 255 a | it is 20000×20000 pixels large, and the limit is 100 million",
        "P5 0 1 255 a | it says it is 0×1 pixels large"})
    void saysWhatIsWrong(String file, String problem) {
        rejects(file, problem);
    }

    @Test
    void readsFilesOfOthers() {
        ByteImage text = ImageDecoder.decode(SharedData.path("odd-images/pillow/hopper_16bit_plain.pgm"));
        assertThat(text.shape()).isEqualTo(Shape.image(128, 128, 1));
        assertThat(text.pixels())
                .isEqualTo(ImageDecoder.decode(SharedData.path("odd-images/pillow/hopper_16bit.pgm")).pixels());
        assertThat(ImageDecoder.decode(SharedData.path("odd-images/pillow/hopper_1bit_plain.pbm")).pixels())
                .isEqualTo(ImageDecoder.decode(SharedData.path("odd-images/pillow/hopper_1bit.pbm")).pixels());
    }

    private static ByteImage read(String file) {
        return ImageDecoder.decode("x", Encoded.ascii(file));
    }

    private static void rejects(String file, String problem) {
        assertThatThrownBy(() -> read(file)).hasMessage("Cannot read the image 'x': " + problem
                + ". Save the picture anew, or remove the file.");
    }
}
