package cnn.cli;

import cnn.api.kernel.KernelsProvider;
import cnn.core.config.Key;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Component;
import cnn.core.registry.Contract;
import cnn.core.registry.KernelFamily;
import cnn.core.registry.Registry;
import cnn.core.text.Echo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code plugins}: what can be named in a pipeline, and which jar brought it. */
@Command(name = "plugins")
final class PluginsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "ID") private List<String> ids = new ArrayList<>();

    PluginsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Registry registry = Registry.load();
        boolean found = false;
        for (Contract contract : Contract.values()) {
            List<Component> components = registry.entries().stream()
                    .filter(entry -> entry.contract() == contract && (ids.isEmpty() || ids.contains(entry.id())))
                    .toList();
            if (!components.isEmpty()) {
                found = true;
                terminal.print(heading(contract.nouns()) + "\n" + table(components) + "\n");
            }
        }
        if (ids.isEmpty()) {
            terminal.print("Kernels\n" + kernels(registry) + families(registry));
        } else if (!found) {
            throw new IllegalArgumentException("No component has the id " + Echo.of(String.join(" or ", ids)) + ". "
                    + cause(registry));
        }
        PluginJars.notes(registry).forEach(note -> terminal.say("cnn: " + note));
        return registry.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** A jar that is there without its service file, or else one that may be missing. */
    private String cause(Registry registry) {
        Set<String> causes = new LinkedHashSet<>();
        ids.forEach(id -> registry.unregistered(id).ifPresent(causes::add));
        if (causes.isEmpty()) {
            causes.add(
                    "Run ./cnn plugins to see all of them; if a plug-in brings it, put its jar into plugins/ or name it "
                            + "in CNN_PLUGINS.");
            causes.addAll(PluginJars.notes(registry));
            causes.addAll(registry.problems());
        }
        return String.join(" ", causes);
    }

    private static String heading(String nouns) {
        return Character.toUpperCase(nouns.charAt(0)) + nouns.substring(1);
    }

    private static Table table(List<Component> components) {
        Table table = new Table("  id", "key", "takes", "default", "jar");
        for (Component component : components) {
            List<Key> keys = RecordCodec.keys(component.type());
            String id = "  " + component.id();
            String jar = component.origin().name();
            if (keys.isEmpty()) {
                table.row(id, "", "", "", jar);
            }
            for (Key key : keys) {
                boolean first = key == keys.getFirst();
                table.row(first ? id : "", key.name(), key.type(), fallback(key), first ? jar : "");
            }
        }
        return table;
    }

    private static String fallback(Key key) {
        if (key.required()) {
            return "required";
        }
        return key.fallback().isEmpty() ? "optional" : key.fallback();
    }

    /** What plug-ins offer for the sets; nothing where they offer none. */
    private static String families(Registry registry) {
        if (registry.kernelFamilies().isEmpty()) {
            return "";
        }
        Table table = new Table("  family", "for", "jar");
        for (KernelFamily family : registry.kernelFamilies()) {
            table.row("  " + family.type().getName(), family.set(), family.origin().name());
        }
        return "\nFamilies of kernels\n" + table;
    }

    private static String kernels(Registry registry) {
        Table table = new Table("  id", "rank", "");
        for (KernelsProvider provider : registry.kernelSets()) {
            String obstacle;
            try {
                obstacle = provider.obstacle();
            } catch (LinkageError e) {
                obstacle = e.toString();
            }
            table.row("  " + provider.id(), provider.rank(), obstacle == null ? "works here" : obstacle);
        }
        return table.toString();
    }
}
