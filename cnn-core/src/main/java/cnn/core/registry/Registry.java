package cnn.core.registry;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import cnn.core.log.Log;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The components and kernels that exist, by contract and id. Immutable, and shared by all threads. */
public final class Registry {
    private static final Log LOG = Log.of(Registry.class);
    /** More names than that are looked up rather than read. */
    private static final int MOST_LISTED = 24;

    private final Map<Contract, Map<String, Component>> components = new EnumMap<>(Contract.class);
    private final List<Component> entries;
    private final List<KernelsProvider> kernels;
    private final List<KernelFamily> families;
    private final List<String> problems;
    private final Absence absence;

    private Registry(Discovery found) {
        for (Component component : found.components()) {
            add(component);
        }
        entries = components.values().stream().flatMap(byId -> byId.values().stream()).toList();
        kernels = List.copyOf(found.kernels());
        families = List.copyOf(found.families());
        problems = List.copyOf(found.problems());
        absence = new Absence(found.loaders());
    }

    private void add(Component added) {
        Component other = added.contract().neighbours().stream()
                .map(contract -> components.getOrDefault(contract, Map.of()).get(added.id())).filter(Objects::nonNull)
                .findFirst().orElse(null);
        if (other == null) {
            components.computeIfAbsent(added.contract(), contract -> new TreeMap<>()).put(added.id(), added);
        } else if (other.type() != added.type()) {
            throw new IllegalStateException("Two " + other.contract().nouns()
                    + (other.contract() == added.contract() ? "" : " or " + added.contract().nouns()) + " have the id '"
                    + added.id() + "': "
                    + other.type().getName() + " of " + other.origin() + " and " + added.type().getName() + " of "
                    + added.origin() + ". Take one of them off the path, or give its record another @Id.");
        }
    }

    /**
     * What the current thread's context class loader finds and, for ids that it does not see, what the framework's own
     * class loader finds: whoever asks, the bundled components are there. Of two copies of one class the context's is taken;
     * two classes with one id are refused, as on one class path. See {@link #load(ClassLoader)}.
     */
    public static Registry load() {
        ClassLoader own = ownLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return load(context == null || context == own
                ? Discovery.on(own)
                : Discovery.on(context).or(Discovery.on(own)));
    }

    /** The class loaders that were asked for components; none where they were listed. */
    public List<ClassLoader> loaders() {
        return absence.loaders();
    }

    /** The framework's own; on the boot class path, whose loader has no object, one that asks that first. */
    static ClassLoader ownLoader() {
        ClassLoader own = Registry.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    /**
     * What the jars on this class loader's class path and module path bring, and nothing else. A plug-in that cannot be loaded is logged and
     * kept in {@link #problems()}, and the others still serve.
     *
     * @throws IllegalStateException where two components of one kind have the same id, naming both and their jars
     */
    public static Registry load(ClassLoader loader) {
        return load(Discovery.on(loader));
    }

    private static Registry load(Discovery found) {
        Registry registry = new Registry(found);
        registry.problems.forEach(LOG::warn);
        if (LOG.isInfoEnabled()) {
            registry.tell();
        }
        return registry;
    }

    private void tell() {
        Map<String, Long> counts = entries.stream()
                .collect(Collectors.groupingBy(entry -> entry.origin().name(), TreeMap::new, Collectors.counting()));
        counts.forEach((origin, count) -> LOG.info("Found " + count + " components in " + origin));
        entries.forEach(entry -> LOG.debug("Found " + entry + " from " + entry.origin()));
    }

    /** Exactly these components, and no kernels. Throws {@link IllegalArgumentException} where one is no component. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static Registry of(Class<? extends Record>... components) {
        return of(List.of(components), List.of());
    }

    /** Exactly these components and kernels. */
    public static Registry of(Collection<Class<? extends Record>> components, List<KernelsProvider> kernels) {
        List<Component> entries = new ArrayList<>();
        components.forEach(type -> entries.addAll(Component.of(type)));
        return new Registry(new Discovery(entries, kernels, List.of(), List.of(), List.of()));
    }

    /**
     * These components and kernels, and beside them an application's own, which need no registration.
     *
     * @throws IllegalArgumentException where one is no component
     * @throws IllegalStateException where another component of the same kind has the id of one of them
     */
    public Registry with(Collection<Class<? extends Record>> more) {
        List<Component> all = new ArrayList<>(entries);
        more.forEach(type -> all.addAll(Component.of(type)));
        return new Registry(new Discovery(all, kernels, families, problems, absence.loaders()));
    }

    /** All components, by kind and then by id. */
    public List<Component> entries() {
        return entries;
    }

    /** What could not be loaded, one line each; empty where all is well. */
    public List<String> problems() {
        return problems;
    }

    /** This registry, for callers that want every plug-in or none: throws {@link IllegalStateException} on problems. */
    public Registry requireIntact() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return this;
    }

    /** The ids of a kind, sorted. */
    public List<String> ids(Contract contract) {
        return List.copyOf(components.getOrDefault(contract, Map.of()).keySet());
    }

