package cnn.core.run;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Request;
import cnn.api.data.DataSource.Splits;
import cnn.core.data.CheckedSplits;
import cnn.core.data.Resized;
import cnn.core.data.Split;
import cnn.core.data.SplitData;
import cnn.core.model.Preprocessing;
import cnn.core.pictures.StandardDecoder;
import cnn.core.pipeline.ImageSize;
import cnn.core.pipeline.Normalize;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Preprocess;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline's images, all of the network's input shape.
 *
 * @param train images to learn from
 * @param validation images to choose the best epoch by; null for none
 * @param test images that training never sees; null for none
 * @param preprocessing what happens to every image
 */
public record OpenedData(DataSet train, @Nullable DataSet validation, @Nullable DataSet test,
        Preprocessing preprocessing) implements AutoCloseable {

    /** Opens a source for a pipeline: its own, or one that gives what its own would. */
    static OpenedData open(PipelineConfig config, DataSource source, RunOptions options) {
        Preprocess preprocess = config.preprocess();
        Splits splits = divided(config, open(source, preprocess, options, config.seed()));
        return new OpenedData(splits.train(), splits.validation(), splits.test(),
                preprocessing(preprocess.normalize(), splits.train()).resize(preprocess.resize()));
    }

    /** With images for validation, split off where the source gives none and the pipeline wants some. */
    static Splits divided(PipelineConfig config, Splits splits) {
        double share = config.train().validation();
        if (splits.validation() != null || share == 0) {
            return splits;
        }
        Split parts = SplitData.grouping(config.data())
                .map(by -> SplitData.byGroup(splits.train(), by, share, config.seed()))
                .orElseGet(() -> Split.stratified(splits.train(), share, config.seed()));
        return new Splits(parts.train(), parts.held(), splits.test());
    }

    /** What a pipeline wants of its source. */
    static Request request(Preprocess preprocess, RunOptions options, long seed) {
        ImageSize size = preprocess.size();
        return new Request(options.folder(), size == null ? 0 : size.height(), size == null ? 0 : size.width(),
                preprocess.channels() == null ? 0 : preprocess.channels(), options.strict(), seed, options.notes())
                .resize(preprocess.resize()).progress(options.progress()).cache(options.cache())
                .decoder(new StandardDecoder());
    }

    /** Opens a source so that its images come as {@code preprocess} says. */
    static Splits open(DataSource source, Preprocess preprocess, RunOptions options, long seed) {
        Request request = request(preprocess, options, seed);
        Splits splits = CheckedSplits.open(source, request);
        Shape wanted = request.shape(splits.train().shape());
        return new Splits(Resized.of(splits.train(), wanted, preprocess.resize()),
                splits.validation() == null ? null : Resized.of(splits.validation(), wanted, preprocess.resize()),
                splits.test() == null ? null : Resized.of(splits.test(), wanted, preprocess.resize()));
    }

    private static Preprocessing preprocessing(Normalize normalize, DataSet train) {
        return switch (normalize) {
            case Normalize.Way way -> way == Normalize.Way.NONE
                    ? Preprocessing.none(train.shape())
                    : Preprocessing.standardizing(train);
            case Normalize.Given given -> new Preprocessing(train.shape(),
                    spread(given.mean(), train.shape().channels()), spread(given.std(), train.shape().channels()));
        };
    }

    private static List<Double> spread(List<Float> numbers, int channels) {
        List<Double> doubles = numbers.stream().map(Float::doubleValue).toList();
        return doubles.size() == 1 ? Collections.nCopies(channels, doubles.getFirst()) : doubles;
    }

    /** Closes all images: those that are not in memory cannot be read any more. */
    @Override
    public void close() {
        new Splits(train, validation, test).close();
    }
}
