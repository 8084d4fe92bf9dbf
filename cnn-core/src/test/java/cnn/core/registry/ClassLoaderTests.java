package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassLoaderTests {
    private static final ClassLoader OWN = ClassLoaderTests.class.getClassLoader();

    @TempDir Path folder;

    private static <T> T with(ClassLoader context, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ClassLoader isolated() {
        return new URLClassLoader("isolated", new URL[0], ClassLoader.getPlatformClassLoader());
    }

    /** Sees every class, and none of the files that name services, as in a jar that was merged carelessly. */
    private static ClassLoader withoutServiceFiles() {
        return new ClassLoader("merged", OWN) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.startsWith("META-INF/services/")
                        ? Collections.emptyEnumeration()
                        : super.getResources(name);
            }
        };
    }

    @Test
    void whateverTheContextTheFrameworksOwnPluginsAreThere() {
        for (ClassLoader context : Arrays.asList(null, isolated(), withoutServiceFiles(), OWN)) {
            Registry registry = with(context, Registry::load);
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.find(Contract.LAYER, "conv2d").type().getClassLoader()).isSameAs(OWN);
            assertThat(registry.kernels("scalar").id()).isEqualTo("scalar");
            assertThat(registry.entries()).isEqualTo(Registry.load(OWN).entries());
            assertThat(registry.kernelSets()).hasSameSizeAs(Registry.load(OWN).kernelSets());
        }
    }

    @Test
    void theContextsPluginsComeToTheFrameworks() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"glow\")").plugin("acme.Acme", "Glow")
                .write(folder.resolve("acme.jar"));
        try (URLClassLoader child = new URLClassLoader(new URL[] {jar.toUri().toURL()}, OWN)) {
            assertThat(with(child, Registry::load).ids(Contract.LAYER)).contains("glow", "conv2d");
        }
    }

    @Test
    void aPluginThatTheContextBringsHidesNoneOfTheFrameworks() throws IOException {
        Path jar = new PluginJar().layer("acme.Conv", "@cnn.api.Id(\"conv2d\")").plugin("acme.Acme", "Conv")
                .write(folder.resolve("acme.jar"));
        try (URLClassLoader child = new URLClassLoader(new URL[] {jar.toUri().toURL()}, OWN);
                URLClassLoader apart = new URLClassLoader(new URL[] {jar.toUri().toURL()}, withoutServiceFiles())) {
            for (ClassLoader context : List.of(child, apart)) {
                assertThatThrownBy(() -> with(context, Registry::load)).isInstanceOf(IllegalStateException.class)
                        .hasMessageMatching("Two layers have the id 'conv2d': (acme\\.Conv of .*acme\\.jar and "
                                + "cnn\\.layers\\.Conv2d|cnn\\.layers\\.Conv2d of .* and acme\\.Conv) of .*\\. Take "
                                + "one of them off the path, or give its record another @Id\\.");
            }
        }
    }

    @Test
    void theFrameworkMayLieOnTheBootClassPath() throws IOException, InterruptedException {
        String out = ChildJvm
                .of("--add-modules", "jdk.incubator.vector", "-Xbootclasspath/a:" + ChildJvm.classPath())
                .run(folder.toString(), OnBootClassPath.class).succeeds();
        assertThat(out).endsWith("null " + Registry.load(OWN).ids(Contract.LAYER) + System.lineSeparator());
    }

    /** What the other JVM does. */
    static final class OnBootClassPath {
        private OnBootClassPath() {
        }

        public static void main(String[] args) {
            Registry registry = Registry.load().requireIntact();
            registry.warmingKernels();
            System.out.println(Registry.class.getClassLoader() + " " + registry.ids(Contract.LAYER));
        }
    }

    @Test
    void aLoaderThatThrowsIsToldAndPassedOver() {
        ClassLoader stopped = new ClassLoader("stopped", OWN) {
            @Override
            public Enumeration<URL> getResources(String name) {
                throw new IllegalStateException("web application stopped");
            }
        };
        Registry registry = with(stopped, Registry::load);
        assertThat(registry.entries()).isEqualTo(Registry.load(OWN).entries());
        assertThat(registry.problems()).containsExactly("The class loader " + stopped
                + " cannot be searched for plug-ins "
                + "(java.lang.IllegalStateException: web application stopped). Set one that works as the thread's context "
                + "class loader, or give one to Registry.load(ClassLoader).");
    }

    @Test
    void aLoaderThatDoesNotSeeThemIsNamed() {
        ClassLoader isolated = isolated();
        String message = "There are no kernels at all. The class loader that was asked, " + isolated
                + ", does not see cnn-layers, but " + OWN + " does. Ask with Registry.load(ClassLoader) and give that "
                + "one, or set it as the thread's context class loader before Registry.load().";
        Registry registry = Registry.load(isolated);
        assertThatThrownBy(() -> registry.kernels(null)).isInstanceOf(IllegalStateException.class).hasMessage(message);
        assertThatThrownBy(registry::warmingKernels).hasMessage(message);
        assertThatThrownBy(() -> registry.find(Contract.LAYER, "conv2d")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "unknown layer 'conv2d': there are no layers at all. The class loader that was ");
    }

    @Test
    void lostServiceFilesAreTold() {
        Registry registry = Registry.load(withoutServiceFiles());
        String cure = "The classes of cnn-layers are there, but no file META-INF/services/cnn.api.Plugin names "
                + "cnn.layers.LayersPlugin: it was probably lost when several jars were merged into one. Let the build "
                + "merge files of that name: ServicesResourceTransformer for Maven's shade plug-in, mergeServiceFiles() "
                + "for Gradle's shadow plug-in.";
        assertThatThrownBy(() -> registry.kernels(null)).hasMessage("There are no kernels at all. " + cure);
        assertThatThrownBy(() -> registry.find(Contract.LAYER, "conv2d"))
                .hasMessage("unknown layer 'conv2d': there are no layers at all. " + cure);
    }

    @Test
    void aJarThatIsMissingIsNamed() {
        Registry nothing = Registry.of();
        assertThatThrownBy(() -> nothing.kernels(null))
                .hasMessage("There are no kernels at all. Add the jar that brings "
                        + "them, usually cnn-layers, to the class path or module path.");
    }

    @Test
    void theNamesOfPluginClassesAreRight() throws ClassNotFoundException {
        for (Contract contract : Contract.values()) {
            assertThat(Class.forName(contract.plugin()).getSimpleName()).endsWith("Plugin");
        }
    }

    /** Defines the API and the plug-in itself, as application servers may. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL jar) {
            super(new URL[] {jar}, OWN);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith("cnn.api.")) {
                return known != null ? known : super.loadClass(name, resolve);
            }
            try (InputStream in = OWN.getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void aSecondCopyOfTheApiIsTold() throws IOException {
        Path jar = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"glow\")").plugin("acme.Acme", "Glow")
                .write(folder.resolve("acme.jar"));
        try (ChildFirst loader = new ChildFirst(jar.toUri().toURL())) {
            Registry registry = with(loader, Registry::load);
            assertThat(registry.problems()).anyMatch(problem -> problem.contains("acme.Acme not a subtype")
                    && problem.endsWith("or its class loader has a second copy of cnn-api: leave cnn-api out of the "
                            + "plug-in's jar and its loader (scope provided), so that both see one."));
            assertThat(registry.ids(Contract.LAYER)).contains("conv2d").doesNotContain("glow");
        }
    }

    @Test
    void jarsThatJavaPassesOverAreTold() throws IOException {
        Path good = new PluginJar().layer("acme.Glow", "@cnn.api.Id(\"glow\")").plugin("acme.Acme", "Glow")
                .write(folder.resolve("good.jar"));
        Path cut = folder.resolve("cut.jar");
        byte[] bytes = Files.readAllBytes(good);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        Path empty = Files.createFile(folder.resolve("empty.jar"));
        Path text = Files.writeString(folder.resolve("text.jar"), "not found");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {empty.toUri().toURL(), cut.toUri().toURL(),
            text.toUri().toURL(), good.toUri().toURL(), folder.resolve("none.jar").toUri().toURL()}, OWN)) {
            Registry registry = Registry.load(loader);
            assertThat(registry.ids(Contract.LAYER)).contains("glow");
            assertThat(registry.problems()).hasSize(3).allMatch(problem -> problem.endsWith(
                    "), so nothing in it is found. Copy or build it again, or take it off the path."));
            assertThat(registry.problems().getFirst()).startsWith("The file '" + empty
                    + "' on the class path is no jar that can be read (it is empty)");
            assertThat(registry.problems().get(1)).startsWith("The file '" + cut + "'");
            assertThat(registry.problems().get(2)).startsWith("The file '" + text + "'");
        }
    }
}
