package cnn.explain;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.explain.Probe.Activity;

/** What class activation maps share: a sum of a layer's maps, each by its weight, of which what is below 0 is left out. */
final class ClassActivation {
    private ClassActivation() {
    }

    /** max(0, Σₖ weightₖ · Aₖ) at each place of a layer. */
    static Tensor map(Activity activity, double[] weights) {
        Shape shape = activity.output().shape();
        float[] outputs = activity.output().data();
        float[] map = new float[shape.height() * shape.width()];
        for (int place = 0; place < map.length; place++) {
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * outputs[place * weights.length + k];
            }
            map[place] = (float) Math.max(0, sum);
        }
        return new Tensor(Shape.image(shape.height(), shape.width(), 1), map);
    }
}
