package cnn.api.layer;

/**
 * A layer as its author writes it and as a model file stores it: immutable configuration, always a record with an
 * {@link cnn.api.Id}.
 *
 * {@snippet :
 * @Id("scale")
 * public record Scale(float factor) implements Layer {
 *     public Bound bind(Binding in) {
 *         int size = in.input().size();
 *         return Bound.of(in.input(), new Op() {
 *             public void forward(Forward pass) {
 *                 float[] x = pass.input(), y = pass.output();
 *                 for (int i = 0; i < pass.batch() * size; i++) {
 *                     y[i] = factor * x[i];
 *                 }
 *             }
 *             public void backward(Backward pass) {
 *                 float[] dy = pass.outputGradient(), dx = pass.inputGradient();
 *                 for (int i = 0; i < pass.batch() * size; i++) {
 *                     dx[i] = factor * dy[i];
 *                 }
 *             }
 *         });
 *     }
 * }
 * }
 *
 * The record's compact constructor checks the configuration; {@code bind} checks the shapes.
 */
public non-sealed interface Layer extends Part {
    /**
     * Fixes the layer to its input shapes. Called once when the layer is added to a network, before any data exists.
     *
     * @param in the input shapes, and the source of every handle (parameters, buffers) that the op will need
     * @return the output shape of one example and the op that computes it
     * @throws cnn.api.ShapeException from {@link Binding#reject} where the shapes do not fit
     */
    Bound bind(Binding in);
}
