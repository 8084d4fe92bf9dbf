package cnn.core.registry;

import cnn.api.Id;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One entry of the registry.
 *
 * @param contract what kind of component it is
 * @param id its name in pipelines and model files, unique within the kind
 * @param type the record that is its configuration
 * @param origin the jar or folder that brought it
 */
public record Component(Contract contract, String id, Class<? extends Record> type, Origin origin) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** A record's entries: one for each contract it implements. */
    static List<Component> of(Class<?> type) {
        Origin origin = Origin.of(type);
        if (!type.isRecord()) {
            throw new IllegalArgumentException("Component " + type.getName() + " of " + origin
                    + " is no record. Declare it as a record whose components are its options.");
        }
        Id id = type.getAnnotation(Id.class);
        if (id == null) {
            throw new IllegalArgumentException("Component " + type.getName() + " of " + origin
                    + " has no id. Annotate it, for example @Id(\"" + example(type) + "\").");
        }
        if (!ID.matcher(id.value()).matches()) {
            throw new IllegalArgumentException("Component " + type.getName() + " of " + origin + " has the id '"
                    + id.value() + "'. Use lower case letters, digits and single hyphens, for example '" + example(type)
                    + "'.");
        }
        List<Contract> contracts = Contract.implementedBy(type);
        if (contracts.isEmpty()) {
            throw new IllegalArgumentException("Component " + type.getName() + " of " + origin
                    + " implements no contract. Let it implement one of: " + String.join(", ",
                            List.of(Contract.values()).stream().map(contract -> contract.type().getName()).toList())
                    + ".");
        }
        for (Contract contract : contracts) {
            if (contract.reserved().contains(id.value())) {
                throw new IllegalArgumentException("Component " + type.getName() + " of " + origin + " has the id '"
                        + id.value() + "', which pipelines use as a key beside " + contract.nouns()
                        + ". Choose another.");
            }
        }
        return contracts.stream()
                .map(contract -> new Component(contract, id.value(), type.asSubclass(Record.class), origin)).toList();
    }

    /** Whether the core itself brings it, alone or merged with others into one jar. */
    boolean isOfCore() {
        return type.getName().startsWith("cnn.core.") && origin.equals(Origin.of(Component.class));
    }

    private static String example(Class<?> type) {
        String kebab = type.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1-$2");
        return kebab.toLowerCase(Locale.ROOT);
    }

    /** For logs: {@code layer conv2d (cnn.layers.Conv2d of cnn-layers.jar)}. */
    @Override
    public String toString() {
        return contract.noun() + " " + id + " (" + type.getName() + " of " + origin.name() + ")";
    }
}
