package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Plugin;
import cnn.api.layer.Layer;
import cnn.testkit.LayerCase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** That the contract of layers is asked of every layer that a plug-in brings. */
final class Coverage {
    private Coverage() {
    }

    static void everyLayerHasACase(Plugin plugin, List<LayerCase> cases) {
        Set<Class<?>> tested = cases.stream().map(one -> one.layer().getClass()).collect(Collectors.toSet());
        List<Class<? extends Record>> layers = plugin.components().stream().filter(Layer.class::isAssignableFrom)
                .toList();
        assertThat(layers).isNotEmpty().allSatisfy(layer -> assertThat(tested)
                .as("cases() must have one of each layer in " + plugin.getClass().getSimpleName()).contains(layer));
    }
}
