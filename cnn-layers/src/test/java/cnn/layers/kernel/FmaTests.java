package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cnn.api.Rng;
import org.junit.jupiter.api.Test;

class FmaTests {
    private static final float[] SPECIAL = {0f, -0f, 1, -1, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL,
        0x0.fffffep-126f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
        Float.NaN, 0x1.000002p0f, 0x1.fffffep0f, 0x1p-75f, 0x1p24f, 0x1p-24f, 0x1.8p-126f, 3, 0x1p-149f,
        0x1.000002p-75f, 0x1.fffffep-76f, 0x1.fffffep127f, 0x1p-127f};

    private static void check(float a, float b, float c) {
        int due = Float.floatToIntBits(Math.fma(a, b, c));
        if (Float.floatToIntBits(Fma.inDouble(a, b, c)) != due || Float.floatToIntBits(Fma.fma(a, b, c)) != due) {
            throw new AssertionError(a + " · " + b + " + " + c + ": " + Fma.inDouble(a, b, c) + " but due is "
                    + Float.intBitsToFloat(due));
        }
    }

    @Test
    void inDoubleEqualsFmaAtTheEdges() {
        for (float a : SPECIAL) {
            for (float b : SPECIAL) {
                for (float c : SPECIAL) {
                    check(a, b, c);
                }
            }
        }
    }

    /** Any bits; close exponents; and sums that lie a hair beside the middle of two floats, subnormal ones included. */
    @Test
    void inDoubleEqualsFmaForRandomNumbers() {
        assumeThat(Fma.HARDWARE).as("without the instruction, what it is compared with takes minutes").isTrue();
        long seed = System.nanoTime();
        System.out.println("FmaTests: seed " + seed);
        Rng random = new Rng(seed);
        for (int i = 0; i < 2_000_000; i++) {
            long bits = random.nextLong();
            float a = Float.intBitsToFloat((int) bits);
            float b = Float.intBitsToFloat((int) (bits >>> 32));
            check(a, b, Float.intBitsToFloat((int) random.nextLong()));
            float near = (float) -((double) a * b);
            check(a, b, near);
            check(a, b, Math.nextUp(near));
            int exponent = random.nextInt(270) - 149;
            float c = Math.scalb(1 + random.nextFloat(), Math.max(-126, Math.min(127, exponent)));
            float half = Math.scalb(1f, Math.max(-74, Math.getExponent(c) / 2 - 12));
            float other = Math.scalb(1f, Math.max(-149, Math.getExponent(c) - 24 - Math.getExponent(half)));
            check(half, other, c);
            check(Math.nextUp(half), other, c);
            check(Math.nextDown(half), -other, c);
            check(Math.scalb(a, -200), Math.scalb(b, -20), Math.scalb(c, -140));
        }
    }

    @Test
    void recognisesTheInstructionAsTheJvmSaysItself() throws Exception {
        String flag = String.valueOf(java.lang.management.ManagementFactory.getPlatformMXBean(
                com.sun.management.HotSpotDiagnosticMXBean.class).getVMOption("UseFMA").getValue());
        assertThat(Fma.HARDWARE).isEqualTo(Boolean.parseBoolean(flag));
    }
}
