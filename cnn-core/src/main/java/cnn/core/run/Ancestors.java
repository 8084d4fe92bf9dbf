package cnn.core.run;

import cnn.api.Shape;
import cnn.api.layer.Entry;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.network.PlacedEntries;
import cnn.core.network.Weights;
import cnn.core.pipeline.Distillation;
import cnn.core.pipeline.ModelLayers;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.WarmStart;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that a run follows from: those whose layers are in its network, the one that its first weights are taken from,
 * and the one that it learns from.
 *
 * @param config the pipeline, whose network has the layers of models in place of the blocks that name them
 * @param start null for none
 * @param teacher null for none
 */
record Ancestors(PipelineConfig config, @Nullable FirstWeights start, @Nullable ModelOnFile teacher) {
    /** Reads the models that a pipeline names; relative paths start at a folder. */
    static Ancestors read(PipelineConfig config, Path folder, Registry registry) {
        WarmStart start = config.train().start();
        Distillation distill = config.train().distill();
        return new Ancestors(withLayers(config, folder, registry),
                start == null ? null : FirstWeights.read(start, folder, registry),
                distill == null ? null : ModelOnFile.read("train.distill.model", distill.model(), folder, registry));
    }

    private static PipelineConfig withLayers(PipelineConfig config, Path folder, Registry registry) {
        return config.network().stream().noneMatch(entry -> entry.part() instanceof ModelLayers)
                ? config
                : config.network(PlacedEntries.replaced(config.network(),
                        entry -> entry.part() instanceof ModelLayers all
                                ? new Entry(TakenLayers.read(all, folder, registry), entry.name(), entry.from())
                                : entry));
    }

    /** A pipeline's network for images of a shape, with the layers of the models that it names. */
    static Network network(PipelineConfig config, Shape image, Path folder, Registry registry) {
        return withLayers(config, folder, registry).networkFor(image).build();
    }

    /** The network for images of a shape. */
    Network network(Shape image) {
        return config.networkFor(image).build();
    }

    /**
     * Overwrites first weights with those of the models.
     *
     * @return what was taken from where, one line each
     */
    List<String> apply(Network network, Weights into, Preprocessing preprocessing) {
        List<String> told = new ArrayList<>();
        network.blocks().forEach((path, block) -> {
            if (block instanceof TakenLayers layers) {
                told.addAll(layers.apply(path, network, into, preprocessing));
            }
        });
        if (start != null) {
            told.addAll(start.apply(network, into, preprocessing));
        }
        if (teacher != null) {
            told.add("Taught by '" + Echo.path(teacher.file()) + "'"
                    + (teacher.isNormalizedAs(preprocessing)
                            ? "."
                            : ", which is given its images as it knows them: normalized by mean "
                                    + teacher.model().preprocessing().mean() + " and std "
                                    + teacher.model().preprocessing().deviation() + "."));
        }
        return told;
    }

    /** The model that it learns from; null for none. */
    @Nullable
    Model teaching() {
        return teacher == null ? null : teacher.model();
    }

    /** The hashes of all that first weights or layers are taken from, with commas between them; null for none. */
    @Nullable
    String hashes() {
        Stream<String> layers = config.network().stream().map(Entry::part).filter(TakenLayers.class::isInstance)
                .map(block -> ((TakenLayers) block).from().hash());
        String all = Stream.concat(layers, Stream.ofNullable(start).map(FirstWeights::hash))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? null : all;
    }
}
