package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTests {
    private static final String TYPE = "multipart/form-data; boundary=border";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<Upload> parts(String body) throws Refusal {
        return Multipart.parts(TYPE, bytes(body), 10);
    }

    private static String problem(String type, String body) {
        Refusal refusal = assertThrows(Refusal.class, () -> Multipart.parts(type, bytes(body), 10));
        assertEquals(400, refusal.status());
        assertTrue(refusal.getMessage().endsWith(". Send it as browsers do, for example with curl --form "
                + "picture=@cat.png."), refusal.getMessage());
        return refusal.getMessage().replaceFirst("The form cannot be read: ", "").replaceFirst("\\. Send.*", "");
    }

    @Test
    void takesPartsAsTheyAre() throws Refusal {
        byte[][] files = new byte[3][];
        Random random = new Random(1);
        for (int i = 0; i < files.length; i++) {
            random.nextBytes(files[i] = new byte[1000 * i + 1]);
        }
        List<Upload> parts = Multipart.parts("Multipart/Form-Data; charset=utf-8; Boundary=\"border\"",
                Running.form(files), 3);
        assertEquals(List.of("picture 1 '0.png'", "picture 2 '1.png'", "picture 3 '2.png'"),
                parts.stream().map(Upload::name).toList());
        for (int i = 0; i < files.length; i++) {
            assertArrayEquals(files[i], parts.get(i).bytes());
        }
    }

    @Test
    void readsWhatTheStandardAllows() throws Refusal {
        List<Upload> parts = parts(
                "preamble\r\n--border  \r\n\r\n--bord\r\n\r\n--border\r\nA: b\r\n\r\n\r\n--border--\r\nepilogue");
        assertEquals(List.of("picture 1", "picture 2"), parts.stream().map(Upload::name).toList());
        assertEquals("--bord\r\n", new String(parts.get(0).bytes(), StandardCharsets.ISO_8859_1));
        assertEquals(0, parts.get(1).bytes().length);
    }

    @Test
    void showsNamesOfFilesHarmlessly() throws Refusal {
        String name = "\u001b[31m" + "x".repeat(100);
        assertEquals("picture 1 '?[31m" + "x".repeat(75) + "…'",
                parts("--border\r\nContent-Disposition: form-data; filename=\"" + name + "\"\r\n\r\n\r\n--border--")
                        .getFirst()
                        .name());
    }

    @Test
    void saysWhatIsBroken() {
        assertEquals("its Content-Type names no boundary", problem("multipart/form-data", ""));
        assertEquals("its boundary is not in it", problem(TYPE, "--bord"));
        assertEquals("it has no parts", problem(TYPE, "--border--\r\n"));
        assertEquals("it ends within part 1", problem(TYPE, "--border\r\nA: b\r\n\r\nabc"));
        assertEquals("the headers of part 1 do not end", problem(TYPE, "--border\r\nA: b\r\n--border--"));
        assertEquals("the headers of part 1 do not end",
                problem(TYPE, "--border\r\n" + "A: b\r\n".repeat(1000) + "\r\n\r\n--border--"));
        assertEquals("a boundary's line does not end", problem(TYPE, "--borderland\r\n\r\n\r\n--border--"));
    }

    /** Every prefix and every changed byte gives parts or a refusal. */
    @Test
    void meetsDamage() {
        byte[] form = Running.form(new byte[10], new byte[20]);
        Random random = new Random(2);
        for (int i = 0; i < 2 * form.length; i++) {
            byte[] changed = Arrays.copyOf(form, i < form.length ? i : form.length);
            if (i >= form.length) {
                changed[i - form.length] = (byte) random.nextInt(256);
            }
            try {
                assertTrue(Multipart.parts(TYPE, changed, 10).size() <= 2);
            } catch (Refusal refusal) {
                assertEquals("broken-form", refusal.code());
            }
        }
    }
}
