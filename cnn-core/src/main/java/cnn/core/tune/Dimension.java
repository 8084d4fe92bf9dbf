package cnn.core.tune;

import cnn.core.config.ConfigNode;
import cnn.core.pipeline.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A range as a way from 0 to 1, which searches walk on: every value has a place there, and every place a value. */
public sealed interface Dimension {
    /** The value at a place. */
    ConfigNode value(double place);

    /** The middle of the places that have a value. */
    double place(ConfigNode value);

    /** How many values there are; {@link Long#MAX_VALUE} where they are not counted. */
    long size();

    /** The way through a range. */
    static Dimension of(Range range) {
        if (range.choice() != null) {
            return new Choice(range.choice());
        } else if (range.integer() != null) {
            return new Whole(range.integer().getFirst(), range.integer().getLast(), false);
        } else if (range.logInteger() != null) {
            return new Whole(range.logInteger().getFirst(), range.logInteger().getLast(), true);
        } else if (range.log() != null) {
            return new Real(range.log().getFirst(), range.log().getLast(), true);
        }
        return new Real(range.uniform().getFirst(), range.uniform().getLast(), false);
    }

    private static double text(ConfigNode value) {
        return Double.parseDouble(((ConfigNode.Scalar) value).text());
    }

    /** Real numbers with four digits, or more where a range is so narrow that these would not tell its values apart. */
    record Real(double low, double high, boolean log) implements Dimension {
        private static final int DIGITS = 4;
        private static final double PLAIN = 1e-6;

        private MathContext digits() {
            double narrow = log
                    ? 1 / StrictMath.log(high / low)
                    : Math.max(Math.abs(low), Math.abs(high)) / (high - low);
            return new MathContext(DIGITS + (int) Math.ceil(Math.max(0, StrictMath.log10(narrow))));
        }

        @Override
        public ConfigNode value(double place) {
            double exact = log
                    ? StrictMath.exp(StrictMath.log(low) + place * (StrictMath.log(high) - StrictMath.log(low)))
                    : low + place * (high - low);
            double rounded = Math.clamp(new BigDecimal(exact).round(digits()).doubleValue(), low, high);
            return ConfigNode.number(written(rounded));
        }

        /** {@code 0.0004}; with an exponent where that would be all zeros. */
        private static String written(double number) {
            BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
            double size = Math.abs(number);
            return size == 0 || size >= PLAIN && size < 1 / PLAIN ? exact.toPlainString() : Double.toString(number);
        }

        @Override
        public double place(ConfigNode value) {
            double number = text(value);
            double place = log
                    ? StrictMath.log(number / low) / StrictMath.log(high / low)
                    : (number - low) / (high - low);
            return Math.clamp(place, 0, 1);
        }

        @Override
        public long size() {
            return Long.MAX_VALUE;
        }
    }

    /** Whole numbers; each has the places from its own to the next one's. */
    record Whole(long low, long high, boolean log) implements Dimension {
        private double span() {
            return log ? StrictMath.log((double) (high + 1) / low) : high - low + 1;
        }

        @Override
        public ConfigNode value(double place) {
            double exact = log ? low * StrictMath.exp(place * span()) : low + place * span();
            return ConfigNode.number(Long.toString(Math.clamp((long) Math.floor(exact), low, high)));
        }

        @Override
        public double place(ConfigNode value) {
            double middle = text(value) + 0.5;
            return Math.clamp(log ? StrictMath.log(middle / low) / span() : (middle - low) / span(), 0, 1);
        }

        @Override
        public long size() {
            return high - low + 1;
        }
    }

    /** Values without an order. */
    record Choice(List<ConfigNode> values) implements Dimension {
        @Override
        public ConfigNode value(double place) {
            return values.get(index(place));
        }

        int index(double place) {
            return Math.min((int) (place * values.size()), values.size() - 1);
        }

        @Override
        public double place(ConfigNode value) {
            return (values.indexOf(value) + 0.5) / values.size();
        }

        @Override
        public long size() {
            return values.size();
        }
    }
}
