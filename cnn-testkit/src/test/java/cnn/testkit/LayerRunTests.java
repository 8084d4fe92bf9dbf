package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.testkit.FaultyScale.Fault;
import java.util.Set;
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
    void goesOnWithOtherOptionsOnTheSameNumbers() {
        LayerRun run = LayerRun.of(new FaultyScale(Fault.NONE), 1, Shape.vector(2));
        run.values("weights")[1] = 10;
        run.forward(new float[] {1, 2});
        assertThat(run.backward(new float[] {1, 1}).gradient(run.layer().trained().getFirst())).containsExactly(1, 2);
        run.with(now -> now.training(false).tasks(Tasks.THREADED).unwanted(Set.of(0)));
        assertThat(run.forward(new float[] {1, 3})).containsExactly(1, 30);
        run.repeat();
        assertThat(run.backward(new float[] {1, 1}).gradient("weights")).containsExactly(1, 3);
        assertThatThrownBy(() -> run.inputGradient(0)).isInstanceOf(IllegalStateException.class).hasMessage(
                "The gradient of input 0 of Layer 'layer' FaultyScale[fault=NONE] on (2) has not been computed: the run's "
                        + "options count it among the unwanted. Leave it out there.");
        assertThatThrownBy(() -> run.with(now -> now.room(5))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Buffers made with room 1 cannot go on with room 5. Make another run.");
    }

    @Test
    void takesNanWhereNanIsGiven() {
        LayerRun run = LayerRun.of(new FaultyScale(Fault.NONE), 1, Shape.vector(2));
        assertThat(run.forward(new float[] {Float.NaN, 1})[0]).isNaN();
        assertThat(run.backward(new float[] {1, 1}).gradient("weights")[0]).isNaN();
        run.values("weights")[0] = Float.NaN;
        assertThatThrownBy(() -> run.forward(new float[] {1, 1})).isInstanceOf(AssertionError.class)
                .hasMessageContaining("forward in training gave NaN in the output, first at example 0, (0)");
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
