package cnn.core.model;

import cnn.api.Tensor;
import cnn.api.data.Target;
import cnn.api.layer.Param;
import cnn.api.train.Loss;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.registry.Registry;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.core.safetensors.TensorInfo;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as one safetensors file: its parameters by name, and in {@code __metadata__}, each as JSON, {@code network},
 * {@code loss}, {@code preprocessing}, {@code classes} and {@code provenance}. A model with another target, or several outputs, which
 * versions of the framework before could not use, is of format version 2, with {@code outputs} in place of {@code loss} and
 * {@code classes}.
 */
final class ModelFile {
    private static final String FORMAT = "cnn-model";
    /** Of a model that answers with a class. */
    private static final String CLASSES = "1";
    /** Of any other. */
    private static final String OUTPUTS = "2";

    private ModelFile() {
    }

    private record Classes(List<String> names) {
    }

    /** A loss by its id. */
    private record Objective(Loss loss) {
    }

    private record Outputs(List<Output> outputs) {
    }

    static void write(Model model, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().checksum();
        boolean classes = model.network().outputs().equals(List.of(model.network().nodes().getLast()))
                && model.target().kind() == Target.Kind.CLASS;
        writer.metadata("format", FORMAT).metadata("format_version", classes ? CLASSES : OUTPUTS);
        writer.metadata("network", json(NetworkConfig.class, NetworkConfig.of(model.network())));
        if (classes) {
            writer.metadata("loss", json(Objective.class, new Objective(model.loss())));
        }
        writer.metadata("preprocessing", json(Preprocessing.class, model.preprocessing()));
        if (classes) {
            writer.metadata("classes", json(Classes.class, new Classes(model.classes())));
        } else {
            writer.metadata("outputs", json(Outputs.class, new Outputs(model.outputs())));
        }
        writer.metadata("provenance", json(Provenance.class, model.provenance()));
        model.weights().tensors().forEach(writer::add);
        writer.write(file);
    }

    static Model read(Path file, Registry registry) {
        return read(SafetensorsFile.open(file), registry);
    }

    static Model read(String name, byte[] bytes, Registry registry) {
        return read(SafetensorsFile.of(name, bytes), registry);
    }

    private static Model read(SafetensorsFile opened, Registry registry) {
        try (SafetensorsFile tensors = opened) {
            String file = tensors.name();
            Map<String, String> metadata = metadata(file, tensors);
            tensors.verify();
            String version = metadata.get("format_version");
            if (!CLASSES.equals(version) && !OUTPUTS.equals(version)) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' has format version " + Echo.of(version)
                        + " but this version of the framework reads " + CLASSES + " and " + OUTPUTS
                        + ". Use a newer one.");
            }
            Codec codec = new Codec(file, metadata, new RecordCodec(registry));
            Network network = network(file, codec.decode(NetworkConfig.class, "network"));
            Map<String, Tensor> values = new LinkedHashMap<>();
            for (TensorInfo info : tensors.tensors().values()) {
                requireFit(file, network, info);
                values.put(info.name(), tensors.tensor(info.name()));
            }
            Weights weights = weights(file, network, values);
            Preprocessing preprocessing = codec.decode(Preprocessing.class, "preprocessing");
            List<Output> outputs;
            if (CLASSES.equals(version)) {
                Target target = Target.classes(codec.decode(Classes.class, "classes").names());
                outputs = List.of(new Output(target.name(), network.nodes().getLast().name(), target,
                        codec.decode(Objective.class, "loss").loss(), 1));
            } else {
                outputs = codec.decode(Outputs.class, "outputs").outputs();
            }
            Provenance provenance = codec.decode(Provenance.class, "provenance");
            try {
                return Model.holding(network, weights, preprocessing, outputs, provenance);
            } catch (IllegalArgumentException e) {
                throw apart(file, e);
            }
        }
    }

    static boolean isOne(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            return FORMAT.equals(tensors.metadata().get("format"));
        }
    }

    static Provenance provenance(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            return new Codec(tensors.name(), metadata(tensors.name(), tensors), new RecordCodec(Registry.of())).decode(
                    Provenance.class,
                    "provenance");
        }
    }

    private static Map<String, String> metadata(String file, SafetensorsFile tensors) {
        if (!FORMAT.equals(tensors.metadata().get("format"))) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is a safetensors file but no model of this "
                    + "framework: its metadata has no format " + FORMAT + ". Give the model.safetensors that training "
                    + "wrote. Weights of PyTorch or Keras become a model by ./cnn import.");
        }
        return tensors.metadata();
    }

    private static Network network(String file, NetworkConfig config) {
        try {
            return config.build();
        } catch (ArithmeticException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' does not hold together: a layer of its network has a "
                            + "size that no array can have (" + e.getMessage() + "). Write the file again by training.",
                    e);
        } catch (IllegalArgumentException e) {
            throw apart(file, e);
        }
    }

    /** A part of the file is refused in words that do not name it. */
    private static IllegalArgumentException apart(String file, IllegalArgumentException refusal) {
        return new IllegalArgumentException("'" + Echo.path(file) + "' does not hold together: " + refusal.getMessage()
                + " If the file was made so, write it again by training.", refusal);
    }

    /** Before a tensor is read: what is of another shape may be of any size. */
    private static void requireFit(String file, Network network, TensorInfo info) {
        Param param = null;
        for (Param known : network.params()) {
            param = known.name().equals(info.name()) ? known : param;
        }
        if (param == null) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' does not hold together: no layer of its network has a "
                            + "parameter for tensor '" + Echo.of(info.name()) + "' " + info.describe()
                            + ". Remove the tensor, or write the file again by training.");
        }
        if (!info.hasShape(param.shape())) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' does not hold together: tensor '"
                    + Echo.of(info.name()) + "' is " + info.describe() + " but the network needs " + param.shape()
                    + ". Write the file again by training.");
        }
    }

    private static Weights weights(String file, Network network, Map<String, Tensor> values) {
        try {
            Weights weights = Weights.of(network, values);
            String flaw = weights.firstNotFinite();
            if (flaw != null) {
                throw new IllegalArgumentException(flaw + ", and every weight must be a finite number.");
            }
            return weights;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' does not hold together: " + e.getMessage()
                            + " Write it again by training.",
                    e);
        }
    }

    private static <T extends Record> String json(Class<T> type, T value) {
        return RecordCodec.encode(type, value).toJson();
    }

    private record Codec(String file, Map<String, String> metadata, RecordCodec codec) {
        <T extends Record> T decode(Class<T> type, String key) {
            String json = metadata.get(key);
            if (json == null) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' is damaged: its metadata lacks '" + key
                        + "'. Write it again by training.");
            }
            return codec.decode(type, ConfigNode.json(file + " (" + key + ")", json));
        }
    }
}
