package cnn.onnx;

import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.onnx.graph.Constant;
import java.util.Arrays;

/** Runs an imported graph on numbers in ONNX's order. */
final class GraphRun {
    private GraphRun() {
    }

    /** The output for one example, in ONNX's order. */
    static Constant of(OnnxModel model, float[] numbers, long... dims) {
        ImportedNetwork imported = model.network();
        int[] axes = new int[dims.length];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = Math.toIntExact(dims[axis]);
        }
        Constant input = Constant.of(axes, numbers);
        boolean plain = imported.network().input().dims().length == axes.length; // the whole input is the example
        float[] in = axes.length == 4 && !plain ? input.permute(0, 2, 3, 1).asFloats() : input.asFloats();
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(imported.network(), imported.weights(),
                    new Engine(Registry.load().kernels("scalar"), workers), 1);
            System.arraycopy(in, 0, session.input(), 0, in.length);
            session.forward(1, false, 0);
            int[] due = imported.outputAxes();
            float[] out = Arrays.copyOf(session.output(), Constant.size(due));
            return due.length == 4 && !plain
                    ? Constant.of(new int[] {due[0], due[2], due[3], due[1]}, out).permute(0, 3, 1, 2)
                    : Constant.of(due, out);
        }
    }
}
