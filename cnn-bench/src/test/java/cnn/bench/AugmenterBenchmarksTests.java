package cnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Id;
import cnn.augment.AugmentPlugin;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** No augmenter is left out of what is measured. */
class AugmenterBenchmarksTests {
    @Test
    void measureEveryAugmenterOfSingleImages() {
        List<String> others = List.of("chain", "sometimes", "mixup", "cutmix"); // cost what is in them, or are for batches
        List<String> ids = new AugmentPlugin().components().stream().map(type -> type.getAnnotation(Id.class).value())
                .filter(id -> !others.contains(id)).toList();
        assertThat(Arrays.stream(AugmenterBenchmarks.Case.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))).containsExactlyElementsOf(ids);
    }
}
