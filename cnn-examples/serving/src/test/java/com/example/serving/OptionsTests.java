package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTests {
    private static String problem(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "--model";
        all[1] = "m.safetensors";
        System.arraycopy(args, 0, all, 2, args.length);
        return assertThrows(IllegalArgumentException.class, () -> Options.parse(all)).getMessage();
    }

    @Test
    void areSafeLeftAlone() {
        Options options = Options.parse("--model", "m.safetensors");
        assertEquals("127.0.0.1", options.host());
        assertEquals(8 << 20, options.limits().body());
        assertEquals(64, options.limits().concurrency());
        assertEquals(Duration.ofSeconds(10), options.limits().answer());
    }

    @Test
    void areRead() {
        Options options = Options.parse("--model", "net.onnx", "--port", "0", "--max-body", "64K", "--max-pixels", "2M",
                "--wait", "0ms", "--batch", "8", "--stop-timeout", "3s", "--rate", "0.5", "--classes", "cat,dog",
                "--mean", "0.1,-0.2,0.3", "--deviation", "0.5");
        assertEquals(Path.of("net.onnx"), options.model());
        assertEquals(65_536, options.limits().body());
        assertEquals(2_097_152, options.limits().pixels());
        assertEquals(new Options.Batching(8, Duration.ZERO), options.batching());
        assertEquals(Duration.ofSeconds(3), options.limits().stop());
        assertEquals(0.5, options.limits().rate());
        assertEquals(List.of("cat", "dog"), options.onnx().classes());
        assertEquals(List.of(0.1, -0.2, 0.3), options.onnx().mean());
    }

    @Test
    void sayWhatIsWrong() {
        assertEquals("--model is missing. Give it, for example --model shapes.safetensors; --help tells all options.",
                assertThrows(IllegalArgumentException.class, Options::parse).getMessage());
        assertTrue(
                problem("--prot", "1").matches("There is no option '--prot', only --model, --name, .*, --deviation\\. "
                        + "--help says what they do\\."));
        assertEquals("--port stands without a value. Give one behind it; --help says which.", problem("--port"));
        assertEquals("--port is given twice. Give it once.", problem("--port", "1", "--port", "2"));
        assertEquals("--port is a whole number from 0 to 65535 but was given '65536'. Use for example --port 8080.",
                problem("--port", "65536"));
        assertEquals("--queue is a whole number from 16 to 1000000 but was given '8'. Use for example --queue 256.",
                problem("--queue", "8"));
        assertEquals("--rate is a number from 0 on but was given 'many'. Use for example --rate 200.0.",
                problem("--rate", "many"));
        assertEquals("--mean is a number but was given 'x'. Use for example --mean 0.0.", problem("--mean", "0,x"));
        assertEquals("--timeout is a time of at least 1ms, in ms or s but was given '10'. Use for example --timeout "
                + "10000ms.", problem("--timeout", "10"));
        assertEquals("--timeout is a time of at least 1ms, in ms or s but was given '0s'. Use for example --timeout "
                + "10000ms.", problem("--timeout", "0s"));
    }

    @Test
    void areToldByHelp() {
        assertTrue(Options.asksForHelp("--port", "1", "--help"));
        assertTrue(Options.HELP.lines().allMatch(line -> line.length() <= 100));
    }
}
