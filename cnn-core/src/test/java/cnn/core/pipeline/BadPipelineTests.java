package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.config.ConfigException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong in a pipeline's YAML, and the one line that its author reads. */
class BadPipelineTests {
    private static final String CONV_KEYS = "Keys: filters, kernel, stride, bias, weight-init, bias-init.";
    private static final String ALL_KEYS = "Keys: name, seed, data, preprocess, augment, network, train, outputs, tune.";
    private static final String LAYERS = " Layers: conv2d, dense, flatten, max-pool2d.";
    private static final String LAYER_IDS = "Name one by its id: conv2d, dense, flatten, max-pool2d.";
    private static final String ADD_JAR = "add its jar: to the folder plugins or to CNN_PLUGINS for the command line, "
            + "to the class path or module path for an application.";
    private static final String DATA = "data: {folder: {path: images}}";
    private static final String SGD = "optimizer: {sgd: {learning-rate: 0.05, momentum: 0.9}}";
    private static final String LOSS = "loss: softmax-cross-entropy";
    private static final String STOPPING = "early-stopping: {patience: 5}";

    @ParameterizedTest
    @MethodSource({"keys", "values", "layers", "components", "records", "syntax"})
    void saysWhereWhatAndHowToMendIt(String right, String wrong, String message) {
        assertThat(PipelineConfigTests.YAML).contains(right);
        String yaml = PipelineConfigTests.YAML.replace(right, wrong);
        assertThatThrownBy(() -> PipelineConfig.read("x.yaml", yaml, PipelineConfigTests.REGISTRY))
                .isInstanceOf(ConfigException.class).hasMessage("x.yaml:" + message);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                bad("filters: 2", "filter: 2", "7: network[0].conv2d.filter: unknown key 'filter'. "
                        + "Did you mean 'filters'? " + CONV_KEYS),
                bad("filters: 2", "filters:2", "7: network[0].conv2d.filters:2: unknown key 'filters:2'. "
                        + "Put a blank after the colon: filters: 2."),
                bad("seed:", "sead:", "2: sead: unknown key 'sead'. Did you mean 'seed'? " + ALL_KEYS),
                bad("name: conv", "nam: conv", "8: network[0].nam: unknown key 'nam'. Did you mean 'name'? "
                        + "Keys: name, from."),
                bad("- flatten", "- flatten: {units: 3}", "11: network[2].flatten.units: unknown key 'units'. "
                        + "There are no keys here."),
                bad("filters: 2, ", "", "7: network[0].conv2d: missing key 'filters' (a whole number). " + CONV_KEYS),
                bad("filters: 2, kernel: 3", "", "7: network[0].conv2d: missing keys 'filters', 'kernel'. "
                        + CONV_KEYS),
                bad("  epochs: 20", "  epochs: 20\n  epochs: 3", "15: train.epochs: the key 'epochs' is given twice, "
                        + "first in line 14. Remove one."));
    }

    static Stream<Arguments> values() {
        String filters = "7: network[0].conv2d.filters: expected a whole number ";
        return Stream.of(
                bad("filters: 2", "filters: abc", filters + "but was given \"abc\"."),
                bad("filters: 2", "filters: 2.5", filters + "but was given 2.5."),
                bad("filters: 2", "filters: true", filters + "but was given true."),
                bad("filters: 2", "filters: ", filters + "but was given nothing."),
                bad("filters: 2", "filters: [1]", filters + "but was given a list."),
                bad("filters: 2", "filters: {a: 1}", filters + "but was given a map of keys."),
                bad("filters: 2", "filters: {}", filters + "but was given an empty map."),
                bad("filters: 2", "filters: 99999999999", filters
                        + "from -2147483648 to 2147483647 but was given 99999999999."),
                bad("validation: 0.1", "validation: 10%", "19: train.validation: expected a number but was given "
                        + "\"10%\"."),
                bad(LOSS, "loss: {softmax-cross-entropy: {label-smoothing: 1e40}}", "18: train.loss."
                        + "softmax-cross-entropy.label-smoothing: expected a number of at most 3.4028235E38 but was "
                        + "given 1e40."),
                bad("kernel: 3", "kernel: 3, bias: maybe", "7: network[0].conv2d.bias: expected true or false but was "
                        + "given \"maybe\"."),
                bad("{size: 2}", "{mode: round-upp}", "10: network[1].max-pool2d.mode: expected one of round-up, "
                        + "round-down but was given \"round-upp\". Did you mean 'round-up'?"),
                bad(STOPPING, "early-stopping: none",
                        "20: train.early-stopping: expected a map with the keys patience, "
                                + "min-change but was given \"none\". To have none, write null."),
                bad("kernel: 3", "kernel: 3y", "7: network[0].conv2d.kernel: '3y' is no window. Write 3 or 3x5."),
                bad("kernel: 3", "kernel: [3, 3]", "7: network[0].conv2d.kernel: expected a window but was given a "
                        + "list."),
                bad("from: [input]", "from: a, b", "9: network[0].from: expected a list of texts but was given "
                        + "\"a, b\". Write [a, b]."),
                bad("from: [input]", "from: {input: 1}", "9: network[0].from: expected a list of texts but was given a "
                        + "map of keys."),
                bad("[10, 15]", "[10, x]", "17: train.schedule.step.epochs[1]: expected a whole number but was given "
                        + "\"x\"."),
                bad("32x32", "32x", "4: preprocess.size: '32x' is no image size. Write one number for a square (28) or "
                        + "height x width (28x32)."),
                bad("channels: 1", "normalize: datasets", "4: preprocess.normalize: expected one of dataset, none but "
                        + "was given \"datasets\". Did you mean 'dataset'?"),
                bad("channels: 1", "normalize: [1]", "4: preprocess.normalize: expected a map with the keys mean, std "
                        + "but was given a list."),
                bad("max-pool2d: {size: 2}", "max-pool2d: size:2",
                        "10: network[1].max-pool2d: expected a map with the keys size, "
                                + "mode but was given \"size:2\". Put a blank after the colon: size: 2."),
                bad(STOPPING, "early-stopping: 5", "20: train.early-stopping: expected a map with the keys patience, "
                        + "min-change but was given 5. Write {patience: 5}."));
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                bad("conv2d:", "conv3d:", "7: network[0].conv3d: unknown layer 'conv3d'. Did you mean 'conv2d'? "
                        + "If a plug-in brings 'conv3d', " + ADD_JAR + LAYERS),
                bad("- flatten", "- flaten", "11: network[2].flaten: unknown layer 'flaten'. Did you mean 'flatten'? "
                        + "If a plug-in brings 'flaten', " + ADD_JAR + LAYERS),
                bad("- flatten", "- unheard-of", "11: network[2].unheard-of: unknown layer 'unheard-of'. "
                        + "If a plug-in brings 'unheard-of', " + ADD_JAR + LAYERS),
                bad("- flatten", "- name: foo", "11: network[2]: missing layer. " + LAYER_IDS),
                bad("- flatten", "- ", "11: network[2]: missing layer. " + LAYER_IDS),
                bad("- flatten", "- [flatten]", "11: network[2]: expected a layer but was given a list."),
                bad("- flatten", "- flatten:\n    dense: {units: 3}",
                        "12: network[2].dense: expected one layer but was "
                                + "given 2: flatten, dense. Remove all but one, or give each an item of its own."),
                bad("- max-pool2d: {size: 2}", "- max-pool2d:\n    size: 2", "11: network[1].size: 'size' is a key of "
                        + "'max-pool2d' and belongs under it. Indent it deeper than 'max-pool2d'."),
                bad("name: conv", "name: input", "7: network[0]: A layer cannot be named 'input'. Choose another name, "
                        + "or leave it out to get one made from the layer's id."),
                bad("from: [input]", "from: []", "7: network[0]: A layer needs at least one input but 'from' is empty. "
                        + "Name the layers it takes its inputs from, or leave 'from' out to take the layer before."),
                bad("filters: 2", "filters: 0", "7: network[0].conv2d: A convolution needs at least 1 filter but was "
                        + "given 0."));
    }

    static Stream<Arguments> components() {
        return Stream.of(
                bad(DATA, "data:", "3: data: missing data source. Name one by its id: folder."),
                bad(DATA, "data: folder", "3: data.folder: missing key 'path' (a path). Keys: path."),
                bad(DATA, "data: {folder: images}", "3: data.folder: expected a map with the keys path but was given "
                        + "\"images\". Write {path: images}."),
                bad(DATA, "data: {shapes: {}}", "3: data.shapes: unknown data source 'shapes'. "
                        + "If a plug-in brings 'shapes', " + ADD_JAR + " Data sources: folder."),
                bad(DATA, "data: {folder: {path: images}, strict: true}", "3: data.strict: expected one data source "
                        + "but was given 'strict' beside 'folder'. Remove one of them."),
                bad(SGD, "optimiser: sgd", "16: train.optimiser: unknown key 'optimiser'. Did you mean 'optimizer'? "
                        + "Keys: epochs, batch, optimizer, schedule, loss, metrics, validation, monitor, "
                        + "early-stopping, groups, clip, checkpoint, start, average, accumulate, "
                        + "sharpness-aware, sampling, distill, calibrate."),
                bad(SGD, "optimizer: sgd", "16: train.optimizer.sgd: missing key 'learning-rate' (a number). "
                        + "Keys: learning-rate, momentum."),
                bad(LOSS, "loss: {softmax-cross-entropy: {labelSmoothing: 0.1}}", "18: train.loss."
                        + "softmax-cross-entropy.labelSmoothing: unknown key 'labelSmoothing'. Did you mean "
                        + "'label-smoothing'? Keys: label-smoothing."));
    }

    static Stream<Arguments> records() {
        return Stream.of(
                bad("name: shapes-basic", "name: ' '", "1: A pipeline needs a name, for example 'shapes'."),
                bad("channels: 1", "channels: 0", "4: preprocess: An image needs at least 1 channel but was given 0. "
                        + "Use 1 for grey, 3 for colour, or leave channels out to take images as they come."),
                bad("channels: 1", "channels: 3, normalize: {mean: [0, 0], std: [1, 1]}", "4: preprocess: Images of 3 "
                        + "channels cannot be normalized by 2 means. Give one mean and one standard deviation for each "
                        + "channel."),
                bad("channels: 1", "normalize: {mean: [0, 0], std: [1]}", "4: preprocess.normalize: Normalizing needs "
                        + "as many means as standard deviations, one for each channel, but was given 2 and 1."),
                bad("channels: 1", "normalize: {mean: [.nan], std: [1]}", "4: preprocess.normalize: A mean is a number "
                        + "but was given NaN."),
                bad("channels: 1", "normalize: {mean: [0], std: [0]}", "4: preprocess.normalize: A standard deviation "
                        + "is more than 0 but was given 0.0."),
                bad("32x32", "0x32", "4: preprocess.size: An image needs at least 1 row and 1 column but was given "
                        + "0x32."),
                bad("epochs: 20", "epochs: 0", "13: train: Training needs at least 1 epoch but was given 0."),
                bad("batch: 32", "batch: 0", "13: train: A batch needs at least 1 image but was given 0."),
                bad("validation: 0.1", "validation: 1", "13: train: The share of images for validation is from 0 to "
                        + "less than 1 but was given 1.0. Use 0.1 for a tenth."),
                bad("validation: 0.1", "monitor: top-k", "13: train: Training cannot be monitored by 'top-k', which is "
                        + "no metric of it. Use loss, accuracy, or add 'top-k' to the metrics."),
                bad("patience: 5", "patience: 0", "20: train.early-stopping: Early stopping needs a patience of at "
                        + "least 1 epoch but was given 0. Leave early-stopping out to train all epochs."),
                bad(STOPPING, "groups: [{match: conv/**, rate: -1}]",
                        "20: train.groups[0]: The rate of the group 'conv/**' "
                                + "is -1.0 but must be a factor above 0, for example 0.1. Use frozen to leave parameters as they "
                                + "are."),
                bad(STOPPING, "groups: [{match: conv/, frozen: true}]",
                        "20: train.groups[0]: 'match' was given 'conv/', "
                                + "which names no parameters. Write names with slashes between them, * for any part of a name and "
                                + "** for any number of names: stem/**, or **/bias."),
                bad(STOPPING, "clip: {norm: 0}",
                        "20: train.clip: Gradients cannot be clipped to a norm of 0.0: it must be "
                                + "above 0 and finite, as a float too. Use for example 1."),
                bad("patience: 5", "patience: 5, min-change: -1", "20: train.early-stopping: Early stopping needs a "
                        + "min-change of 0 or more but was given -1.0."));
    }

    static Stream<Arguments> syntax() {
        return Stream.of(
                bad("  epochs: 20", "\tepochs: 20", "14: a tab stands where only spaces can. Indent with spaces."),
                bad("  batch: 32", " batch: 32", "15: this line does not fit those before it. Check its indentation."),
                bad("name: shapes-basic", "name: a: b", "1: a key cannot stand here. Check the indentation, and put "
                        + "text that contains ': ' in quotes."),
                bad("name: shapes-basic", "name: 'shapes", "1: a quote or bracket that opens here is never closed. "
                        + "Close it."),
                bad("[flip, ", "[flip ", "5: this is no YAML: expected ',' or ']', but got {. Check commas, brackets "
                        + "and quotes."),
                bad("name: shapes-basic", "name: @shapes", "1: this is no YAML: found character '@' that cannot start "
                        + "any token. Check commas, brackets and quotes."),
                bad("name: shapes-basic", "[a]: b", "1: a key must be a word. Put text that starts with [ or { in "
                        + "quotes."),
                bad("[flip,", "[*a,", "5: augment[0]: the alias '*a' cannot be used here. Write the value out."),
                bad("name: shapes-basic", "name: x\n---\nname: y", "3: a second YAML document starts here. Keep one "
                        + "document to a file."));
    }

    private static Arguments bad(String right, String wrong, String message) {
        return Arguments.of(right, wrong, message);
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void saysWhatIsWrongWithAnAssignment(String assignment, String message) {
        assertThatThrownBy(() -> PipelineConfig.read("x.yaml", PipelineConfigTests.YAML, PipelineConfigTests.REGISTRY,
                assignment)).isInstanceOf(ConfigException.class).hasMessage("--set " + assignment + ": " + message);
    }

    static Stream<Arguments> assignments() {
        String example = "Write keys with dots between them and list items in brackets, for example "
                + "network[0].conv2d.filters=4.";
        return Stream.of(
                Arguments.of("train.epoch=3", "train.epoch: unknown key 'epoch'. Did you mean 'epochs'? Keys: epochs, "
                        + "batch, optimizer, schedule, loss, metrics, validation, monitor, early-stopping, groups, clip, checkpoint, start, average, accumulate, "
                        + "sharpness-aware, sampling, distill, calibrate."),
                Arguments.of("network[0].conv2d.filter=4", "network[0].conv2d.filter: unknown key 'filter'. Did you "
                        + "mean 'filters'? " + CONV_KEYS),
                Arguments.of("train.epochs=x", "train.epochs: expected a whole number but was given \"x\"."),
                Arguments.of("train.epochs=", "train.epochs: expected a whole number but was given nothing."),
                Arguments.of("train.epochs=[", "train.epochs: a quote or bracket that opens here is never closed. "
                        + "Close it."),
                Arguments.of("seed=9223372036854775808", "seed: expected a whole number from -9223372036854775808 to "
                        + "9223372036854775807 but was given 9223372036854775808."),
                Arguments.of("network[9].dense.units=4", "network: there is no item 9. The list has items [0] to [3]."),
                Arguments.of("network.conv2d.filters=4",
                        "network.conv2d: there is no key 'conv2d' under a list. Name an "
                                + "item of the list first: network[0]."),
                Arguments.of("network[0][1]=f", "network[0]: there is no list here to take item 1 of, but a map of "
                        + "keys."),
                Arguments.of("train.epochs.x=1", "train.epochs.x: there is no key 'x' under 20."),
                Arguments.of("train.optimizer.adam.beta1=1", "train.optimizer.adam: expected one optimizer but was "
                        + "given 'adam' beside 'sgd'. Remove one of them."),
                Arguments.of("train.loss.label-smoothing=0.1", "train.loss.label-smoothing: 'label-smoothing' is a key "
                        + "of 'softmax-cross-entropy' and belongs under it. Write softmax-cross-entropy."
                        + "label-smoothing."),
                Arguments.of("train", "expected key=value, for example train.epochs=3."),
                Arguments.of("=3", "expected key=value, for example train.epochs=3."),
                Arguments.of("a..b=3", "'a..b' is no path. " + example),
                Arguments.of("a[x]=3", "'a[x]' is no path. " + example));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void saysWhatADocumentLacks(String yaml, String message) {
        assertThatThrownBy(() -> PipelineConfig.read("x.yaml", yaml, PipelineConfigTests.REGISTRY))
                .isInstanceOf(ConfigException.class).hasMessage("x.yaml" + message);
    }

    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("# nothing\n", ": missing keys 'name', 'data', 'network', 'train'. " + ALL_KEYS),
                Arguments.of("hello",
                        ":1: expected a map with the keys name, seed, data, preprocess, augment, network, "
                                + "train, outputs, tune but was given \"hello\"."),
                Arguments.of("[".repeat(200), ":1: nested more than 100 levels deep. Use fewer."));
    }

    @Test
    void tellsWhatIsWrongApartFromWhere() {
        assertThatThrownBy(() -> PipelineConfig.read("x.yaml", "name: x\nseed: y\n", PipelineConfigTests.REGISTRY))
                .isInstanceOfSatisfying(ConfigException.class, e -> {
                    assertThat(e.location().line()).isEqualTo(2);
                    assertThat(e.location().column()).isEqualTo(7);
                    assertThat(e.location().path()).isEqualTo("seed");
                    assertThat(e.problem()).isEqualTo("expected a whole number but was given \"y\".");
                });
    }

    @Test
    void rejectsAnEmptyNetwork() {
        String yaml = PipelineConfigTests.YAML.replaceAll("(?s)network:.*train:", "network: []\ntrain:");
        assertThatThrownBy(() -> PipelineConfig.read("x.yaml", yaml, PipelineConfigTests.REGISTRY))
                .hasMessage("x.yaml:1: The network is empty. Give it at least one layer.");
    }
}
