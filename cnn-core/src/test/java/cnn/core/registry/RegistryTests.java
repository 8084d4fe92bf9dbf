package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Block;
import cnn.api.layer.Bound;
import cnn.api.layer.Expansion;
import cnn.api.layer.Init;
import cnn.api.layer.Layer;
import cnn.api.layer.Part;
import cnn.api.layer.Signal;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTests {
    @TempDir private Path folder;

    /** Loads with jars in front of which the tests' own class path stands, and keeps only what the jars brought. */
    private static Registry load(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, RegistryTests.class.getClassLoader())) {
            return Registry.load(loader);
        }
    }

    private Path jar(String name) {
        return folder.resolve(name);
    }

    @Test
    void findsWhatAPluginLists() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"acme-glow\")")
                .layer("acme.Fade", "@cnn.api.Id(\"acme-fade\")").plugin("acme.Acme", "Glow", "Fade")
                .write(jar("acme-layers-1.2.jar"));
        Registry registry = load(jar);
        assertThat(registry.problems()).isEmpty();
        Component glow = registry.find(Contract.LAYER, "acme-glow");
        assertThat(glow.type().getName()).isEqualTo("acme.Glow");
        assertThat(glow.origin()).isEqualTo(new Origin(jar.toString(), null, null));
        assertThat(glow).hasToString("layer acme-glow (acme.Glow of acme-layers-1.2.jar)");
        assertThat(registry.ids(Contract.LAYER)).contains("acme-fade", "acme-glow").isSorted();
        assertThat(registry.has(Contract.INIT, "acme-glow")).isFalse();
    }

    @Test
    void findsARecordThatIsItsOwnProviderWithoutMakingOne() throws IOException {
        Path jar = new PluginJar().source("acme.Shy", """
                package acme;
                @cnn.api.Id("acme-shy")
                public record Shy(int size) implements cnn.api.layer.Layer {
                    public Shy() { this(make()); }
                    static int make() { throw new AssertionError("made"); }
                    public cnn.api.layer.Bound bind(cnn.api.layer.Binding in) { return null; }
                }
                """).service("cnn.api.layer.Layer", "acme.Shy").write(jar("shy.jar"));
        assertThat(load(jar).requireIntact().find(Contract.LAYER, "acme-shy").type().getName()).isEqualTo("acme.Shy");
    }

    @Test
    void aRecordFoundTwiceIsOneComponent() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"acme-glow\")").plugin("acme.Acme", "Glow")
                .service("cnn.api.layer.Layer", "acme.Glow").write(jar("acme.jar"));
        assertThat(load(jar).entries()).filteredOn(entry -> entry.id().equals("acme-glow")).hasSize(1);
    }

    @Test
    void twoComponentsWithOneIdNameBothJars() throws IOException {
        Path first = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"glow\")").plugin("acme.Acme", "Glow")
                .write(jar("acme.jar"));
        Path second = new PluginJar().layer("brand.Glow", "@cnn.api.Id(\"glow\")").plugin("brand.Brand", "Glow")
                .write(jar("brand.jar"));
        assertThatThrownBy(() -> load(first, second)).isInstanceOf(IllegalStateException.class)
                .hasMessage("Two layers have the id 'glow': acme.Glow of " + first + " and brand.Glow of " + second
                        + ". Take one of them off the path, or give its record another @Id.");
    }

    @Test
    void oneIdMayServeTwoKinds() {
        @Id("both")
        record Both() implements Layer {
            @Override
            public Bound bind(Binding in) {
                throw new UnsupportedOperationException();
            }
        }
        @Id("both")
        record Other() implements Init {
            @Override
            public void fill(float[] values, Shape shape, Rng random) {
                throw new UnsupportedOperationException();
            }
        }
        Registry registry = Registry.of(Both.class, Other.class);
        assertThat(registry.find(Contract.LAYER, "both").type()).isEqualTo(Both.class);
        assertThat(registry.find(Contract.INIT, "both").type()).isEqualTo(Other.class);
    }

    @Test
    void findsABlockAsALayerIsFound() throws IOException {
        Path jar = new PluginJar().source("acme.Pair", """
                package acme;
                @cnn.api.Id("acme-pair")
                public record Pair() implements cnn.api.layer.Block {
                    public cnn.api.layer.Signal expand(cnn.api.layer.Expansion in) { return null; }
                }
                """).service("cnn.api.layer.Block", "acme.Pair").write(jar("pair.jar"));
        Registry registry = load(jar).requireIntact();
        assertThat(registry.find(Contract.BLOCK, "acme-pair")).hasToString("block acme-pair (acme.Pair of pair.jar)");
        assertThat(registry.find(Contract.of(Part.class), "acme-pair").contract()).isEqualTo(Contract.BLOCK);
        assertThat(registry.find(Contract.of(Part.class), "conv2d").contract()).isEqualTo(Contract.LAYER);
        assertThat(registry.has(Contract.of(Layer.class), "acme-pair")).isFalse();
        assertThatThrownBy(() -> registry.find(Contract.of(Part.class), "acme-pear")).hasMessageStartingWith(
                "unknown layer 'acme-pear'. Did you mean 'acme-pair'? If a plug-in brings 'acme-pear', add ")
                .hasMessageMatching(
                        ".* for an application\\. \\./cnn plugins lists all \\d+ layers and \\d+ blocks\\.");
    }

    @Test
    void aLayerAndABlockCannotShareAnId() {
        @Id("both")
        record Single() implements Layer {
            @Override
            public Bound bind(Binding in) {
                throw new UnsupportedOperationException();
            }
        }
        @Id("both")
        record Several() implements Block {
            @Override
            public Signal expand(Expansion in) {
                throw new UnsupportedOperationException();
            }
        }
        assertThatThrownBy(() -> Registry.of(Single.class, Several.class)).isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "Two layers or blocks have the id 'both': .*Single of .* and .*Several of .*\\. Take "
                                + "one of them off the path, or give its record another @Id\\.");
    }

    @Test
    void aBrokenPluginDoesNotHideTheOthers() throws IOException {
        Path absent = new PluginJar().service("cnn.api.Plugin", "acme.Absent").write(jar("absent.jar"));
        Path throwing = new PluginJar().source("acme.Bomb", """
                package acme;
                public final class Bomb implements cnn.api.Plugin {
                    public Bomb() { throw new IllegalStateException("boom"); }
                    public java.util.List<Class<? extends Record>> components() { return null; }
                }
                """).service("cnn.api.Plugin", "acme.Bomb").write(jar("bomb.jar"));
        Path garbled = new PluginJar().service("cnn.api.Plugin", "not a name").write(jar("garbled.jar"));
        Path good = new PluginJar().layer("brand.Glow", "@cnn.api.Id(\"glow\")").plugin("brand.Brand", "Glow")
                .write(jar("good.jar"));
        Registry registry = load(absent, throwing, garbled, good);
        assertThat(registry.has(Contract.LAYER, "glow")).isTrue();
        assertThat(registry.problems()).containsExactlyInAnyOrder(
                "A plug-in could not be loaded: cnn.api.Plugin: Provider acme.Absent not found, named in jar:"
                        + absent.toUri().toURL()
                        + "!/META-INF/services/cnn.api.Plugin. Check the name in that file, and "
                        + "that the class is in the jar.",
                "Plug-in acme.Bomb of " + throwing + " could not be loaded: java.lang.IllegalStateException: boom. "
                        + "Use a version of it that was built for this version of the framework.",
                "A plug-in could not be loaded: cnn.api.Plugin: jar:" + garbled.toUri().toURL()
                        + "!/META-INF/services/cnn.api.Plugin:1: Illegal configuration-file syntax. Write the "
                        + "full name of one class on each line of that file.");
        assertThatThrownBy(registry::requireIntact).isInstanceOf(IllegalStateException.class)
                .hasMessage(String.join("\n", registry.problems()));
        assertThatThrownBy(() -> registry.find(Contract.LAYER, "acme-glow")).hasMessageContaining(
                " layers. Note what could not be loaded: A plug-in could not be loaded: cnn.api.Plugin");
    }

    @Test
    void aPluginThatLacksAClassNamesItsJar() throws IOException {
        Path whole = new PluginJar().source("acme.Part", "package acme; public class Part { public static int N; "
                + "static { N = 1; } }").source("acme.Needy", """
                        package acme;
                        public final class Needy implements cnn.api.Plugin {
                            public java.util.List<Class<? extends Record>> components() {
                                Part.N++;
                                return java.util.List.of();
                            }
                        }
                        """).service("cnn.api.Plugin", "acme.Needy").write(jar("needy.jar"));
        try (var files = FileSystems.newFileSystem(whole)) {
            Files.delete(files.getPath("acme", "Part.class"));
        }
        assertThat(load(whole).problems()).containsExactly("Plug-in acme.Needy of " + whole + " could not be loaded: "
                + "java.lang.NoClassDefFoundError: acme/Part. Use a version of it that was built for this version of "
                + "the framework.");
    }

    @Test
    void aRecordThatIsNamedDirectlyNeedsNoConstructorWithoutArguments() throws IOException {
        String bind = "public cnn.api.layer.Bound bind(cnn.api.layer.Binding in) { return null; } }";
        Path jar = new PluginJar()
                .source("acme.Glow",
                        "package acme; @cnn.api.Id(\"glow\") public record Glow(double strength) implements "
                                + "cnn.api.layer.Layer { " + bind)
                .source("acme.Classy", "package acme; @cnn.api.Id(\"classy\") public class Classy implements "
                        + "cnn.api.layer.Layer { public Classy(int size) { } " + bind)
                .service("cnn.api.layer.Layer", "acme.Glow").service("cnn.api.layer.Layer", "acme.Classy")
                .write(jar("acme.jar"));
        Registry registry = load(jar);
        assertThat(registry.find(Contract.LAYER, "glow").origin().path()).isEqualTo(jar.toString());
        assertThat(registry.problems())
                .containsExactly("A plug-in could not be loaded: cnn.api.layer.Layer: acme.Classy "
                        + "Unable to get public no-arg constructor, named in jar:" + jar.toUri().toURL()
                        + "!/META-INF/services/cnn.api.layer.Layer. Make the class public, and give it a public "
                        + "constructor without arguments.");
    }

    @Test
    void rejectsWhatIsNoComponent() throws IOException {
        Path jar = new PluginJar().layer("acme.Plain", "").layer("acme.Loud", "@cnn.api.Id(\"LOUD\")")
                .layer("acme.Name", "@cnn.api.Id(\"name\")").layer("acme.Fine", "@cnn.api.Id(\"fine\")")
                .source("acme.Idle", "package acme; @cnn.api.Id(\"idle\") public record Idle() { }")
                .source("acme.Classy", "package acme; @cnn.api.Id(\"classy\") public class Classy implements "
                        + "cnn.api.layer.Layer { public cnn.api.layer.Bound bind(cnn.api.layer.Binding in) { return "
                        + "null; } }")
                .plugin("acme.Acme", "Plain", "Loud", "Name", "Idle", "Fine")
                .service("cnn.api.layer.Layer", "acme.Classy").write(jar("acme.jar"));
        Registry registry = load(jar);
        assertThat(registry.has(Contract.LAYER, "fine")).isTrue();
        assertThat(registry.problems()).containsExactly(
                "Component acme.Plain of " + jar + " has no id. Annotate it, for example @Id(\"plain\").",
                "Component acme.Loud of " + jar + " has the id 'LOUD'. Use lower case letters, digits and single "
                        + "hyphens, for example 'loud'.",
                "Component acme.Name of " + jar + " has the id 'name', which pipelines use as a key beside layers. "
                        + "Choose another.",
                "Component acme.Idle of " + jar + " implements no contract. Let it implement one of: "
                        + "cnn.api.layer.Layer, cnn.api.layer.Block, cnn.api.layer.Init, cnn.api.train.Loss, cnn.api.train.Metric, "
                        + "cnn.api.train.Optimizer, cnn.api.train.Schedule, cnn.api.train.WeightAverage, "
                        + "cnn.api.data.Augmenter, cnn.api.data.BatchAugmenter, cnn.api.data.DataSource.",
                "Component acme.Classy of " + jar + " is no record. Declare it as a record whose components are its "
                        + "options.");
    }

    @Test
    void rejectsAtOnceWhatATestNamesWrongly() {
        record Nameless() {
        }
        assertThatThrownBy(() -> Registry.of(Nameless.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nameless of ").hasMessageEndingWith(
                        " has no id. Annotate it, for example @Id(\"nameless\").");
    }

    @Test
    void anUnknownIdNamesTheNearestAndAll() {
        assertThatThrownBy(() -> Samples.registry().find(Contract.OPTIMIZER, "sdg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown optimizer 'sdg'. Did you mean 'sgd'? If a plug-in brings 'sdg', add its jar: to "
                        + "the folder plugins or to CNN_PLUGINS for the command line, to the class path or module path "
                        + "for an application. Optimizers: sgd.");
    }

    @Test
    void aComponentThatNoFileNamesIsToldWithTheFileThatIsMissing() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"acme-glow\")").write(jar("glow.jar"));
        String words = "The class acme.Glow of '" + jar + "' has this id, but no service file names it. Put a file "
                + "META-INF/services/cnn.api.layer.Layer there, with the line acme.Glow.";
        Registry registry = load(jar);
        assertThatThrownBy(() -> registry.find(Contract.LAYER, "acme-glow"))
                .hasMessageStartingWith("unknown layer 'acme-glow'. " + words);
        assertThat(registry.unregistered("acme-glow")).hasValue(words);
        assertThat(registry.unregistered("acme-glo")).isEmpty();
    }

    @Test
    void aComponentWhosePluginClassNoFileNamesIsToldThat() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"acme-glow\")").pluginClass("acme.Acme", "Glow")
                .layer("acme.Other", "@cnn.api.Id(\"acme-other\")").plugin("acme.More", "Other")
                .write(jar("merged.jar"));
        assertThat(load(jar).unregistered("acme-glow")).hasValue("The class acme.Glow of '" + jar + "' has this id and "
                + "acme.Acme lists it, but no file META-INF/services/cnn.api.Plugin names that. Put its line there; it may "
                + "have been lost when several jars were merged into one. Let the build merge files of that name: "
                + "ServicesResourceTransformer for Maven's shade plug-in, mergeServiceFiles() for Gradle's shadow plug-in.");
    }

    @Test
    void aRecordInTheFileOfPluginsIsToldItsOwnFile() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"glow\")").service("cnn.api.Plugin", "acme.Glow")
                .write(jar("glow.jar"));
        assertThat(load(jar).problems())
                .containsExactly("A plug-in could not be loaded: cnn.api.Plugin: acme.Glow not a "
                        + "subtype, named in jar:" + jar.toUri().toURL()
                        + "!/META-INF/services/cnn.api.Plugin. It is a record, and named in "
                        + "META-INF/services/cnn.api.layer.Layer instead.");
    }

    @Test
    void aPluginThatIsNotPublicIsToldSo() throws IOException {
        Path jar = new PluginJar().source("acme.Shut", """
                package acme;
                final class Shut implements cnn.api.Plugin {
                    public Shut() { }
                    public java.util.List<Class<? extends Record>> components() { return java.util.List.of(); }
                }
                """).service("cnn.api.Plugin", "acme.Shut").write(jar("shut.jar"));
        assertThat(load(jar).problems()).singleElement().asString().startsWith("Plug-in acme.Shut of " + jar)
                .endsWith(". Make the class and its constructor without arguments public.");
    }

    @Test
    void listsComponentsByKindAndId() {
        assertThat(Samples.registry().entries()).extracting(Component::id).startsWith("conv2d", "dense", "flatten",
                "max-pool2d", "normal", "zeros", "softmax-cross-entropy").endsWith("flip", "rotate", "folder");
    }

    @Test
    void aFoldersNameShowsWhatItBelongsTo() {
        assertThat(new Origin("/home/me/acme/target/classes", null, null).name()).isEqualTo("acme/target/classes");
        assertThat(new Origin("/home/me/acme-1.2.jar", "acme", "1.2").name()).isEqualTo("acme-1.2.jar");
        assertThat(new Origin("/home/me/acme-1.2.jar", "acme", "1.2"))
                .hasToString("module acme 1.2 in /home/me/acme-1.2.jar");
        assertThat(new Origin(null, "acme", null).name()).isEqualTo("acme");
        assertThat(Origin.of(Registry.class).path()).isNotNull();
        assertThat(List.of(Origin.of(String.class).name())).containsExactly("java.base");
    }
}
