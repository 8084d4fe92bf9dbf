package cnn.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.OriginalSizes.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginalSizesTests {
    /** Areas 6, 6, 20 and 100. */
    private static final OriginalSizes SIZES = OriginalSizes.of(
            Map.of(new Size(3, 2), 1, new Size(2, 3), 5, new Size(5, 4), 5, new Size(10, 10), 1));

    @Test
    void areOrderedByArea() {
        assertThat(SIZES.pictures()).isEqualTo(12);
        assertThat(SIZES.counts().keySet()).containsExactly(new Size(2, 3), new Size(3, 2), new Size(5, 4),
                new Size(10, 10));
        assertThat(SIZES.quantile(0)).isEqualTo(new Size(2, 3));
        assertThat(SIZES.quantile(0.5)).isEqualTo(new Size(3, 2)); // the sixth of twelve
        assertThat(SIZES.quantile(1)).isEqualTo(new Size(10, 10));
        assertThat(SIZES.commonest(3)).containsExactly(new Size(2, 3), new Size(5, 4), new Size(3, 2));
        assertThat(SIZES.commonest(9)).hasSize(4);
    }

    @Test
    void canBeCountedAndSummed() {
        OriginalSizes.Counter counter = new OriginalSizes.Counter();
        counter.add(5, 4);
        counter.add(7, 7);
        counter.add(5, 4);
        OriginalSizes both = OriginalSizes.of(List.of(counter.counted(), SIZES));
        assertThat(both.counts()).containsEntry(new Size(5, 4), 7).containsEntry(new Size(7, 7), 1).hasSize(5);
        assertThat(OriginalSizes.of(28, 20, 3).counts()).containsExactly(Map.entry(new Size(28, 20), 3));
        assertThat(OriginalSizes.of(28, 20, 0).counts()).isEmpty();
    }

    @Test
    void sayWhatIsWrong() {
        assertThatThrownBy(() -> OriginalSizes.of(0, 2, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "There are pictures of 1×1 pixels or more, and 1 of each size or more, but 3 of 0×2 (height × "
                                + "width) were given. Leave sizes out that no picture has.");
        assertThatThrownBy(() -> OriginalSizes.of(List.of()).quantile(0)).isInstanceOf(IllegalStateException.class)
                .hasMessage("There are no pictures, and so no size of any. Ask for pictures() first.");
    }
}
