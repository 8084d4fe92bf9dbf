package cnn.core.model;

import cnn.api.data.Target;
import cnn.api.train.Loss;

/**
 * One thing that a model answers: the scores of a layer, and what they are compared with.
 *
 * @param name what it is called
 * @param layer name of the layer that gives the scores
 * @param target what the scores mean, and which of the data's targets they were compared with
 * @param loss the loss it was trained with, whose activation turns scores into predictions
 * @param weight what its loss was multiplied by in training
 */
public record Output(String name, String layer, Target target, Loss loss, double weight) {
}
