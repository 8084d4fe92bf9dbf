package cnn.onnx.operator;

import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Choice;
import cnn.layers.arithmetic.Comparison;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Step;
import java.util.Map;

/** Truth values, which are 0 and 1, and what depends on them. */
final class Logic {
    private Logic() {
    }

    static Operator of(Comparison.Test test) {
        return step -> step.give(Arithmetic.inTurn(step, Comparison.of(test)).as(Element.BOOL));
    }

    static void not(Step step) {
        step.give(step.add(Affine.of().factor(-1).offset(1), Map.of(), step.activation(0)));
    }

    static void where(Step step) {
        Broadcast all = Broadcast.of(step, 0, 1, 2);
        Element type = step.isConstant(1) && !step.isConstant(2)
                ? step.activation(2).type()
                : all.values().get(1).type();
        step.give(all.given(step, step.add(new Choice(), Map.of(), all.expanded(step))).as(type));
    }
}
