package cnn.layers.contract;

import cnn.api.Shape;
import cnn.layers.noise.DropBlock;
import cnn.layers.noise.DropPath;
import cnn.layers.noise.GaussianNoise;
import cnn.layers.noise.NoisePlugin;
import cnn.testkit.LayerCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NoiseContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(DropBlock.of(0.4).size(3), AWKWARD).withChance(),
                LayerCase.of(DropBlock.of(0.3), Shape.image(4, 9, 2)).withChance(),
                LayerCase.of(DropBlock.of(0), AWKWARD), LayerCase.of(DropPath.of(0.4), AWKWARD).withChance(),
                LayerCase.of(DropPath.of(0.5), VECTOR).withChance(), LayerCase.of(DropPath.of(0), VECTOR),
                LayerCase.of(GaussianNoise.of(0.5), AWKWARD).withChance(),
                LayerCase.of(GaussianNoise.of(0), VECTOR));
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new NoisePlugin(), cases());
    }
}
