package cnn.layers.convolution.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StretchTests {
    private static final long SEED = 20_261_128;

    /** For each output, the elements of its window that lie on a pixel, found by looking at each. */
    private static List<List<Integer>> byLooking(Axis axis, boolean clipped) {
        List<List<Integer>> all = new ArrayList<>();
        for (int output = 0; output < axis.out(); output++) {
            List<Integer> elements = new ArrayList<>();
            for (int k = 0; k < axis.kernel(); k++) {
                int at = output * axis.stride() + k * axis.dilation() - axis.before();
                boolean inside = at >= 0 && at / axis.spread() < axis.in();
                if (at % axis.spread() == 0 && (inside || !clipped)) {
                    elements.add(k);
                }
            }
            all.add(elements);
        }
        return all;
    }

    private static List<List<Integer>> byStretches(Axis axis, List<Stretch> stretches) {
        List<List<Integer>> all = new ArrayList<>();
        for (int output = 0; output < axis.out(); output++) {
            all.add(List.of());
        }
        for (Stretch stretch : stretches) {
            for (int i = 0; i < stretch.count(); i++) {
                int output = stretch.output() + i * stretch.outputStep();
                List<Integer> elements = new ArrayList<>();
                for (int k = 0; k < stretch.elements(); k++) {
                    int element = stretch.element() + k * stretch.elementStep();
                    elements.add(element);
                    int at = output * axis.stride() + element * axis.dilation() - axis.before();
                    assertThat(at).isEqualTo(axis.spread()
                            * (stretch.pixel() + i * stretch.pixelStep() + k * stretch.reach()));
                }
                all.set(output, elements);
            }
        }
        return all;
    }

    @Test
    void findsTheElementsThatLookingAtEachFinds() {
        Random random = new Random(SEED);
        for (int run = 0; run < 20_000; run++) {
            int spread = 1 + random.nextInt(7);
            int stride = spread == 1 ? 1 + random.nextInt(5) : 1;
            Axis axis = new Axis(1 + random.nextInt(12), 1 + random.nextInt(20), 1 + random.nextInt(9), stride,
                    1 + random.nextInt(6), random.nextInt(30) - 10, spread);
            assertThat(byStretches(axis, Stretch.of(axis))).as("%s, seed %s", axis, SEED)
                    .isEqualTo(byLooking(axis, true));
            assertThat(byStretches(axis, Stretch.phases(axis)).subList(0, Math.min(spread, axis.out())))
                    .as("%s, seed %s", axis, SEED).isEqualTo(byLooking(axis, false).subList(0,
                            Math.min(spread, axis.out())));
        }
    }

    /** Every window sees half of a million elements: to look at each would take hours. */
    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void takesNoTimeForWindowsAsLongAsTheImage() {
        int million = 1 << 20;
        List<Stretch> stretches = Stretch.of(new Axis(million, million, million, 1, 1, million / 2));
        assertThat(stretches).hasSize(million);
        assertThat(stretches.getFirst().elements()).isEqualTo(million / 2);
        Axis spread = new Axis(3, million, million, 1, 3, million / 2, million - 1);
        assertThat(Stretch.phases(spread)).isNotEmpty();
    }
}
