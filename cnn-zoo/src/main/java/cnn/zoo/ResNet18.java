package cnn.zoo;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Block;
import cnn.api.layer.Expansion;
import cnn.api.layer.Published;
import cnn.api.layer.PublishedNames;
import cnn.api.layer.Signal;
import java.util.List;

/**
 * {@link ResNet} of depth 18, by the name that it had alone before there were others.
 *
 * @param classes number of scores, 1 or more
 */
@Id("resnet18")
public record ResNet18(@Default("1000") int classes) implements Block, Published {
    public ResNet18 {
        Classes.check("ResNet-18", classes);
    }

    /** For the thousand classes of ImageNet. */
    public static ResNet18 of() {
        return new ResNet18(1000);
    }

    /** For another number of classes. */
    public ResNet18 classes(int number) {
        return new ResNet18(number);
    }

    @Override
    public List<PublishedNames> published() {
        return ResNet.of(18).published();
    }

    @Override
    public Signal expand(Expansion in) {
        return ResNet.of(18).classes(classes).expand(in);
    }
}
