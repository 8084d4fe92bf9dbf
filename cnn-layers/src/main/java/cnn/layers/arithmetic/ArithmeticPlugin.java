package cnn.layers.arithmetic;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package. */
public final class ArithmeticPlugin implements Plugin {
    /** For the ServiceLoader. */
    public ArithmeticPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Subtract.class, Divide.class, Remainder.class, Minimum.class, Exponentiation.class, Affine.class,
                Parameter.class,
                MatrixProduct.class, Reduce.class, TopK.class, Comparison.class, Choice.class, Quantize.class,
                Embedding.class, GatherElements.class, ScatterElements.class, Whole.class, WholeArithmetic.class);
    }
}
