package cnn.core.registry;

import cnn.api.Id;
import cnn.api.Plugin;
import cnn.core.text.Echo;
import java.io.IOException;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A component that is on the class path and that no service file names: the commonest way in which a first plug-in is not found.
 * Classes are read, not loaded, and only once an id was asked for in vain.
 *
 * @param id its id
 * @param type the name of its class
 * @param contract what it implements
 * @param place the jar or folder
 * @param lister the plug-in class there that lists it; null for none
 */
record Unregistered(String id, String type, Contract contract, Path place, @Nullable String lister) {
    private static final String CLASS = ".class";
    private static final String PLUGIN = Plugin.class.getName();
    private static final String ANNOTATION = "L" + Id.class.getName().replace('.', '/') + ";";

    /** The first with an id, of any of these kinds. */
    static Optional<Unregistered> find(Collection<ClassLoader> loaders, Collection<Contract> contracts, String id) {
        Set<Path> places = new LinkedHashSet<>();
        for (ClassLoader loader : loaders) {
            places.addAll(ClassPathFiles.of(loader));
        }
        for (Path place : places) {
            Optional<Unregistered> found = first(place, bytes -> of(bytes, contracts, id, place));
            if (found.isPresent()) {
                String type = found.get().type;
                return Optional.of(found.get().by(first(place, bytes -> lister(bytes, type)).orElse(null)));
            }
        }
        return Optional.empty();
    }

    /** Cause and cure. */
    String words() {
        String found = "The class " + type + " of '" + Echo.path(place) + "' has this id";
        return lister == null
                ? found + ", but no service file names it. Put a file META-INF/services/" + contract.type().getName()
                        + " there, with the line " + type + "."
                : found + " and " + lister + " lists it, but no file META-INF/services/" + PLUGIN + " names that. Put "
                        + "its line there; it may have been lost when several jars were merged into one. "
                        + Absence.MERGE;
    }

    private Unregistered by(@Nullable String listing) {
        return new Unregistered(id, type, contract, place, listing);
    }

    /** What a search finds in the first class of a place where it finds anything. */
    private static <T> Optional<T> first(Path place, Function<byte[], @Nullable T> search) {
        try {
            return Files.isDirectory(place) ? inFolder(place, search) : inJar(place, search);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // what cannot be read is no cause that could be told; a broken jar is told of elsewhere
        }
    }

    private static <T> Optional<T> inFolder(Path folder, Function<byte[], @Nullable T> search) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(name -> name.toString().endsWith(CLASS))::iterator) {
                T found = search.apply(Files.readAllBytes(file));
                if (found != null) {
                    return Optional.of(found);
                }
            }
            return Optional.empty();
        }
    }

    private static <T> Optional<T> inJar(Path jar, Function<byte[], @Nullable T> search) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(CLASS)) {
                    try (var in = zip.getInputStream(entry)) {
                        T found = search.apply(in.readAllBytes());
                        if (found != null) {
                            return Optional.of(found);
                        }
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** The plug-in class of the same place that lists a component, as far as its constants tell. */
    private static @Nullable String lister(byte[] bytes, String type) {
        String text = text(bytes);
        if (!text.contains(internal(PLUGIN)) || !text.contains(internal(type))) {
            return null;
        }
        ClassModel model = ClassFile.of().parse(bytes);
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry other && name(other).equals(type) && interfaces(model).contains(PLUGIN)) {
                return name(model.thisClass());
            }
        }
        return null;
    }

    /** Texts of a class lie in its bytes as they are, so that few need to be parsed. */
    private static @Nullable Unregistered of(byte[] bytes, Collection<Contract> contracts, String id, Path place) {
        String text = text(bytes);
        if (!text.contains(ANNOTATION) || !text.contains(id)) {
            return null;
        }
        ClassModel model = ClassFile.of().parse(bytes);
        if (!hasId(model, id)) {
            return null;
        }
        List<String> interfaces = interfaces(model);
        for (Contract contract : contracts) {
            if (interfaces.contains(contract.type().getName())) {
                return new Unregistered(id, name(model.thisClass()), contract, place, null);
            }
        }
        return null;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String internal(String type) {
        return type.replace('.', '/');
    }

    private static String name(ClassEntry type) {
        return type.asInternalName().replace('/', '.');
    }

    private static List<String> interfaces(ClassModel model) {
        return model.interfaces().stream().map(Unregistered::name).toList();
    }

    private static boolean hasId(ClassModel model, String id) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .filter(annotation -> annotation.className().equalsString(ANNOTATION))
                .flatMap(annotation -> annotation.elements().stream())
                .anyMatch(element -> element.value() instanceof AnnotationValue.OfString value
                        && value.stringValue().equals(id));
    }
}
