package cnn.layers.contract;

import cnn.api.Shape;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.ArithmeticPlugin;
import cnn.layers.arithmetic.Choice;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.Divide;
import cnn.layers.arithmetic.Embedding;
import cnn.layers.arithmetic.Exponentiation;
import cnn.layers.arithmetic.GatherElements;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.arithmetic.Minimum;
import cnn.layers.arithmetic.Parameter;
import cnn.layers.arithmetic.Quantize;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.arithmetic.Remainder;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.arithmetic.ScatterElements.Meeting;
import cnn.layers.arithmetic.Subtract;
import cnn.layers.arithmetic.TopK;
import cnn.layers.arithmetic.Whole;
import cnn.layers.arithmetic.WholeArithmetic;
import cnn.testkit.LayerCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ArithmeticContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(5, 3, 2);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>(List.of(LayerCase.of(new Subtract(), AWKWARD, AWKWARD),
                LayerCase.of(new Divide(), VECTOR, VECTOR).between(0.5f, 2),
                LayerCase.of(new Remainder(), VECTOR, VECTOR).between(1.2f, 1.9f),
                LayerCase.of(new Minimum(), AWKWARD, AWKWARD),
                LayerCase.of(new Exponentiation(), VECTOR, VECTOR).between(0.5f, 2),
                LayerCase.of(Affine.of().factor(-0.5).offset(3), AWKWARD), LayerCase.of(Affine.of(), VECTOR),
                LayerCase.of(Parameter.of(2, 3), VECTOR), LayerCase.of(Parameter.of(4).learns(false), AWKWARD),
                LayerCase.of(new MatrixProduct(), Shape.of(3, 5), Shape.of(5, 4)),
                LayerCase.of(new MatrixProduct(), Shape.of(2, 3, 17, 5), Shape.of(2, 3, 5, 19)),
                LayerCase.of(new MatrixProduct(), Shape.of(1, 7), Shape.of(7, 1)),
                LayerCase.of(TopK.of(2), AWKWARD), LayerCase.of(TopK.of(3).smallest(true), VECTOR),
                LayerCase.of(TopK.of(1).places(true), Shape.image(2, 3, 5)),
                LayerCase.of(TopK.of(1).places(true).last(true), VECTOR),
                LayerCase.of(Comparison.of(Comparison.Test.GREATER), VECTOR, VECTOR),
                LayerCase.of(new Choice(), AWKWARD, AWKWARD, AWKWARD),
                // steps so small that differences see a line
                LayerCase.of(Quantize.of(0x1p-17).low(-0x1p17).high(0x1p17), AWKWARD),
                LayerCase.of(Embedding.of(3, 4), VECTOR).between(0.6f, 1.4f),
                LayerCase.of(GatherElements.of(1), AWKWARD, Shape.image(5, 7, 2)).between(0.6f, 1.4f),
                LayerCase.of(GatherElements.of(0), VECTOR, Shape.vector(3)).between(0.6f, 1.4f),
                LayerCase.of(Whole.of(), VECTOR).between(3.1f, 3.9f),
                LayerCase.of(Whole.of().bits(8).signed(false), AWKWARD).between(-1.9f, -1.1f),
                LayerCase.of(WholeArithmetic.of(WholeArithmetic.Operation.PRODUCT), VECTOR, VECTOR)
                        .between(5.1f, 5.9f)));
        for (Meeting meeting : Meeting.values()) {
            cases.add(LayerCase.of(ScatterElements.of(1).meeting(meeting), AWKWARD, Shape.image(5, 2, 2),
                    Shape.image(5, 2, 2)).between(0.6f, 1.4f));
        }
        for (Statistic statistic : Statistic.values()) {
            LayerCase some = LayerCase.of(Reduce.of(statistic, 1), AWKWARD);
            LayerCase all = LayerCase.of(Reduce.of(statistic, 0, 2), Shape.of(3, 2, 4));
            boolean positive = statistic == Statistic.LOG_OF_SUM;
            cases.add(positive ? some.between(0.5f, 2) : some);
            cases.add(positive ? all.between(0.5f, 2) : all);
        }
        return cases;
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new ArithmeticPlugin(), cases());
    }
}
