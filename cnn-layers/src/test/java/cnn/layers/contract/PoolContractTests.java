package cnn.layers.contract;

import cnn.api.Shape;
import cnn.layers.Size;
import cnn.layers.pool.AdaptiveAveragePool2d;
import cnn.layers.pool.AdaptiveMaxPool2d;
import cnn.layers.pool.BlurPool2d;
import cnn.layers.pool.ChannelPool;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.layers.pool.MaxRoiPool;
import cnn.layers.pool.PoolPlugin;
import cnn.layers.pool.RoiAlign;
import cnn.testkit.LayerCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class PoolContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);

    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(new GlobalMaxPool2d(), AWKWARD),
                LayerCase.of(new GlobalMaxPool2d(), Shape.image(1, 1, 2)),
                LayerCase.of(AdaptiveAveragePool2d.of(3), AWKWARD),
                LayerCase.of(new AdaptiveAveragePool2d(new Size(9, 2)), AWKWARD),
                LayerCase.of(AdaptiveMaxPool2d.of(3), AWKWARD),
                LayerCase.of(new AdaptiveMaxPool2d(new Size(2, 6)), AWKWARD), LayerCase.of(BlurPool2d.of(), AWKWARD),
                LayerCase.of(BlurPool2d.of().size(4).stride(1), AWKWARD),
                LayerCase.of(BlurPool2d.of().size(7).stride(3), Shape.image(4, 8, 2)),
                LayerCase.of(BlurPool2d.of().size(1), AWKWARD),
                LayerCase.of(new ChannelPool(ChannelPool.Statistic.MEAN), AWKWARD),
                LayerCase.of(new ChannelPool(ChannelPool.Statistic.MAXIMUM), AWKWARD),
                LayerCase.of(RoiAlign.of(2).samplingRatio(2).spatialScale(1.7), AWKWARD, Shape.of(5, 4)),
                LayerCase.of(new RoiAlign(new Size(1, 3), RoiAlign.Mode.MEAN, 0, 1.5, false), AWKWARD, Shape.of(3, 4)),
                LayerCase.of(RoiAlign.of(2).mode(RoiAlign.Mode.MAXIMUM).samplingRatio(1).spatialScale(1.5),
                        Shape.image(3, 4, 2), Shape.of(3, 4)),
                LayerCase.of(RoiAlign.of(3).samplingRatio(3).spatialScale(7), Shape.of(2, 5, 4, 3), Shape.of(3, 5))
                        .between(0.1f, 0.9f),
                LayerCase.of(MaxRoiPool.of(2).spatialScale(1.5), AWKWARD, Shape.of(4, 4)),
                LayerCase.of(new MaxRoiPool(new Size(3, 1), 7), Shape.of(2, 5, 4, 3), Shape.of(3, 5)).between(0.1f,
                        0.9f));
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new PoolPlugin(), cases());
    }
}
