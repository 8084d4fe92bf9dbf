package cnn.augment.policy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import java.util.List;

/**
 * Several augmenters, one after the other. Each has a stream of chance of its own, so that changing one leaves what the
 * others draw as it was.
 *
 * @param steps the augmenters in their order; none leaves images as they are
 */
@Id("chain")
public record Chain(List<Augmenter> steps) implements Augmenter {
    public Chain {
        steps = List.copyOf(steps);
    }

    /** These augmenters in this order. */
    public static Chain of(Augmenter... steps) {
        return new Chain(List.of(steps));
    }

    @Override
    public void check(Shape image) {
        for (Augmenter step : steps) {
            step.check(image);
        }
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (steps.isEmpty()) {
            target.copyFrom(source);
            return;
        }
        Relay relay = Relay.of(target, steps.size());
        Image from = source;
        for (int i = 0; i < steps.size(); i++) {
            Image to = relay.to(i);
            steps.get(i).augment(from, to, random.child(i));
            from = to;
        }
    }
}
