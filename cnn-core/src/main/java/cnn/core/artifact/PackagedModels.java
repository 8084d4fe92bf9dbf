package cnn.core.artifact;

import cnn.core.config.ConfigException;
import cnn.core.engine.Engine;
import cnn.core.file.Sha256;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Models in jars, by name. An application depends on the artifact and asks for the model:
 *
 * {@snippet :
 * Predictor shapes = cnn.models().predictor("shapes");
 * }
 *
 * A model is checked when it is read: the file is what was packaged, to the bit, and each golden image is answered as it was
 * then. It is found on the class path, on the module path, in merged jars, and by any class loader that sees the jar.
 */
public final class PackagedModels {
    /** No package can be called so, and so no module hides what is below. */
    static final String ROOT = "META-INF/cnn/models/";
    private static final Pattern CARDS = Pattern.compile(ROOT + "[^/]+/" + Pattern.quote(JarFolder.CARD));
    private static final HexFormat HEX = HexFormat.of();

    private final Registry registry;
    private final Engine engine;
    private final String framework;

    /**
     * Those that a registry's class loaders see.
     *
     * @param engine what answers golden images
     * @param framework this framework's version
     */
    public PackagedModels(Registry registry, Engine engine, String framework) {
        this.registry = registry;
        this.engine = engine;
        this.framework = framework;
    }

    /**
     * Reads and checks a model. Whoever needs it again keeps it.
     *
     * @throws IllegalArgumentException where no jar has it or several have, or it is damaged, lacks golden images or does not answer
     *             them as it did
     * @throws UncheckedIOException where a jar cannot be read
     */
    public Model get(String name) {
        Map<String, JarFolder> found = find(name);
        if (found.isEmpty()) {
            throw absent(name);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("Several jars have a model '" + Echo.of(name) + "': "
                    + String.join(" and ", found.values().stream().map(JarFolder::jar).toList())
                    + ". A name belongs to one: leave one of them out, or package the other under another name.");
        }
        Map.Entry<String, JarFolder> only = found.entrySet().iterator().next();
        return checked(card(only.getValue(), only.getKey()), only.getValue());
    }

    /** Reads and checks a model, and answers with it, from any number of threads. As {@link #get}. */
    public Predictor predictor(String name) {
        return get(name).predictor(engine);
    }

    /** Names of the models whose jars list their folders, sorted: those that {@link #write} made, unless merged without folders. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (URL folder : resources(ROOT)) {
            try {
                URLConnection connection = folder.openConnection();
                connection.setUseCaches(false);
                if (connection instanceof JarURLConnection inJar) {
                    try (JarFile jar = inJar.getJarFile()) {
                        jar.stream().map(JarEntry::getName).filter(CARDS.asMatchPredicate())
                                .map(entry -> entry.split("/")[ROOT.split("/").length]).forEach(names::add);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look for models in '" + Echo.path(folder) + "' (" + Reason.of(e)
                        + "). Check the jar and its permissions.", e);
            }
        }
        return List.copyOf(names);
    }

    /**
     * Packages a model file with pictures as a jar, with a pom beside it: {@code shapes-1.0.jar} and {@code shapes-1.0.pom}. What the model
     * answers now is what it has to answer wherever it is read.
     *
     * @param model a model file, or the folder of a run that has one
     * @param images golden images: picture files, 1 to 100
     * @param folder where both files are written; made where it is missing
     * @throws IllegalArgumentException where the model or an image cannot be read, or there are no images or too many
     * @throws UncheckedIOException where a file cannot be read or written
     */
    public Packed write(Coordinates artifact, Path model, List<Path> images, Path folder) {
        return new ModelJar(artifact, framework).write(model, images, folder, registry, engine);
    }

    /** Folders by the card within; the same jar, seen by two loaders, counts once. */
    private Map<String, JarFolder> find(String name) {
        new Coordinates("any", name, "1"); // refuses what is no name
        Map<String, JarFolder> found = new LinkedHashMap<>();
        for (URL url : resources(ROOT + name + "/" + JarFolder.CARD)) {
            JarFolder folder = JarFolder.of(url);
            found.putIfAbsent(new String(folder.read(JarFolder.CARD), StandardCharsets.UTF_8), folder);
        }
        return found;
    }

