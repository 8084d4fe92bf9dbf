package cnn.testkit;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.api.Shape;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Scales each channel by a weight: y = w·x. Correct with {@link Fault#NONE}, and wrong in one way with any other. */
@Id("faulty-scale")
public record FaultyScale(Fault fault) implements Layer {
    /** What is wrong. */
    public enum Fault {
        NONE, HALF_GRADIENT, NO_WEIGHT_GRADIENT, FIRST_EXAMPLE_ONLY, ADDS_GRADIENT, SKIPS_GRADIENT, ALLOCATES, WRITES_PAST_END, LEAVES_A_HOLE, ORDER_OF_TASKS, CHANGES_INPUT, CHANGES_WEIGHTS, USES_ARRAY_LENGTH, READS_SCRATCH, IGNORES_WANTED, RANDOM_PREDICTION, OWN_CHANCE, KEEPS_STATE, MIXES_EXAMPLES, HIDDEN_NUMBERS, NESTED_LOOP, LATE_HANDLE, LATE_PACKED, IGNORES_FROZEN, FROZEN_ALONE, DENIES_GRADIENT, NOT_IN_PLACE, EPILOGUE_BY_INDEX, BESIDE_SLICE
    }

    @Override
    public Bound bind(Binding in) {
        if (in.input().size() == 99) {
            throw in.reject("99 is too many", "Use 98");
        }
        return Bound.of(in.input(), new ScaleOp(in, fault));
    }

    private static final class ScaleOp implements Op {
        private static int binds;

        private final Fault fault;
        private final Binding binding;
        private final int channels;
        private final int size;
        private final Param weights;
        private final FloatSlot partial;
        private final FloatSlot scratch;
        private final FloatSlot packed;
        private final ForwardTask forwardTask = this::forwardExample;
        private final BackwardTask backwardTask = this::backwardExample;
        private final int bindNumber = ++binds;
        private float kept;
        private int calls;

        ScaleOp(Binding in, Fault fault) {
            this.fault = fault;
            binding = in;
            channels = in.input().channels();
            size = in.input().size();
            weights = in.param("weights", Shape.vector(channels), (values, shape, random) -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = 1 + i;
                }
            });
            partial = in.shared(channels, 1);
            scratch = in.scratch(channels);
            packed = in.packedForTraining(channels,
                    (values, kernels, target) -> System.arraycopy(values.of(weights), 0, target,
                            0, channels));
        }

        @Override
        public boolean worksInPlace(int input) {
            return fault == Fault.NONE || fault == Fault.NOT_IN_PLACE;
        }

        @Override
        public @Nullable Op within(ChannelSlice slice, Binding in) {
            return fault == Fault.NONE || fault == Fault.BESIDE_SLICE
                    ? new SlicedScale(weights, channels, size / channels, slice, fault)
                    : null;
        }

        /** Right only where numbers lie as in the output. */
        @Override
        public @Nullable Epilogue epilogue(Epilogue.Place place) {
            return fault != Fault.EPILOGUE_BY_INDEX || place.training() ? null : new Epilogue.Elementwise() {
                @Override
                public void forward(Forward pass, float[] numbers, int from, int to) {
                    for (int i = from; i < to; i++) {
                        numbers[i] *= pass.values(weights)[i % channels];
                    }
                }

                @Override
                public void backward(Backward pass, float[] output, float[] gradient, int from, int to) {
                    throw new IllegalStateException("only for prediction");
                }
            };
        }

        @Override
        public boolean passesGradient(int input) {
            return fault != Fault.DENIES_GRADIENT;
        }

        @Override
        public void forward(Forward pass) {
            if (fault == Fault.LATE_HANDLE) {
                binding.scratch(1);
            }
            pass.floats(partial)[0] = 0;
            pass.run(pass.batch(), (long) pass.batch() * size, forwardTask);
        }

        private void forwardExample(Forward pass, int example) {
            float[] w = pass.values(weights);
            float[] x = pass.input();
            float[] y = pass.output();
            float[] own = pass.floats(scratch);
            if (fault == Fault.LATE_PACKED) {
                w = pass.floats(packed);
            }
            if (fault == Fault.NESTED_LOOP) {
                pass.run(1, 1, forwardTask);
            }
            if (fault != Fault.READS_SCRATCH) {
                java.util.Arrays.fill(own, 0, channels, 0);
            }
            if (fault == Fault.NOT_IN_PLACE) {
                java.util.Arrays.fill(y, example * size, (example + 1) * size, 0);
            }
            kept = x[example * size]; // a race only where it is read
            int end = fault == Fault.USES_ARRAY_LENGTH && example == pass.batch() - 1 ? x.length : (example + 1) * size;
            for (int i = example * size; i < end; i++) {
                y[i] = w[i % channels] * x[i] + own[i % channels];
            }
            switch (fault) {
                case WRITES_PAST_END -> y[Math.min((example + 1) * size, y.length - 1)] = 0;
                case LEAVES_A_HOLE -> y[example * size] = Guarded.MARK;
                case CHANGES_INPUT -> x[example * size] = 0;
                case CHANGES_WEIGHTS -> w[0] *= 1.01f;
                case ORDER_OF_TASKS -> y[example * size] = pass.floats(partial)[0] += x[example * size];
                case RANDOM_PREDICTION -> y[example * size] = Rng.uniform(pass.randomKey(), 0);
                case OWN_CHANCE -> y[example * size] = ++calls;
                case MIXES_EXAMPLES -> y[example * size] += x[0];
                case HIDDEN_NUMBERS -> y[example * size] += bindNumber;
                case KEEPS_STATE -> {
                    LockSupport.parkNanos(1_000_000); // long enough for another thread to overwrite it
                    y[example * size] = kept;
                }
                default -> {
                }
            }
        }

        @Override
        public void backward(Backward pass) {
            if (fault == Fault.ALLOCATES) {
                kept = new float[channels].length;
            }
            pass.run(pass.batch(), (long) pass.batch() * size, backwardTask);
            if (!pass.wantsGradient(weights) && fault != Fault.IGNORES_FROZEN) {
                return;
            }
            float[] dw = pass.gradient(weights);
            float[] sums = pass.floats(partial);
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int example = 0; example < pass.batch(); example++) {
                    sum += sums[example * channels + c];
                }
                dw[c] = fault == Fault.ADDS_GRADIENT ? dw[c] + sum : fault == Fault.NO_WEIGHT_GRADIENT ? 0 : sum;
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] w = pass.floats(packed);
            float[] x = pass.input();
            float[] dy = pass.outputGradient();
            float[] sums = pass.floats(partial);
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int i = example * size + c; i < (example + 1) * size; i += channels) {
                    sum += x[i] * dy[i];
                }
                sums[example * channels + c] = sum;
            }
            if (pass.wantsInputGradient() || fault == Fault.IGNORES_WANTED) {
                float[] dx = pass.inputGradient();
                float factor = fault == Fault.HALF_GRADIENT || fault == Fault.FIRST_EXAMPLE_ONLY && example > 0
                        || fault == Fault.FROZEN_ALONE && !pass.wantsGradient(weights)
                                ? 0.5f
                                : 1;
                for (int i = example * size; i < (example + 1) * size; i++) {
                    if (fault != Fault.SKIPS_GRADIENT || i != example * size) {
                        dx[i] = factor * w[i % channels] * dy[i];
                    }
                }
            }
        }
    }

    /** The same into a wider output, and with a fault beside its own channels. */
    private record SlicedScale(Param weights, int channels, int pixels, ChannelSlice slice, Fault fault) implements Op {
        @Override
        public void forward(Forward pass) {
            for (int i = 0; i < pass.batch() * pixels * channels; i++) {
                int at = i / channels * slice.of() + slice.first() + i % channels;
                pass.output()[at] = pass.values(weights)[i % channels] * pass.input()[i];
                if (fault == Fault.BESIDE_SLICE) {
                    pass.output()[at - 1] = 0;
                }
            }
        }

        @Override
        public void backward(Backward pass) {
            throw new IllegalStateException("only for prediction");
        }
    }
}
