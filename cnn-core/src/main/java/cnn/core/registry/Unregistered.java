package cnn.core.registry;

import cnn.api.Id;
import cnn.core.text.Echo;
import java.io.IOException;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 */
record Unregistered(String id, String type, Contract contract, Path place) {
    private static final String ANNOTATION = "L" + Id.class.getName().replace('.', '/') + ";";

    /** The first with an id, of any of these kinds. */
    static Optional<Unregistered> find(Collection<ClassLoader> loaders, Collection<Contract> contracts, String id) {
        Set<Path> places = new LinkedHashSet<>();
        for (ClassLoader loader : loaders) {
            places.addAll(ClassPathFiles.of(loader));
        }
        for (Path place : places) {
            Optional<Unregistered> found = Files.isDirectory(place)
                    ? inFolder(place, contracts, id)
                    : inJar(place, contracts, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Cause and cure. */
    String words() {
        return "The class " + type + " of '" + Echo.path(place)
                + "' has this id, but no service file names it. Put a file META-INF/services/"
                + contract.type().getName() + " there, with the line " + type + ".";
    }

    private static Optional<Unregistered> inFolder(Path folder, Collection<Contract> contracts, String id) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(name -> name.toString().endsWith(".class"))::iterator) {
                Unregistered found = of(Files.readAllBytes(file), contracts, id, folder);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        } catch (IOException | RuntimeException e) {
            // what cannot be read is no cause that could be told
        }
        return Optional.empty();
    }

    private static Optional<Unregistered> inJar(Path jar, Collection<Contract> contracts, String id) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().endsWith(".class")) {
                    continue;
                }
                try (var in = zip.getInputStream(entry)) {
                    Unregistered found = of(in.readAllBytes(), contracts, id, jar);
                    if (found != null) {
                        return Optional.of(found);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // as above; a broken jar is told of elsewhere
        }
        return Optional.empty();
    }

    /** Texts of a class lie in its bytes as they are, so that few need to be parsed. */
    private static @Nullable Unregistered of(byte[] bytes, Collection<Contract> contracts, String id, Path place) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.contains(ANNOTATION) || !text.contains(id)) {
            return null;
        }
        ClassModel model = ClassFile.of().parse(bytes);
        if (!hasId(model, id)) {
            return null;
        }
        List<String> interfaces = model.interfaces().stream().map(type -> type.asInternalName().replace('/', '.'))
                .toList();
        for (Contract contract : contracts) {
            if (interfaces.contains(contract.type().getName())) {
                return new Unregistered(id, model.thisClass().asInternalName().replace('/', '.'), contract, place);
            }
        }
        return null;
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