    private List<URL> resources(String path) {
        List<URL> all = new ArrayList<>();
        for (ClassLoader loader : registry.loaders()) {
            try {
                Collections.list(loader.getResources(path)).stream()
                        .filter(url -> all.stream()
                                .noneMatch(known -> known.toExternalForm().equals(url.toExternalForm())))
                        .forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The class loader " + loader + " cannot be asked for models (" + Reason.of(e)
                                + "). Give another one: Cnn.builder().classLoader(loader).",
                        e);
            }
        }
        return all;
    }

    private IllegalArgumentException absent(String name) {
        List<String> known = names();
        return new IllegalArgumentException("No jar has a model '" + Echo.of(name) + "'."
                + Nearest.question(name, known)
                + (known.isEmpty() ? " There are none at all." : " There are: " + String.join(", ", known) + ".")
                + " Put the model's artifact on the class path or module path, or give the class loader that sees it: "
                + "Cnn.builder().classLoader(loader).");
    }

    private static ModelCard card(JarFolder folder, String json) {
        ModelCard card;
        try {
            card = ModelCard.parse(folder.jar() + " (" + JarFolder.CARD + ")", json);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(
                    "The model's jar '" + folder.jar() + "' is damaged, or of a later version: "
                            + e.getMessage() + " Package the model again, or use a newer version of the framework.",
                    e);
        }
        if (card.format() != ModelCard.FORMAT) {
            throw new IllegalArgumentException("The model's jar '" + folder.jar() + "' has format " + card.format()
                    + ", and this version of the framework reads " + ModelCard.FORMAT + ". Use a newer one.");
        }
        return card;
    }

    private Model checked(ModelCard card, JarFolder folder) {
        byte[] file = folder.read(JarFolder.MODEL);
        require(card.model(), file, card, folder, JarFolder.MODEL);
        Model model = Model.load(folder.url() + JarFolder.MODEL, file, registry);
        if (card.images().isEmpty()) {
            throw new IllegalArgumentException(
                    "The model " + text(card, folder) + " has no golden images, so that its answers "
                            + "cannot be checked. Package it again with some: ./cnn package MODEL --as "
                            + Echo.of(card.artifact())
                            + " --images FOLDER.");
        }
        Predictor predictor = model.predictor(engine);
        for (ModelCard.Golden golden : card.images()) {
            byte[] picture = folder.golden(golden.file());
            require(golden.hash(), picture, card, folder, JarFolder.GOLDEN + golden.file());
            String difference = Answers.of(predictor.predict(picture)).difference(golden.answer());
            if (!difference.isEmpty()) {
                throw new IllegalArgumentException(
                        "The model " + text(card, folder) + " does not answer as it did when it was "
                                + "packaged: of golden image '" + Echo.of(golden.name()) + "' " + difference
                                + ". It was packaged by version " + Echo.of(card.framework())
                                + " of the framework, and this is "
                                + framework + " on kernels '" + engine.kernels().id()
                                + "'. Use that version and kernels that work, or, "
                                + "where the new answers are right, package the model again.");
            }
        }
        return model;
    }

    private static void require(String hash, byte[] bytes, ModelCard card, JarFolder folder, String file) {
        String found = HEX.formatHex(Sha256.digest().digest(bytes));
        if (!found.equals(hash)) {
            throw new IllegalArgumentException("The model " + text(card, folder) + " is damaged: the SHA-256 of its '"
                    + Echo.of(file) + "' should be " + Echo.of(hash) + " but is " + found
                    + ". Take another copy of the jar, or package the model again.");
        }
    }

    private static String text(ModelCard card, JarFolder folder) {
        return Echo.of(card.artifact()) + " in '" + folder.jar() + "'";
    }
}
