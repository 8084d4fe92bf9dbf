package cnn.core.run;

import cnn.core.file.Sha256;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model file that a run follows from.
 *
 * @param file where it is
 * @param hash SHA-256 of the file
 * @param model what is in it
 */
record ModelOnFile(Path file, String hash, Model model) {
    /** Means that were written down as floats are the same. */
    private static final double SAME = 1e-6;

    /**
     * Reads the model that a pipeline names.
     *
     * @param key the pipeline's key that names it
     * @param named a file, or the folder of a run
     * @param folder relative paths start here
     */
    static ModelOnFile read(String key, Path named, Path folder, Registry registry) {
        return read(find(key, named, folder), registry);
    }

    static ModelOnFile read(Path file, Registry registry) {
        return new ModelOnFile(file, sha256(file), Model.load(file, registry));
    }

    /** The file that a pipeline names, in the folder of a run where it names one. As {@link #read(String, Path, Path, Registry)}. */
    static Path find(String key, Path named, Path folder) {
        Path file = folder.resolve(named);
        if (Files.isDirectory(file)) {
            file = file.resolve(RunFolder.MODEL);
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(key + " names '" + Echo.path(file)
                    + "', which does not exist. Give a model file, or the folder of a run that has one.");
        }
        return file;
    }

    static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the model '" + Echo.path(file) + "' to start from ("
                    + Reason.of(e) + "). Check the file and its permissions.", e);
        }
    }

    /** How a run prepares images in another way than the model knows them, one line each: layers then see other numbers. */
    List<String> differences(Preprocessing now) {
        List<String> told = new ArrayList<>();
        Preprocessing then = model.preprocessing();
        if (!isNormalizedAs(now)) {
            told.add("The model's images were normalized by mean " + then.mean() + " and std " + then.deviation()
                    + ", this run's are by mean " + now.mean() + " and std " + now.deviation()
                    + ". Set preprocess.normalize to {mean: " + then.mean() + ", std: " + then.deviation()
                    + "} to give its layers what they know.");
        }
        if (then.resize() != now.resize()) {
            told.add("The model's images were resized by " + then.resize().name().toLowerCase(Locale.ROOT)
                    + ", this run's are by " + now.resize().name().toLowerCase(Locale.ROOT)
                    + ". Set preprocess.resize to give its layers what they know.");
        }
        return told;
    }

    /** Whether a run's images come to be the same numbers as the model's, but for how they are resized. */
    boolean isNormalizedAs(Preprocessing now) {
        Preprocessing then = model.preprocessing();
        return then.mean().size() == now.mean().size() && isSame(then.mean(), now.mean())
                && isSame(then.deviation(), now.deviation());
    }

    private static boolean isSame(List<Double> some, List<Double> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!(Math.abs(some.get(i) - others.get(i)) <= SAME * Math.max(1, Math.abs(some.get(i))))) {
                return false;
            }
        }
        return true;
    }
}
