package cnn.augment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.Augmenter;
import cnn.augment.colour.AutoContrast;
import cnn.augment.colour.Equalize;
import cnn.augment.colour.Greyscale;
import cnn.augment.colour.Invert;
import cnn.augment.geometry.Flip;
import cnn.augment.policy.Chain;
import cnn.testkit.AugmenterContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every augmenter against the test kit's contract. */
class AugmentersContractTests implements AugmenterContract {
    @Override
    public List<Augmenter> augmenters() {
        List<Augmenter> alwaysTheSame = List.of(Flip.of(Flip.Axis.BOTH).probability(1), Chain.of(),
                Invert.of().probability(1), Equalize.of().probability(1), Greyscale.of().probability(1),
                AutoContrast.of().probability(1));
        List<Augmenter> all = new ArrayList<>(Pictures.ALL);
        all.removeAll(alwaysTheSame);
        all.add(Flip.of(Flip.Axis.BOTH));
        all.addAll(Pictures.OCCASIONAL);
        return all;
    }

    @Test
    void everyAugmenterHasACase() {
        List<Class<?>> tested = augmenters().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(Bundled.of(Augmenter.class)).isNotEmpty()
                .allSatisfy(augmenter -> assertThat(tested).contains(augmenter));
    }
}
