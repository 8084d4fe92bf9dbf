package cnn.core.config;

import cnn.core.config.ConfigNode.Scalar;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers as text: none is rounded to another type's range in silence, and a float is never taken through double. */
final class Numbers {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
    private static final Pattern REAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private Numbers() {
    }

    static Object whole(ValueType.Whole type, Scalar node) {
        if (!WHOLE.matcher(node.text()).matches()) {
            throw Decoder.expected(type, node);
        }
        BigInteger value = new BigInteger(node.text());
        if (value.compareTo(BigInteger.valueOf(type.least())) < 0
                || value.compareTo(BigInteger.valueOf(type.most())) > 0) {
            throw new ConfigException(node.at(), "expected a whole number from " + type.least() + " to " + type.most()
                    + " but was given " + node + ".");
        }
        long number = value.longValue();
        if (type.box() == Integer.class) {
            return (int) number;
        } else if (type.box() == Short.class) {
            return (short) number;
        } else if (type.box() == Byte.class) {
            return (byte) number;
        }
        return number;
    }

    static Object real(ValueType.Real type, Scalar node) {
        double special = switch (node.text()) {
            case ".inf", "+.inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case ".nan", "NaN" -> Double.NaN;
            default -> 0;
        };
        if (special != 0) {
            return type.single() ? (Object) (float) special : (Object) special;
        }
        if (!REAL.matcher(node.text()).matches()) {
            throw Decoder.expected(type, node);
        }
        double size = type.single() ? Float.parseFloat(node.text()) : Double.parseDouble(node.text());
        if (Double.isInfinite(size)) {
            throw new ConfigException(node.at(), "expected a number of at most "
                    + (type.single() ? Float.toString(Float.MAX_VALUE) : Double.toString(Double.MAX_VALUE))
                    + " but was given " + node + ".");
        }
        return type.single() ? (Object) (float) size : (Object) size;
    }
}
