package cnn.core.pipeline;

import cnn.api.Default;
import cnn.core.text.Echo;
import java.nio.file.Path;

/**
 * Lets a network learn from what another model answers as well (knowledge distillation). The loss of an example becomes
 *
 * <pre>(1 − weight) · loss + weight · T² · Σ p · ln(p / q)</pre>
 *
 * with p the softmax of the teacher's scores divided by the temperature T, and q that of the network's own. The higher T, the
 * more of what the teacher thinks of the wrong classes; T² makes up for gradients that fall with it. The teacher looks at the
 * same images, changed in the same way, as it does in prediction. Its classes are the data's, in any order, and its images have
 * the run's shape; where it was trained on images normalized otherwise, it is given them so.
 *
 * <p>Hinton, Vinyals and Dean, "Distilling the knowledge in a neural network", 2015, section 2.
 *
 * @param model the teacher: a model file, or the folder of a run that has one
 * @param temperature T, above 0
 * @param weight share of the loss that is the teacher's, above 0 and up to 1: with 1 labels have no effect
 */
public record Distillation(Path model, @Default("4") double temperature, @Default("0.9") double weight) {
    public Distillation {
        if (!(temperature > 0 && temperature <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("The temperature of distillation from '" + Echo.path(model) + "' is "
                    + temperature + " but must be a number above 0. Use for example 4.");
        }
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("The weight of distillation from '" + Echo.path(model) + "' is " + weight
                    + " but must be a share above 0 and of at most 1. Use for example 0.9, or leave distill out.");
        }
    }

    /** From this model, with temperature 4 and a weight of 0.9. */
    public static Distillation of(Path model) {
        return new Distillation(model, 4, 0.9);
    }

    /** With scores divided by this. */
    public Distillation temperature(double newTemperature) {
        return new Distillation(model, newTemperature, weight);
    }

    /** With this share of the loss. */
    public Distillation weight(double share) {
        return new Distillation(model, temperature, share);
    }
}
