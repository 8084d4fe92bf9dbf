package cnn.layers.kernel.simd;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips every test of a run that wants wider vectors than the machine has: it would test once more what another run has
 * tested. {@link WidthTests} sees that a run which is not skipped has the width that it wants.
 */
public final class WidthCondition implements ExecutionCondition {
    /** The bits of a vector that a run of the tests wants; 0 where any will do. */
    static final int WANTED = Integer.getInteger("cnn.vector.bits", 0);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return WANTED == 0 ? ConditionEvaluationResult.enabled("any width will do") : of(WANTED, bits());
    }

    static ConditionEvaluationResult of(int wanted, int bits) {
        return wanted > bits
                ? ConditionEvaluationResult.disabled("this run is for vectors of " + wanted
                        + " bits, and the widest of this machine have " + bits)
                : ConditionEvaluationResult.enabled("vectors have " + bits + " bits");
    }

    /** Needs the vector module. */
    static int bits() {
        return Float.SIZE * SimdKernels.lanes();
    }
}
