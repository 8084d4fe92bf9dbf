package cnn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Id;
import cnn.api.Plugin;
import cnn.api.data.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** No augmenter is left out of what is measured. */
class AugmenterBenchmarksTests {
    @Test
    void measureEveryAugmenterOfSingleImages() {
        List<String> others = List.of("chain", "sometimes", "mixup", "cutmix"); // cost what is in them, or are for batches
        List<String> ids = ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::get)
                .flatMap(plugin -> plugin.components().stream()).filter(Augmentation.class::isAssignableFrom)
                .map(type -> type.getAnnotation(Id.class).value()).filter(id -> !others.contains(id)).toList();
        assertThat(Arrays.stream(AugmenterBenchmarks.Case.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .containsExactlyInAnyOrderElementsOf(ids);
    }
}
