package cnn.cli;

import cnn.api.data.DataSource;
import cnn.api.data.DataSource.Splits;
import cnn.core.model.Model;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The images that a command on a model looks at: those that are named, else those that the model's own pipeline names. */
final class ModelImages {
    private ModelImages() {
    }

    /** Why there are none. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Opens them.
     *
     * @param data what {@code --data} says; null for the pipeline's own
     * @param without what a message says of being without images: {@code so that the report shows no images}
     * @throws Unavailable where the pipeline's own are not at hand
     * @throws ParameterException where {@code data} is no data source
     */
    static Splits open(Cnn cnn, Model model, @Nullable String data, RunOptions options, CommandLine command,
            String without) throws Unavailable {
        if (data != null) {
            DataSource source;
            try {
                source = DataSpec.parse(data, cnn.registry());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command, e.getMessage(), e);
            }
            return cnn.open(source, model, options);
        }
        String pipeline = model.provenance().pipeline();
        if (pipeline.isEmpty()) {
            throw new Unavailable("The model does not say from which data it was made, " + without
                    + ". Name some with --data.", null);
        }
        try {
            PipelineConfig config = PipelineConfig.read("the model's pipeline", pipeline, cnn.registry());
            OpenedData opened = cnn.open(config, options);
            return new Splits(opened.train(), opened.validation(), opened.test());
        } catch (RuntimeException e) {
            throw new Unavailable("The data that the model was made from is not at hand, " + without
                    + ". Name some with --data. (" + Problems.message(e) + ")", e);
        }
    }
}