    /** The ids of several kinds, sorted. */
    public List<String> ids(List<Contract> contracts) {
        return contracts.stream().flatMap(contract -> ids(contract).stream()).sorted().toList();
    }

    /** Whether a component exists. */
    public boolean has(Contract contract, String id) {
        return components.getOrDefault(contract, Map.of()).containsKey(id);
    }

    /** Whether a component of one of these kinds exists. */
    public boolean has(List<Contract> contracts, String id) {
        return contracts.stream().anyMatch(contract -> has(contract, id));
    }

    /**
     * The component of a kind with this id.
     *
     * @throws IllegalArgumentException naming the nearest id, all ids of the kind, and the cure
     */
    public Component find(Contract contract, String id) {
        return find(List.of(contract), id);
    }

    /** The component of one of these kinds, the most usual first, with this id. As {@link #find(Contract, String)}. */
    public Component find(List<Contract> contracts, String id) {
        for (Contract contract : contracts) {
            Component found = components.getOrDefault(contract, Map.of()).get(id);
            if (found != null) {
                return found;
            }
        }
        Contract usual = contracts.getFirst();
        String given = Echo.of(id);
        List<String> ids = ids(contracts);
        if (isHomeMissing(contracts)) {
            throw new IllegalArgumentException("unknown " + usual.noun() + " '" + given + "': there are no "
                    + usual.nouns() + (ids.isEmpty() ? " at all. " : " but " + String.join(", ", ids) + ". ")
                    + absence.of(usual) + troubles());
        }
        String cure = Unregistered.find(absence.loaders(), contracts, id).map(Unregistered::words)
                .orElse("If a plug-in brings '" + given
                        + "', add its jar: to the folder plugins or to CNN_PLUGINS for the "
                        + "command line, to the class path or module path for an application.");
        throw new IllegalArgumentException("unknown " + usual.noun() + " '" + given + "'."
                + Nearest.question(id, ids) + " " + cure + list(contracts) + troubles());
    }

    /**
     * Where a component with this id lies that no service file names, and what to do; empty where there is none on the class path.
     * Reads every class there.
     */
    public Optional<String> unregistered(String id) {
        return Unregistered.find(absence.loaders(), List.of(Contract.values()), id).map(Unregistered::words);
    }

    /** Whether there are none of these kinds but the few of the core, whose home is elsewhere. */
    private boolean isHomeMissing(List<Contract> contracts) {
        return contracts.stream().noneMatch(Contract::isOfCore)
                && contracts.stream()
                        .flatMap(contract -> components.getOrDefault(contract, Map.of()).values().stream())
                        .allMatch(Component::isOfCore);
    }

    /** Which there are, or where to look where that would fill the screen. */
    private String list(List<Contract> contracts) {
        if (ids(contracts).size() <= MOST_LISTED) {
            return contracts.stream().map(this::list).collect(Collectors.joining());
        }
        return " ./cnn plugins lists all " + contracts.stream().filter(contract -> !ids(contract).isEmpty())
                .map(contract -> ids(contract).size() + " " + contract.nouns()).collect(Collectors.joining(" and "))
                + ".";
    }

    /** {@code " Layers: conv2d, dense."}, or nothing. */
    private String list(Contract contract) {
        String nouns = contract.nouns();
        List<String> ids = ids(contract);
        return ids.isEmpty()
                ? ""
                : " " + nouns.substring(0, 1).toUpperCase(Locale.ROOT) + nouns.substring(1) + ": "
                        + String.join(", ", ids) + ".";
    }

    private String troubles() {
        return problems.isEmpty() ? "" : " Note what could not be loaded: " + String.join(" ", problems);
    }

    /** The kernel sets that were found, highest rank first. */
    public List<KernelsProvider> kernelSets() {
        return KernelChoice.ranked(kernels);
    }

    /** The families of kernels that plug-ins offer for these sets. */
    public List<KernelFamily> kernelFamilies() {
        return families;
    }

    /**
     * The kernels to compute with. Every better set that cannot be used here is logged with the cure, and so is every family of
     * a plug-in's that is not offered for the set.
     *
     * @param preferred the id of the set wanted, or null for the best that can be used
     * @throws IllegalArgumentException where no set has that id
     * @throws IllegalStateException where the set wanted, or every set, cannot be used here, or two plug-ins offer the same
     *             family for the same set
     */
    public Kernels kernels(@Nullable String preferred) {
        requireKernels();
        return chosen(KernelChoice.among(kernels, families, preferred));
    }

    /**
     * The best kernels that can be used, for an application: until the JIT is ready for them the plain ones stand in,
     * which shortens the time to the first prediction and to the first epoch, and changes no bit. Throws as {@link #kernels} does.
     */
    public Kernels warmingKernels() {
        requireKernels();
        return chosen(KernelChoice.warming(kernels, families));
    }

    private void requireKernels() {
        if (kernels.isEmpty()) {
            throw new IllegalStateException("There are no kernels at all. " + absence.of(Contract.LAYER) + troubles());
        }
    }

    private static Kernels chosen(KernelChoice choice) {
        choice.notes().forEach(LOG::warn);
        LOG.info("Computing with kernels '" + choice.kernels().id() + "'");
        return choice.kernels();
    }
}
