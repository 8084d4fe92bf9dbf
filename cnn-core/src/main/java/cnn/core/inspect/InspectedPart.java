package cnn.core.inspect;

import cnn.api.data.DataSet;
import cnn.core.data.CheckedData;
import cnn.core.data.TargetReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images of one part of some data, and what a look at each has left.
 *
 * @param name what the part is for: {@code training}
 * @param images which have names and perhaps classes
 * @param traits of each image; null where it cannot be read
 */
public record InspectedPart(String name, DataSet images, List<@Nullable ImageTraits> traits) {
    public InspectedPart {
        traits = Collections.unmodifiableList(new ArrayList<>(traits));
        if (images.size() != traits.size()) {
            throw new IllegalArgumentException("Every image needs its traits, but there are " + images.size()
                    + " images and the traits of " + traits.size() + ". Give as many of both.");
        }
    }

    /** Looks at all images, on all processors. */
    public static InspectedPart of(String name, DataSet images) {
        return new InspectedPart(name, images, ImageTraits.of(images));
    }

    /** Whether all that is known of an image is its class. */
    public boolean hasClasses() {
        return TargetReader.hasClasses(images.targets());
    }

    /** The name of an image's class; empty where it has none. */
    public String className(int image) {
        return hasClasses() ? images.classes().get(CheckedData.label(images, image)) : "";
    }

    /** Images of each class, those that cannot be read left out. */
    int[] counts() {
        int[] counts = new int[images.classes().size()];
        for (int i = 0; i < traits.size(); i++) {
            counts[CheckedData.label(images, i)] += traits.get(i) == null ? 0 : 1;
        }
        return counts;
    }
}
