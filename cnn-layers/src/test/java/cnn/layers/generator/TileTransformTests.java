package cnn.layers.generator;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.layers.generator.TileTransform.Columns;
import cnn.layers.generator.TileTransform.Method;
import cnn.layers.generator.TileTransform.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileTransformTests {
    @Test
    void unrollsColumnsAndRows() {
        Columns columns = new Columns(2, "at + n", "plane", """
                sum = m[p].add(m[p + one])
                w# = sum.mul(a)
                z# = sum
                """);
        Rows rows = new Rows("wz", "to + n", "6 * plane", "first = start[n]", """
                y[q] <- #0.add(first)
                q += plane;
                y[q] <- #1
                """);
        Method method = new Method("Sums.", "sums", "float[] m, int at", List.of("a = A"), List.of("one = 2 * plane"),
                columns, rows);
        assertThat(new TileTransform("Sums", "Sums.", List.of("A"), List.of(method)).source()).contains("""
                    /** Sums. */
                    static void sums(float[] m, int at) {
                        FloatVector a = FloatVector.broadcast(SPECIES, A);
                        int one = 2 * plane;
                        for (int n = 0; n < count; n += LANES) {
                            int p = at + n;
                            FloatVector sum = FloatVector.fromArray(SPECIES, m, p).add(FloatVector.fromArray(SPECIES, m, p + one));
                            FloatVector w0 = sum.mul(a);
                            FloatVector z0 = sum;
                            p += plane;
                            sum = FloatVector.fromArray(SPECIES, m, p).add(FloatVector.fromArray(SPECIES, m, p + one));
                            FloatVector w1 = sum.mul(a);
                            FloatVector z1 = sum;
                            FloatVector first = FloatVector.fromArray(SPECIES, start, n);
                            int q = to + n;
                            w0.add(first).intoArray(y, q);
                            q += plane;
                            w1.intoArray(y, q);
                            q += 6 * plane;
                            z0.add(first).intoArray(y, q);
                            q += plane;
                            z1.intoArray(y, q);
                        }
                    }
                """);
    }
}
