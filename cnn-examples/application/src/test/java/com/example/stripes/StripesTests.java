package com.example.stripes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.model.Predictor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripesTests {
    @Test
    void tellsUprightFromLying(@TempDir Path folder) {
        Path file = folder.resolve("stripes.safetensors");
        try (Stripes stripes = new Stripes()) {
            stripes.learn(400, file);
            Predictor predictor = stripes.predictor(file);
            Image picture = Image.of(Shape.image(8, 8, 1));
            for (int i = 0; i < 100; i++) {
                Drawings.draw(i % 2, new Rng(1000 + i), picture);
                assertEquals(new Drawings(2).classes().get(i % 2), predictor.predict(picture).label());
            }
        }
    }

    /** The pom runs the tests twice and says what is to compute. */
    @Test
    void computesOnTheKernelsThatTheFlagsAllow() {
        try (Stripes stripes = new Stripes()) {
            String expected = System.getProperty("expected.kernels", "");
            assertTrue(stripes.kernels().startsWith(expected), stripes.kernels());
        }
    }
}
