package cnn.core.model;

import cnn.api.Default;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: enough to make it again, bit for bit.
 *
 * @param version version of this framework
 * @param plugins packages whose layers it uses, with the version of their jar where that has one
 * @param pipeline the whole pipeline as JSON
 * @param seed where all chance came from
 * @param data SHA-256 of the training images and labels
 * @param epoch the epoch whose weights these are
 * @param results how good it was on each part of the data
 * @param start SHA-256 of the model file that its first weights were taken from, of several with commas between them; null
 *            where all were drawn
 * @param teacher SHA-256 of the model file that it learnt from besides its data; null for none
 */
public record Provenance(String version, List<String> plugins, String pipeline, long seed, String data, int epoch,
        @Default("[]") List<Result> results, @Nullable String start, @Nullable String teacher) {
    public Provenance {
        plugins = List.copyOf(plugins);
        results = List.copyOf(results);
    }

    /** A model that was put together by hand. */
    public static Provenance unknown() {
        return new Provenance("", List.of(), "", 0, "", 0, List.of(), null, null);
    }

    /**
     * What a model file says of itself. Its weights are not read.
     *
     * @throws IllegalArgumentException where it is no model's file, or says nothing that can be read
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static Provenance read(Path file) {
        return ModelFile.provenance(file);
    }

    /** This and one result more. */
    public Provenance and(Result result) {
        List<Result> all = new ArrayList<>(results);
        all.add(result);
        return new Provenance(version, plugins, pipeline, seed, data, epoch, all, start, teacher);
    }

    /** This with a result in the place of the one on the same images, or with one more. */
    public Provenance with(Result result) {
        return new Provenance(version, plugins, pipeline, seed, data, epoch,
                results.stream().filter(one -> !one.images().equals(result.images())).toList(), start, teacher)
                .and(result);
    }

    /**
     * How good a model is on some images.
     *
     * @param images which ones: {@code train}, {@code validation} or {@code test}; {@code calibration} those that scores are
     *            scaled by since, with their log loss
     * @param loss mean loss of an image
     * @param accuracy share classified correctly, in [0, 1]; NaN for a model that does not answer with classes
     */
    public record Result(String images, double loss, double accuracy) {
    }
}
