package cnn.augment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.Augmenter;
import cnn.testkit.AugmenterContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every augmenter against the test kit's contract. */
class AugmentersContractTests implements AugmenterContract {
    @Override
    public List<Augmenter> augmenters() {
        List<Augmenter> alwaysTheSame = List.of(Flip.of(Flip.Axis.BOTH).probability(1), Chain.of());
        return Stream.concat(Stream.of(Flip.of(Flip.Axis.BOTH)),
                Pictures.ALL.stream().filter(augmenter -> !alwaysTheSame.contains(augmenter))).toList();
    }

    @Test
    void everyAugmenterHasACase() {
        List<Class<?>> tested = augmenters().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(new AugmentPlugin().components()).filteredOn(Augmenter.class::isAssignableFrom).isNotEmpty()
                .allSatisfy(augmenter -> assertThat(tested).contains(augmenter));
    }
}
