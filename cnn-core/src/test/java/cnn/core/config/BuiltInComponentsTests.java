package cnn.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.registry.Component;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The components of the jars beside this one, found and read as an application finds and reads them. */
@Execution(ExecutionMode.CONCURRENT)
class BuiltInComponentsTests {
    private static final Registry REGISTRY = Registry.load().requireIntact();
    private static final RecordCodec CODEC = new RecordCodec(REGISTRY);

    static List<Component> components() {
        return REGISTRY.entries();
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyComponentCanBeWrittenInAPipeline(Component component) {
        List<Key> keys = RecordCodec.keys(component.type());
        if (keys.stream().noneMatch(Key::required)) {
            assertRoundTrip(component.contract(), component.id());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LAYER | max-pool2d: {size: 2}
            LAYER | max-pool2d: {size: 3x2, stride: 1, padding: same}
            LAYER | spatial-dropout: {rate: 0.1}
            LAYER | multiply
            BLOCK | sequential: {layers: [relu, {dense: {units: 3}, name: end, from: [relu-1, input]}]}
            BLOCK | residual: {body: [{conv2d: {filters: 2, kernel: 3}}]}
            BLOCK | residual: {body: [relu], shortcut: [{dense: {units: 3}}]}
            BLOCK | parallel: {branches: [[], [relu, tanh], [{repeat: {times: 2, layers: [relu]}}]], merge: multiply}
            LOSS | softmax-cross-entropy: {label-smoothing: 0.1, class-weights: [1, 2.5]}
            OPTIMIZER | sgd: {learning-rate: 0.05, momentum: 0.9, nesterov: true}
            SCHEDULE | step: {epochs: 3}
            SCHEDULE | multi-step: {at: [0.5, 0.75]}
            """)
    void readsWhatPipelinesSay(Contract contract, String yaml) {
        assertRoundTrip(contract, yaml);
    }

    private static <T> void assertRoundTrip(Contract contract, String yaml) {
        @SuppressWarnings("unchecked") // the codec checks it
        Class<T> type = (Class<T>) contract.type();
        T read = CODEC.decode(type, ConfigNode.yaml("y", yaml));
        ConfigNode written = RecordCodec.encode(type, read);
        assertThat(CODEC.decode(type, ConfigNode.yaml("y", written.toYaml()))).isEqualTo(read);
        assertThat(CODEC.decode(type, ConfigNode.json("j", written.toJson()))).isEqualTo(read);
    }

    @Test
    void thePipelinesDefaultsExist() {
        assertThat(REGISTRY.has(Contract.SCHEDULE, "constant")).isTrue();
        assertThat(REGISTRY.has(Contract.LOSS, "softmax-cross-entropy")).isTrue();
        assertThat(REGISTRY.has(Contract.METRIC, "accuracy")).isTrue();
    }

    @Test
    void kernelsAreFound() {
        assertThat(REGISTRY.kernels("scalar").id()).isEqualTo("scalar");
        assertThat(REGISTRY.kernels(null).id()).startsWith("simd");
    }
}
