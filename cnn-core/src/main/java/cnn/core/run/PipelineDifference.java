package cnn.core.run;

import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.TreeDifference;
import java.nio.file.Path;
import java.util.List;

/**
 * What differs between two pipelines, the number of epochs and the checkpoints apart.
 *
 * @param words a phrase for each key: {@code train.batch was 32, now 64}
 * @param epochsThen the number of epochs in the first
 */
record PipelineDifference(List<String> words, int epochsThen) {
    private static final String EPOCHS = "train.epochs";
    /** When a run is kept changes nothing of what it comes to. */
    private static final String CHECKPOINT = "train.checkpoint";

    /**
     * Compares pipelines as JSON, the first from a file. A key that an earlier version did not know is as its default.
     *
     * @param changes the second without the keys that have their default
     */
    static PipelineDifference between(String then, String now, String changes, Path file) {
        ConfigNode before;
        try {
            before = ConfigNode.json(file.toString(), then);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("'" + file + "' is damaged: its pipeline is no JSON. Leave out --resume "
                    + "to start anew.", e);
        }
        TreeDifference difference = new TreeDifference(before, ConfigNode.json("", now), ConfigNode.json("", changes));
        String epochs = difference.was(EPOCHS).orElse("0");
        return new PipelineDifference(difference.words(key -> key.equals(EPOCHS) || key.startsWith(CHECKPOINT)),
                epochs.matches("\\d{1,9}") ? Integer.parseInt(epochs) : 0);
    }
}
