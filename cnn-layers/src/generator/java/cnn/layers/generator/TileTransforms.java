package cnn.layers.generator;

import cnn.layers.generator.TileTransform.Columns;
import cnn.layers.generator.TileTransform.Method;
import cnn.layers.generator.TileTransform.Rows;
import java.util.ArrayList;
import java.util.List;

/** Winograd's transforms of tiles and back, and of gradients: sums are taken in the order of {@code ScalarWinograd}. */
final class TileTransforms {
    private static final String POINT = "The rows of a point and its negative.";
    private static final String TILE = "t * 4 * across + c";
    private static final String NUMBERS = "t * tiles.step() + c";

    private TileTransforms() {
    }

    /** Bᵀ d B. */
    static TileTransform input() {
        List<String> row = List.of("both = A2B2", "lessSum = -SUM", "a = A", "b = B", "lessA = -A", "lessB = -B",
                "lessA2 = -A2", "lessB2 = -B2");
        List<String> given = List.of("plus = point", "minus = -point", "other = lessSquare");
        Rows rows = new Rows("w", "to + " + NUMBERS, "6 * plane", "", """
                evenA = #2.fma(lessB2, #4)
                oddA = #1.fma(lessB2, #3)
                evenB = #2.fma(lessA2, #4)
                oddB = #1.fma(lessA2, #3)
                v[q] <- #0.fma(both, #2.fma(lessSum, #4))
                v[q + plane] <- oddA.fma(a, evenA)
                v[q + 2 * plane] <- oddA.fma(lessA, evenA)
                v[q + 3 * plane] <- oddB.fma(b, evenB)
                v[q + 4 * plane] <- oddB.fma(lessB, evenB)
                v[q + 5 * plane] <- #1.fma(both, #3.fma(lessSum, #5))
                """);
        return new TileTransform("InputTransform",
                """
                Bᵀ d B for a vector of channels at a time, one or two of the six rows in a call: all 36 numbers at once are more \
                than there are registers, and reading pixels again costs less than keeping half-transformed ones in memory.""",
                List.of("A", "A2", "A2B2", "B", "B2", "SUM"), List.of(
                        new Method("The row of 0, or where {@code x} is read one pixel further down, that of ∞.",
                                "outerRow", "Tiles tiles, float[] x, int at, int count, float[] v, int to", row,
                                List.of("channels = tiles.channels()", "across = tiles.across()",
                                        "two = 2 * tiles.down()", "four = 4 * tiles.down()", "plane = tiles.plane()"),
                                new Columns(6, "at + " + TILE, "across",
                                        "w# = x[p].fma(both, x[p + two].fma(lessSum, x[p + four]))"),
                                rows),
                        new Method(POINT, "innerRows", "Tiles tiles, float[] x, int at, int count, float point, float "
                                + "lessSquare, float[] v, int to", joined(given, row),
                                List.of("channels = tiles.channels()", "across = tiles.across()", "one = tiles.down()",
                                        "two = 2 * one", "three = 3 * one", "four = 4 * one", "plane = tiles.plane()"),
                                new Columns(6, "at + " + TILE, "across", """
                                        even = x[p + two].fma(other, x[p + four])
                                        odd = x[p + one].fma(other, x[p + three])
                                        w# = odd.fma(plus, even)
                                        z# = odd.fma(minus, even)
                                        """),
                                rows.named("wz"))));
    }

    /** Aᵀ m A. */
    static TileTransform output() {
        String parameters = "Tiles tiles, float[] m, int from, float[] start, int startAt, int startStep, float[] y, "
                + "int at, int count";
        String start = " {@code start} has a vector of zeros with step 0 where there is nothing to add.";
        List<String> constants = List.of("a = A", "b = B", "a2 = A2", "b2 = B2", "a3 = A3", "b3 = B3");
        List<String> distances = List.of("channels = tiles.channels()", "across = tiles.across()",
                "plane = tiles.plane()", "one = 6 * plane", "two = 12 * plane", "three = 18 * plane",
                "four = 24 * plane");
        Rows even = new Rows("wz", "at + " + TILE, "2 * tiles.down()",
                "first = start[startAt + c * startStep]", """
                        sumA = #1.add(#2)
                        sumB = #3.add(#4)
                        differenceA = #1.sub(#2)
                        differenceB = #3.sub(#4)
                        y[q] <- #0.add(sumA).add(sumB).add(first)
                        y[q + across] <- differenceB.fma(b, differenceA.mul(a)).add(first)
                        y[q + 2 * across] <- sumB.fma(b2, sumA.mul(a2)).add(first)
                        y[q + 3 * across] <- differenceB.fma(b3, differenceA.fma(a3, #5)).add(first)
                        """);
        return new TileTransform("OutputTransform", """
                Aᵀ m A for a vector of channels at a time, two of the four rows in a call: even rows need sums of the numbers at a \
                point and its negative, odd rows differences.""",
                List.of("A", "A2", "A3", "B", "B2", "B3"), List.of(
                        new Method("Rows 0 and 2." + start, "evenRows", parameters, constants, distances,
                                new Columns(6, "from + " + NUMBERS, "plane", """
                                        sumA = m[p + one].add(m[p + two])
                                        sumB = m[p + three].add(m[p + four])
                                        w# = m[p].add(sumA).add(sumB)
                                        z# = sumB.fma(b2, sumA.mul(a2))
                                        """),
                                even),
                        new Method("Rows 1 and 3." + start, "oddRows", parameters, constants,
                                joined(distances, List.of("five = 30 * plane")),
                                new Columns(6, "from + " + NUMBERS, "plane", """
                                        differenceA = m[p + one].sub(m[p + two])
                                        differenceB = m[p + three].sub(m[p + four])
                                        w# = differenceB.fma(b, differenceA.mul(a))
                                        z# = differenceB.fma(b3, differenceA.fma(a3, m[p + five]))
                                        """),
                                new Rows("wz", "at + tiles.down() + " + TILE, even.step(), even.before(),
                                        even.statements()))));
    }

