package cnn.core.train;

import cnn.api.Shape;
import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.core.data.CheckedData;
import cnn.core.model.Model;
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
 * @param augmenters what changes training images, in order; those that change batches come behind all others
 * @param teacher the model that {@link cnn.core.pipeline.TrainConfig#distill} asks for; null for none
 */
public record TrainingData(DataSet train, @Nullable DataSet validation, Preprocessing preprocessing,
        List<Augmentation> augmenters, @Nullable Model teacher) {
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

    /** Images alone. */
    public TrainingData(DataSet train, @Nullable DataSet validation, Preprocessing preprocessing,
            List<Augmentation> augmenters) {
        this(train, validation, preprocessing, augmenters, null);
    }

    /** The same, and a model to learn from. */
    public TrainingData teacher(@Nullable Model model) {
        return new TrainingData(train, validation, preprocessing, augmenters, model);
    }

    /** What changes single images, in order. */
    List<Augmenter> ofImages() {
        return augmenters.stream().filter(Augmenter.class::isInstance).map(Augmenter.class::cast).toList();
    }

    /** What changes batches, in order. */
    List<BatchAugmenter> ofBatches() {
        return augmenters.stream().filter(BatchAugmenter.class::isInstance).map(BatchAugmenter.class::cast).toList();
    }

    /** What training compares scores with: where batches are changed, classes become shares of several. */
    Target learnt(Target target) {
        return ofBatches().isEmpty() || target.kind() != Target.Kind.CLASS
                ? target
                : new Target(target.name(), Target.Kind.SOFT_LABEL, target.names());
    }

    private static void check(Augmentation augmenter, Shape images) {
        try {
            switch (augmenter) {
                case Augmenter ofImages -> ofImages.check(images);
                case BatchAugmenter ofBatches -> ofBatches.check(images);
            }
        } catch (IllegalArgumentException refusal) {
            throw refusal;
        } catch (Throwable thrown) {
            throw Fault.of(null, augmenter, "check", thrown);
        }
    }
}
