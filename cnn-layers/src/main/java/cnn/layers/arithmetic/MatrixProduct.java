package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;
import java.util.List;

/**
 * The product of two computed matrices, or of two stacks of them, matrix by matrix: y[…, m, n] = Σ over k of
 * x₁[…, m, k] · x₂[…, k, n]. (…, M, K) and (…, K, N) → (…, M, N), with the same axes before the last two. A product with
 * weights is {@link cnn.layers.Dense}, or a 1×1 convolution of all rows.
 *
 * <p>ONNX's MatMul; attention's scores and sums: Vaswani and others, "Attention is all you need", NIPS 2017, equation 1.
 */
@Id("matrix-product")
public record MatrixProduct() implements Layer {
    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() != 2) {
            throw in.reject("it multiplies two inputs but was given " + inputs.size(),
                    "Name them under the key from, beside the layer: from: [scores, values]");
        }
        int[] left = inputs.get(0).dims();
        int[] right = inputs.get(1).dims();
        int rank = left.length;
        if (rank < 2 || rank != right.length || !Arrays.equals(left, 0, rank - 2, right, 0, rank - 2)
                || left[rank - 1] != right[rank - 2]) {
            throw in.reject("it cannot multiply " + inputs.get(0) + " by " + inputs.get(1),
                    "Give (…, M, K) and (…, K, N), with the same axes before the last two");
        }
        int[] dims = left.clone();
        dims[rank - 1] = right[rank - 1];
        Product product = new Product(in, left[rank - 2], left[rank - 1], right[rank - 1]);
        Shape output = Shape.of(dims);
        return Bound.of(output, product, (long) output.size() * left[rank - 1]);
    }

    /** A task is one product. */
    private static final class Product implements Op {
        private final int m;
        private final int k;
        private final int n;
        private final int stack;
        private final Windows forward;
        private final Windows backward;
        /** The second matrix in panels. */
        private final FloatSlot packed;
        /** The second matrix turned over, in panels. */
        private final FloatSlot turned;
        private final ForwardTask forwardProduct = this::forwardProduct;
        private final BackwardTask backwardProduct = this::backwardProduct;

        Product(Binding in, int m, int k, int n) {
            this.m = m;
            this.k = k;
            this.n = n;
            stack = in.inputs().get(0).size() / m / k;
            forward = Windows.matrix(k, n);
            backward = Windows.matrix(n, k);
            packed = in.scratch(forward.panels().size());
            turned = in.scratchForTraining(backward.panels().size());
        }

        @Override
        public void forward(Forward pass) {
            int products = pass.batch() * stack;
            pass.run(products, (long) products * m * k * n, forwardProduct);
        }

        private void forwardProduct(Forward pass, int index) {
            float[] panels = pass.floats(packed);
            Arrays.fill(panels, 0, forward.panels().size(), 0);
            forward.panels().pack(pass.input(1), index * k * n, n, 1, 0, k, panels, 0);
            pass.kernels().products().weightedSums(forward, pass.input(0), index * m * k, panels, 0, null, 0,
                    pass.output(), index * m * n, m);
        }

        @Override
        public void backward(Backward pass) {
            int products = pass.batch() * stack;
            pass.run(products, 2L * products * m * k * n, backwardProduct);
        }

        /** dx₁ = dy · x₂ᵀ and dx₂ = x₁ᵀ · dy. */
        private void backwardProduct(Backward pass, int index) {
            float[] dy = pass.outputGradient();
            if (pass.wantsInputGradient(0)) {
                float[] panels = pass.floats(turned);
                Arrays.fill(panels, 0, backward.panels().size(), 0);
                backward.panels().pack(pass.input(1), index * k * n, 1, n, 0, n, panels, 0);
                pass.kernels().products().weightedSums(backward, dy, index * m * n, panels, 0, null, 0,
                        pass.inputGradient(0), index * m * k, m);
            }
            if (pass.wantsInputGradient(1)) {
                pass.kernels().products().outerProducts(forward, pass.input(0), index * m * k, dy, index * m * n, m,
                        pass.inputGradient(1), index * k * n);
            }
        }
    }
}