    /** A dy Aᵀ. */
    static TileTransform gradient() {
        List<String> row = List.of("a = A", "b = B", "a2 = A2", "b2 = B2", "a3 = A3", "b3 = B3");
        List<String> given = List.of("power = point", "square = point * point", "cube = point * point * point");
        Rows rows = new Rows("w", "to + " + NUMBERS, "6 * plane", "", """
                evenA = #2.fma(a2, #0)
                oddA = #3.fma(a3, #1.mul(a))
                evenB = #2.fma(b2, #0)
                oddB = #3.fma(b3, #1.mul(b))
                m[q] <- #0
                m[q + plane] <- evenA.add(oddA)
                m[q + 2 * plane] <- evenA.sub(oddA)
                m[q + 3 * plane] <- evenB.add(oddB)
                m[q + 4 * plane] <- evenB.sub(oddB)
                m[q + 5 * plane] <- #3
                """);
        return new TileTransform("GradientTransform",
                "A dy Aᵀ for a vector of channels at a time, one or two of the six rows in a call.",
                List.of("A", "A2", "A3", "B", "B2", "B3"), List.of(
                        new Method("The row of 0 from the first row of pixels, or that of ∞ from the last one.",
                                "outerRow", "Tiles tiles, float[] dy, int at, int count, float[] m, int to", row,
                                List.of("channels = tiles.channels()", "across = tiles.across()",
                                        "plane = tiles.plane()"),
                                new Columns(1, "at + " + TILE, "", """
                                        w0 = dy[p]
                                        w1 = dy[p + across]
                                        w2 = dy[p + 2 * across]
                                        w3 = dy[p + 3 * across]
                                        """),
                                rows),
                        new Method(POINT, "innerRows",
                                "Tiles tiles, float[] dy, int at, int count, float point, float[] m, int to",
                                joined(given, row),
                                List.of("channels = tiles.channels()", "across = tiles.across()", "one = tiles.down()",
                                        "two = 2 * one", "three = 3 * one", "plane = tiles.plane()"),
                                new Columns(4, "at + " + TILE, "across", """
                                        even = dy[p + two].fma(square, dy[p])
                                        odd = dy[p + three].fma(cube, dy[p + one].mul(power))
                                        w# = even.add(odd)
                                        z# = even.sub(odd)
                                        """),
                                rows.named("wz"))));
    }

    /** Gᵀ u G. */
    static TileTransform kernelGradient() {
        return new TileTransform("KernelGradientTransform", "Gᵀ u G for a vector of weights at a time.",
                List.of("F0", "FA", "FA_A", "FA_A2", "FB", "FB_B", "FB_B2"), List.of(
                        new Method(
                                "Of {@code count} weights, a multiple of the lanes. What is at {@code i} goes on from "
                                        + "{@code first[i & keep]}.",
                                "sums",
                                "float[] u, int at, int plane, int count, float[] first, int keep, float[] dw, int dwAt, "
                                        + "int dwPlane",
                                List.of("f0 = F0", "fa = FA", "faA = FA_A", "faA2 = FA_A2", "fb = FB", "fbB = FB_B",
                                        "fbB2 = FB_B2"),
                                List.of("row = 6 * plane"),
                                new Columns(6, "at + n", "plane", """
                                        u1 = u[p + row]
                                        u2 = u[p + 2 * row]
                                        u3 = u[p + 3 * row]
                                        u4 = u[p + 4 * row]
                                        sumA = u1.add(u2)
                                        sumB = u3.add(u4)
                                        w# = sumB.fma(fb, sumA.fma(fa, u[p].mul(f0)))
                                        y# = u3.sub(u4).fma(fbB, u1.sub(u2).mul(faA))
                                        z# = sumB.fma(fbB2, sumA.fma(faA2, u[p + 5 * row]))
                                        """),
                                new Rows("wyz", "dwAt + n", "dwPlane", "", """
                                        sumA = #1.add(#2)
                                        sumB = #3.add(#4)
                                        dw[q] <- first[q & keep].add(sumB.fma(fb, sumA.fma(fa, #0.mul(f0))))
                                        q += dwPlane;
                                        dw[q] <- first[q & keep].add(#3.sub(#4).fma(fbB, #1.sub(#2).mul(faA)))
                                        q += dwPlane;
                                        dw[q] <- first[q & keep].add(sumB.fma(fbB2, sumA.fma(faA2, #5)))
                                        """))));
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
