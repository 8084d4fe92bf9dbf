package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTests {
    private static Refusal refused(byte[] file, int pixels) {
        return assertThrows(Refusal.class, () -> PictureFile.check("the picture", file, pixels));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void readsTheSizeFromTheHeader(String format) {
        byte[] file = Pictures.file(format, 1, 300, 20);
        assertDoesNotThrow(() -> PictureFile.check("the picture", file, 6000));
        Refusal refusal = refused(file, 5999);
        assertEquals(413, refusal.status());
        assertEquals("The picture is 300×20 pixels large, and the limit is 5999 pixels. Send it smaller.",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void refusesHeadersThatAreCutShort(String format) {
        byte[] file = Pictures.file(format, 1, 300, 20);
        assertEquals(415, refused(Arrays.copyOf(file, 2), 6000).status());
        assertEquals("damaged-picture", refused(Arrays.copyOf(file, 20), 6000).code());
    }

    /** Fill bytes in front of markers, and segments before the frame. */
    @Test
    void findsTheFrameOfAJpeg() {
        byte[] file = Pictures.file("jpg", 1, 30, 20);
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(file, 0, 2);
        longer.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFE, 0, 4, 'h', 'i'});
        longer.write(file, 2, file.length - 2);
        assertEquals("picture-too-large", refused(longer.toByteArray(), 599).code());
        assertDoesNotThrow(() -> PictureFile.check("the picture", longer.toByteArray(), 600));
    }

    @Test
    void refusesLengthsOfMoreThan31Bits() {
        assertEquals("picture-too-large", refused(Pictures.promising(-1, -1), 100_000_000).code());
        assertEquals("damaged-picture", refused(Pictures.promising(0, 5), 100_000_000).code());
    }
}
