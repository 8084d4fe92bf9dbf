package cnn.layers.generator;

/** What a transform computes with, and how that is written. */
enum Numbers {
    /** One float at a time: the others' measure. */
    FLOATS("float", "F0", new Point("FA", "FA_A", "FA_A2"), new Point("FB", "FB_B", "FB_B2"),
            new Point("factor", "slope", "square")),
    /** Vectors of floats, which give the same bits. */
    VECTORS("FloatVector", "f0", new Point("fa", "faA", "faA2"), new Point("fb", "fbB", "fbB2"),
            new Point("factors", "slopes", "squares")),
    /** One double at a time, rounded to float where it is stored. */
    DOUBLES("double", "FACTOR_0", new Point("FACTOR_A", "FACTOR_A * A", "A2"),
            new Point("FACTOR_B", "FACTOR_B * B", "B2"), new Point("factor", "slope", "square"));

    /** Its type. */
    final String type;
    /** What the row of 0 is multiplied by. */
    final String zero;
    /** The rows of ±a. */
    final Point a;
    /** The rows of ±b. */
    final Point b;
    /** The rows of the point that a method is given. */
    final Point given;

    Numbers(String type, String zero, Point a, Point b, Point given) {
        this.type = type;
        this.zero = zero;
        this.a = a;
        this.b = b;
        this.given = given;
    }

    /**
     * What the rows of ±p consist of, factor · (1, ±p, p²).
     *
     * @param factor the factor
     * @param slope the factor times p
     * @param square the factor times p²; of doubles, p² alone
     */
    record Point(String factor, String slope, String square) {
    }

    String load(String array, String index) {
        return (this == VECTORS ? "FloatVector.fromArray(SPECIES, %s, %s)" : "%s[%s]").formatted(array, index);
    }

    String store(String number, String array, String index) {
        return switch (this) {
            case FLOATS -> "%s[%s] = %s;".formatted(array, index, number);
            case VECTORS -> "%s.intoArray(%s, %s);".formatted(number, array, index);
            case DOUBLES -> "%s[%s] = (float) %s;".formatted(array, index,
                    number.contains(" ") ? "(" + number + ")" : number);
        };
    }

    String product(String factor, String number) {
        return this == VECTORS ? number + ".mul(" + factor + ")" : factor + " * " + number;
    }

    String sum(String one, String other) {
        return this == VECTORS ? one + ".add(" + other + ")" : one + " + " + other;
    }

    String difference(String one, String other) {
        return this == VECTORS ? one + ".sub(" + other + ")" : one + " - " + other;
    }

    /** factor · x + factor · p² · z, with one rounding less where floats would show it. */
    String even(Point point, String x, String z) {
        return switch (this) {
            case FLOATS -> "fma(%s, %s, %s)".formatted(point.square, z, product(point.factor, x));
            case VECTORS -> "%s.fma(%s, %s)".formatted(z, point.square, product(point.factor, x));
            case DOUBLES -> "%s * (%s + %s)".formatted(point.factor, x, product(point.square, z));
        };
    }

    /** factor · p · y. */
    String odd(Point point, String y) {
        return product(point.slope, y);
    }
}
