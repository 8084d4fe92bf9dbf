package cnn.cli;

import cnn.cli.fetch.Download;
import cnn.cli.fetch.Emnist;
import cnn.cli.fetch.KnownData;
import cnn.cli.fetch.KnownFile;
import cnn.cli.fetch.Patience;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code data fetch}: brings a known data set from its owners' address. */
@Command(name = "fetch")
final class DataFetchCommand implements Callable<Integer> {
    private static final Path DATA = Path.of("data");

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "NAME") private @Nullable String name;

    @Option(names = "--list") private boolean list;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--from", paramLabel = "URL") private @Nullable String from;

    @Option(names = "--stall", paramLabel = "SECONDS", defaultValue = "30") private int stall;

    @Option(names = "--json") private boolean json;

    DataFetchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (list) {
            terminal.print(
                    json ? Json.of(KnownData.all().stream().map(DataFetchCommand::described).toList()) : table());
            return ExitCode.OK;
        }
        if (stall < 1 || stall > 3600) {
            throw usage("--stall takes a number of seconds from 1 to 3600, but was given " + stall + ".");
        }
        KnownData data = data();
        Path folder = out == null ? DATA.resolve(data.emnistVariant().isPresent() ? "emnist" : data.name()) : out;
        FetchBar bar = new FetchBar(terminal);
        Patience patience = new Patience(Duration.ofSeconds(stall), Patience.usual().attempts(),
                Patience.usual().pause());
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.stall()).proxy(ProxySelector.getDefault()).build()) {
            Download download = new Download(client, patience, bar, bar::note);
            for (KnownFile file : data.files()) {
                boolean fetched = download.fetch(file, folder);
                bar.note("'" + Echo.path(folder.resolve(file.name())) + "' " + (fetched ? "is fetched" : "was there")
                        + ", " + Text.bytes(file.bytes()) + ", and its SHA-256 is right.");
            }
        } finally {
            bar.close();
        }
        Optional<String> variant = data.emnistVariant();
        if (variant.isPresent()) {
            Emnist.unpack(folder.resolve(data.files().getFirst().name()), variant.get(), folder.resolve(variant.get()),
                    terminal::say);
        }
        terminal.print(told(data, place(data, folder)));
        return ExitCode.OK;
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private KnownData data() {
        List<String> names = KnownData.all().stream().map(KnownData::name).toList();
        if (name == null) {
            throw usage("data fetch takes the name of a data set: " + String.join(", ", names)
                    + ". --list tells more of each.");
        }
        KnownData known = KnownData.named(name).orElseThrow(() -> usage("There is no data set '" + Echo.of(name)
                + "' to fetch." + Nearest.question(name, names) + " Known: " + String.join(", ", names) + "."));
        return from == null ? known : known.at(address(from));
    }

    private URI address(String text) {
        try {
            URI address = URI.create(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw usage("--from takes the address of a folder with the files, but was given '" + Echo.of(text)
                + "'. Give one of http or https, for example --from https://example.org/mnist/.");
    }

    /** What the data source's path is. */
    private static Path place(KnownData data, Path folder) {
        return data.emnistVariant().map(folder::resolve)
                .orElse(data.source().equals("cifar") ? folder.resolve(data.files().getFirst().name()) : folder);
    }

    private Object told(KnownData data, Path place) {
        String keys = data.classes().isEmpty()
                ? ""
                : ", classes: ["
                        + String.join(", ", data.classes().stream().map(DataFetchCommand::quoted).toList()) + "]";
        String pipeline = "data: {" + data.source() + ": {path: " + quoted(place.toString()) + keys + "}}";
        String spec = data.source() + ":" + place;
        if (json) {
            Map<String, Object> all = described(data);
            all.put("path", place.toString());
            all.put("pipeline", pipeline);
            all.put("spec", spec);
            return Json.of(all);
        }
        return "pipeline  " + pipeline + "\n--data    " + spec + "\nlicence   " + data.licence() + "\ncite      "
                + data.citation();
    }

    /** As YAML takes for nothing else: of short words some mean yes or no. */
    private static String quoted(String text) {
        return text.matches("[a-z]{3,}") ? text : "'" + text.replace("'", "''") + "'";
    }

    private static String table() {
        Table table = new Table("name", "images", "size", "classes", "to fetch", "what");
        for (KnownData data : KnownData.all()) {
            table.row(data.name(), data.images(), data.shape(), data.classCount(), Text.bytes(data.bytes()),
                    data.title());
        }
        StringBuilder text = new StringBuilder(table.toString()).append("\n");
        for (KnownData data : KnownData.all()) {
            text.append("\n").append(data.name()).append("\n  licence  ").append(data.licence()).append("\n  cite     ")
                    .append(data.citation()).append("\n  from     ")
                    .append(data.files().getFirst().address().resolve("."));
        }
        return text.toString();
    }

    private static Map<String, Object> described(KnownData data) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", data.name());
        all.put("title", data.title());
        all.put("images", data.images());
        all.put("size", data.shape());
        all.put("classes", data.classCount());
        all.put("bytes", data.bytes());
        all.put("licence", data.licence());
        all.put("citation", data.citation());
        all.put("files", data.files().stream().map(file -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", file.name());
            one.put("address", file.address().toString());
            one.put("bytes", file.bytes());
            one.put("sha256", file.sha256());
            return one;
        }).toList());
        return all;
    }
}
