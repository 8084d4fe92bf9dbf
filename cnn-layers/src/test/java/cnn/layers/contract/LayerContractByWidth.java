package cnn.layers.contract;

import cnn.testkit.LayerContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole contract once, and of it at other widths of vectors and without vectors what {@link Widths} leaves. */
@Execution(ExecutionMode.CONCURRENT)
interface LayerContractByWidth extends LayerContract {
    @Override
    @TestFactory
    default Stream<DynamicContainer> keepsTheContractOfLayers() {
        return Widths.of(LayerContract.super.keepsTheContractOfLayers());
    }
}
