package cnn.core.pipeline;

/**
 * When what a run has come to is kept, to go on from should it be killed: after every epoch, and within epochs as well.
 * It changes nothing of what the run comes to, and may be another when a run goes on.
 *
 * @param every how far apart checkpoints are within an epoch
 */
public record Checkpoints(Interval every) {
}
