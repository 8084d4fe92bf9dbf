package cnn.core.train;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSet;
import cnn.core.data.CheckedData;
import cnn.core.model.Preprocessing;
import cnn.core.registry.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network learns from.
 *
 * @param train images to learn from
 * @param validation images to choose the best epoch by; null for none
 * @param preprocessing what happens to every image
 * @param augmenters what changes training images, in order
 */
public record TrainingData(DataSet train, @Nullable DataSet validation, Preprocessing preprocessing,
        List<Augmenter> augmenters) {
    public TrainingData {
        augmenters = List.copyOf(augmenters);
        if (train.size() == 0) {
            throw new IllegalArgumentException("There are no training images. Check the data's path and its classes.");
        }
        CheckedData.check(train, "training");
        if (validation != null) {
            CheckedData.check(validation, "validation");
            CheckedData.alike(train, validation, "validation");
            if (validation.size() == 0 || !validation.shape().equals(train.shape())) {
                throw new IllegalArgumentException("There are " + validation.size() + " validation images of shape "
                        + validation.shape() + ", and the training images have shape " + train.shape()
                        + ". Give some of the same shape, or null for none.");
            }
        }
        if (!train.shape().equals(preprocessing.shape())) {
            throw new IllegalArgumentException("The training images have shape " + train.shape()
                    + " but preprocessing expects " + preprocessing.shape() + ". Resize them first.");
        }
        augmenters.forEach(augmenter -> check(augmenter, train.shape()));
    }

    private static void check(Augmenter augmenter, Shape images) {
        try {
            augmenter.check(images);
        } catch (IllegalArgumentException refusal) {
            throw refusal;
        } catch (Throwable thrown) {
            throw Fault.of(null, augmenter, "check", thrown);
        }
    }
}
