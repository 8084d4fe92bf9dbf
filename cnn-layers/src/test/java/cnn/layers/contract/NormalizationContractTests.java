package cnn.layers.contract;

import cnn.api.Shape;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LayerScale;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.normalization.LpNorm;
import cnn.layers.normalization.NormalizationPlugin;
import cnn.layers.normalization.RmsNorm;
import cnn.layers.normalization.WeightStandardization;
import cnn.testkit.LayerCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class NormalizationContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(LayerNorm.of(), AWKWARD), LayerCase.of(LayerNorm.of().epsilon(0.1), VECTOR),
                LayerCase.of(LayerNorm.of(), Shape.image(2, 3, 33)), LayerCase.of(RmsNorm.of(), AWKWARD),
                LayerCase.of(RmsNorm.of().epsilon(0.1), VECTOR), LayerCase.of(GroupNorm.of(1), AWKWARD),
                LayerCase.of(GroupNorm.of(3), Shape.image(5, 4, 6)), LayerCase.of(GroupNorm.of(2), Shape.vector(14)),
                LayerCase.of(GroupNorm.of(4).epsilon(0.01), Shape.image(3, 3, 68)),
                LayerCase.of(InstanceNorm.of(), AWKWARD),
                LayerCase.of(InstanceNorm.of().epsilon(0.1), Shape.image(1, 9, 70)),
                LayerCase.of(LocalResponseNorm.of(5).alpha(0.7), Shape.image(3, 4, 7)),
                LayerCase.of(LocalResponseNorm.of(2).alpha(0.5).beta(1.5).bias(0.6), VECTOR),
                LayerCase.of(LocalResponseNorm.of(9).alpha(0.5), AWKWARD), LayerCase.of(LpNorm.of(), AWKWARD),
                LayerCase.of(LpNorm.of().p(1).epsilon(0.5), VECTOR), LayerCase.of(LayerScale.of(0.7), AWKWARD),
                LayerCase.of(LayerScale.of(-1.5), VECTOR), LayerCase.of(LayerScale.of(0.3), Shape.image(2, 3, 70)),
                LayerCase.of(WeightStandardization.of(Conv2d.of(4, 3).padding(Padding.SAME)), AWKWARD),
                LayerCase.of(WeightStandardization.of(Conv2d.of(17, 3).padding(Padding.SAME).bias(false)),
                        Shape.image(7, 5, 16)),
                LayerCase.of(WeightStandardization.of(DepthwiseConv2d.of(3).stride(2)).epsilon(0.1), AWKWARD),
                LayerCase.of(WeightStandardization.of(Conv2d.of(6, 1)), AWKWARD),
                LayerCase.of(WeightStandardization.of(Conv3d.of(2, 2)), Shape.of(2, 3, 4, 2)),
                LayerCase.of(WeightStandardization.of(Dense.of(5)), VECTOR));
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new NormalizationPlugin(), cases());
    }
}
