package com.example.swish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cnn.api.Shape;
import cnn.testkit.LayerCase;
import cnn.testkit.LayerContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwishTests implements LayerContract {
    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(new Swish(), Shape.image(5, 4, 3)), LayerCase.of(new Swish(-0.5), Shape.vector(7)));
    }

    @Test
    void rejectsABetaThatIsNoNumber() {
        var problem = assertThrows(IllegalArgumentException.class, () -> new Swish(Double.NaN));
        assertEquals("Swish beta is NaN. Give a finite number, for example 1.", problem.getMessage());
    }
}
