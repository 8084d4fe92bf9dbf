package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.testkit.FaultyScale.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerRunTests {
    private final BoundLayer scale = BoundLayer.of(new FaultyScale(Fault.NONE), Shape.vector(2));

    @ParameterizedTest
    @EnumSource
    void runsALayerForwardAndBackward(Tasks tasks) {
        LayerRun run = new LayerRun(scale, 2, PassOptions.forTraining().tasks(tasks).room(3));
        run.values("weights")[1] = 10;
        assertThat(run.forward(new float[] {1, 2, 3, 4})).containsExactly(1, 20, 3, 40);
        run.backward(new float[] {1, 1, 2, 2});
        assertThat(run.inputGradient(0)).containsExactly(1, 10, 2, 20);
        assertThat(run.gradient("weights")).containsExactly(7, 10);
    }

    @Test
    void namesTheParametersThatItHas() {
        LayerRun run = new LayerRun(scale, 1, PassOptions.forPrediction());
        assertThatThrownBy(() -> run.values("bias")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no parameter 'bias'. It has [layer/weights].");
    }

    @Test
    void refusesInputsOfAnotherSize() {
        LayerRun run = new LayerRun(scale, 1, PassOptions.forPrediction());
        assertThatThrownBy(() -> run.forward(new float[3])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The input takes 2 numbers but was given 3.");
    }
}
