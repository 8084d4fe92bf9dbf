package cnn.explain.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColourMapTests {
    /** Published with the colour space: the lightness of white, of black and of pure red. */
    @Test
    void lightnessIsThatOfOkLab() {
        assertThat(OkLab.lightness(0xFFFFFF)).isCloseTo(1, within(1e-6));
        assertThat(OkLab.lightness(0)).isZero();
        assertThat(OkLab.lightness(0xFF0000)).isCloseTo(0.62796, within(1e-4));
        assertThat(OkLab.rgb(0.62796, 0.25768, 29.234)).isEqualTo(0xFF0000);
    }

    @Test
    void stepsLookEven() {
        for (int i = 0; i < 255; i++) {
            double step = OkLab.lightness(ColourMap.EMBER.rgb((i + 1) / 255.0))
                    - OkLab.lightness(ColourMap.EMBER.rgb(i / 255.0));
            // colours of 8 bits are up to half of a level off
            assertThat(step).isCloseTo(0.83 / 255, within(0.0035));
        }
        assertThat(OkLab.lightness(ColourMap.EMBER.rgb(0))).isCloseTo(0.13, within(0.02));
        assertThat(OkLab.lightness(ColourMap.EMBER.rgb(1))).isCloseTo(0.96, within(0.005));
    }

    @Test
    void bothSignsLookEquallyStrong() {
        for (double value = 0; value <= 1; value += 0.1) {
            assertThat(OkLab.lightness(ColourMap.POLAR.rgb(value)))
                    .isCloseTo(OkLab.lightness(ColourMap.POLAR.rgb(-value)), within(0.01));
        }
        assertThat(ColourMap.POLAR.rgb(1) >> 16).isGreaterThan(ColourMap.POLAR.rgb(1) & 0xFF);
        assertThat(ColourMap.POLAR.rgb(-1) >> 16).isLessThan(ColourMap.POLAR.rgb(-1) & 0xFF);
    }

    @Test
    void whatLiesBeyondHasTheColourOfTheEnd() {
        assertThat(ColourMap.EMBER.rgb(7)).isEqualTo(ColourMap.EMBER.rgb(1));
        assertThat(ColourMap.POLAR.rgb(-7)).isEqualTo(ColourMap.POLAR.rgb(-1));
        assertThat(ColourMap.EMBER.rgb(Double.NaN)).isEqualTo(ColourMap.EMBER.rgb(0));
    }

    @Test
    void theScaleGoesFromTheLeastToTheMost() {
        var scale = ColourMap.POLAR.scale(30, 2);
        assertThat(scale.getRGB(0, 1) & 0xFFFFFF).isEqualTo(ColourMap.POLAR.rgb(-1));
        assertThat(scale.getRGB(29, 0) & 0xFFFFFF).isEqualTo(ColourMap.POLAR.rgb(1));
    }
}
