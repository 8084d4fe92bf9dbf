package cnn.core.network;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import java.util.Arrays;

/** The smallest layers that exercise the engine. */
public final class TestLayers {
    private TestLayers() {
    }

    /** Small random numbers. */
    public record Small() implements Init {
        @Override
        public void fill(float[] values, Shape shape, Rng random) {
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat(-0.5f, 0.5f);
            }
        }
    }

    /** y[j] = Σ_i x[i]·w[i, j]. */
    @Id("linear")
    public record Linear(int units) implements Layer {
        @Override
        public Bound bind(Binding in) {
            int size = in.input().size();
            if (size > 1000) {
                throw in.reject("it takes at most 1000 numbers", "Use a smaller image");
            }
            Param weights = in.param("weights", Shape.of(size, units), new Small());
            return Bound.of(Shape.vector(units), new Op() {
                @Override
                public void forward(Forward pass) {
                    pass.run(pass.batch(), 1L << 30, (part, example) -> {
                        float[] w = part.values(weights);
                        for (int j = 0; j < units; j++) {
                            float sum = 0;
                            for (int i = 0; i < size; i++) {
                                sum = Math.fma(part.input()[example * size + i], w[i * units + j], sum);
                            }
                            part.output()[example * units + j] = sum;
                        }
                    });
                }

                @Override
                public void backward(Backward pass) {
                    float[] w = pass.values(weights);
                    boolean learns = pass.wantsGradient(weights);
                    float[] dw = learns ? pass.gradient(weights) : new float[size * units];
                    float[] dy = pass.outputGradient();
                    Arrays.fill(dw, 0);
                    for (int example = 0; example < pass.batch(); example++) {
                        for (int i = 0; i < size; i++) {
                            float sum = 0;
                            for (int j = 0; j < units; j++) {
                                float d = dy[example * units + j];
                                dw[i * units + j] = Math.fma(pass.input()[example * size + i], d, dw[i * units + j]);
                                sum = Math.fma(d, w[i * units + j], sum);
                            }
                            if (pass.wantsInputGradient()) {
                                pass.inputGradient()[example * size + i] = sum;
                            }
                        }
                    }
                }
            }, (long) size * units);
        }
    }

    /** y = x² / 2, which has curvature, so that a gradient added twice is seen. */
    @Id("square")
    public record Square() implements Layer {
        @Override
        public Bound bind(Binding in) {
            int size = in.input().size();
            return Bound.of(in.input(), new Op() {
                @Override
                public boolean worksInPlace(int input) {
                    return true;
                }

                @Override
                public void forward(Forward pass) {
                    for (int i = 0; i < pass.batch() * size; i++) {
                        pass.output()[i] = pass.input()[i] * pass.input()[i] / 2;
                    }
                }

                @Override
                public void backward(Backward pass) {
                    for (int i = 0; pass.wantsInputGradient() && i < pass.batch() * size; i++) {
                        pass.inputGradient()[i] = pass.outputGradient()[i] * pass.input()[i];
                    }
                }
            });
        }
    }

    /** y = Σ inputs. */
    @Id("sum")
    public record Sum() implements Layer {
        @Override
        public Bound bind(Binding in) {
            int size = in.inputs().getFirst().size();
            int count = in.inputs().size();
            return Bound.of(in.inputs().getFirst(), new Op() {
                @Override
                public boolean worksInPlace(int input) {
                    return true;
                }

                @Override
                public void forward(Forward pass) {
                    for (int i = 0; i < pass.batch() * size; i++) {
                        float sum = 0;
                        for (int k = 0; k < count; k++) {
                            sum += pass.input(k)[i];
                        }
                        pass.output()[i] = sum;
                    }
                }

                @Override
                public void backward(Backward pass) {
                    for (int k = 0; k < count; k++) {
                        if (pass.wantsInputGradient(k)) {
                            System.arraycopy(pass.outputGradient(), 0, pass.inputGradient(k), 0,
                                    pass.batch() * size);
                        }
                    }
                }
            });
        }
    }

    /** The same numbers as a vector. */
    @Id("view")
    public record View() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return Bound.view(Shape.vector(in.input().size()));
        }
    }
}
