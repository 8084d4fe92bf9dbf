package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PluginsCommandTests {
    @Test
    void listsEveryKindOfComponent() {
        CommandRun run = CommandRun.of("plugins").succeeds();
        assertThat(run.out()).contains("Layers\n", "Initializers\n", "Losses\n", "Metrics\n", "Optimizers\n",
                "Schedules\n", "Weight averages\n", "Augmenters\n", "Data sources\n", "Kernels\n");
        assertThat(run.out()).containsPattern("  folder +path +text +required +cnn-core");
        assertThat(run.out()).containsPattern("\n  scalar +0  works here");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void showsTheKeysOfOne() {
        String out = CommandRun.of("plugins", "adamw").succeeds().out();
        assertThat(out).startsWith("Optimizers\n").doesNotContain("Layers", "Kernels");
        assertThat(out).containsPattern("  adamw +learning-rate +a number +0.001 +cnn-layers");
        assertThat(out).containsPattern("\n +beta1 +a number +0.9\n");
    }

    @Test
    void anUnknownIdIsAnError() {
        CommandRun.of("plugins", "adamv").fails(1, "No component has the id adamv. Run ./cnn plugins to see all of "
                + "them; if a plug-in brings it, put its jar into plugins/ or name it in CNN_PLUGINS.");
    }

    @Test
    void aJarThatBringsNothingIsNoted() {
        Registry registry = Registry.load();
        String used = registry.find(Contract.LAYER, "conv2d").origin().path();
        assertThat(PluginJars.notes(registry, Path.of("/own"), "/own/a.jar", "/p/b.jar", "/p/classes", used))
                .containsExactly(
                        "The jar '/p/b.jar' brings no component. If other plug-ins need it, all is well; else it lacks the "
                                + "file that names them: META-INF/services/cnn.api.Plugin, or for records that of their kind, such "
                                + "as cnn.api.layer.Layer or cnn.api.layer.Block.");
    }
}
