package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Id;
import cnn.api.Plugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LayersPluginTests {
    private static List<Class<? extends Record>> components() {
        return ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.getClass().getPackageName().startsWith("cnn.layers"))
                .<Class<? extends Record>>flatMap(plugin -> plugin.components().stream()).toList();
    }

    private static List<String> ids() {
        return components().stream().map(c -> c.getAnnotation(Id.class).value()).toList();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Plugin.class)).hasAtLeastOneElementOfType(LayersPlugin.class);
    }

    @Test
    void everyComponentHasAnIdOfItsOwnAmongItsKind() {
        assertThat(ids()).allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        // one id may serve two contracts: a constant schedule, a constant initializer
        assertThat(components().stream()
                .map(c -> c.getInterfaces()[0].getSimpleName() + " " + c.getAnnotation(Id.class).value()).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void listsTheIdsThatModelFilesUse() {
        assertThat(ids()).contains("conv2d", "dense", "he-normal", "he-uniform", "glorot-normal", "glorot-uniform",
                "max-pool2d", "average-pool2d", "global-average-pool2d", "dropout", "conv1d", "conv-transpose2d",
                "depthwise-conv2d",
                "lp-pool2d", "maximum", "relu6", "prelu", "mish",
                "spatial-dropout", "flatten", "batch-norm", "add", "concat", "relu", "leaky-relu", "elu", "selu",
                "gelu", "sigmoid", "tanh", "silu", "softplus", "hard-sigmoid", "hard-swish", "softmax", "log-softmax",
                "softmax-cross-entropy", "mean-squared-error", "sgd", "adamw", "constant", "step", "warmup-cosine",
                "accuracy", "top-k");
    }
}
