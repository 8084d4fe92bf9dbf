package cnn.cli;

import cnn.api.Tensor;
import cnn.api.layer.Param;
import cnn.cli.NetworkOptions.Choice;
import cnn.core.interop.Framework;
import cnn.core.interop.StateDict;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.run.Cnn;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's weights as PyTorch or Keras has them.
 *
 * @param framework which of the two
 * @param options names, and the network whose blocks know them
 */
record WeightsExport(Framework framework, NetworkOptions options) {
    /**
     * Writes the file.
     *
     * @param model a model file
     * @param out where to; null for beside the model
     */
    void write(Path model, @Nullable Path out, Cnn cnn, Terminal terminal) {
        Path place = out == null ? beside(model) : out;
        if (Files.isDirectory(place)) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(place) + "' is a folder, and weights are one file. Name it, for "
                            + "example " + Echo.path(place.resolve("weights.safetensors")) + ".");
        }
        if (place.toAbsolutePath().normalize().equals(model.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("The weights would overwrite the model '" + Echo.path(model)
                    + "'. Name another file with --out.");
        }
        Model read = ModelFiles.read(model, cnn);
        Choice choice = options.choice(cnn);
        Network network = choice == null ? read.network() : same(choice.network(), read.network());
        StateDict.write(place, network, Weights.of(network, renamed(read, network)), options.names(framework));
        terminal.print("weights  " + place);
        terminal.print("has      " + Count.of(StateDict.read(place).tensors().size(), "tensor"));
    }

    private Path beside(Path model) {
        String name = String.valueOf(model.getFileName());
        int end = name.lastIndexOf('.');
        return model.resolveSibling((end < 1 ? name : name.substring(0, end)) + "."
                + framework.name().toLowerCase(Locale.ROOT) + ".safetensors");
    }

    /** A model file has layers alone, whose names may lack the block's: parameters are the same one by one. */
    private static Map<String, Tensor> renamed(Model model, Network network) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        List<Param> there = model.network().params();
        network.params().forEach(param -> values.put(param.name(),
                new Tensor(param.shape(), model.weights().values(there.get(param.index())))));
        return values;
    }

    private static Network same(Network named, Network network) {
        List<Param> some = named.params();
        List<Param> others = network.params();
        for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
            if (i >= some.size() || i >= others.size() || !some.get(i).shape().equals(others.get(i).shape())) {
                throw new IllegalArgumentException("The network that --network names is not the model's: "
                        + text(some, i) + " there, " + text(others, i)
                        + " in the model. Name the network that the model was trained as, with as many classes.");
            }
        }
        return named;
    }

    private static String text(List<Param> params, int i) {
        return i < params.size()
                ? Echo.of(params.get(i).name()) + " is " + params.get(i).shape()
                : "only " + Count.of(params.size(), "parameter");
    }
}
