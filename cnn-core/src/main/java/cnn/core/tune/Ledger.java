package cnn.core.tune;

import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.registry.Registry;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a search has come to, as its file keeps it: enough to go on, and to read.
 *
 * @param format tells what it is
 * @param metric what makes a trial good
 * @param higherIsBetter whether more of it is better
 * @param pipeline what is searched, its ranges among it, with all defaults
 * @param trials in order of their numbers
 */
record Ledger(String format, String metric, boolean higherIsBetter, ConfigNode pipeline, List<Trial> trials) {
    static final String FORMAT = "cnn-tuning 1";

    Ledger {
        trials = List.copyOf(trials);
    }

    /** With what one trial came to, in place of what it had come to before. */
    Ledger with(Trial trial) {
        List<Trial> all = new ArrayList<>(trials);
        all.removeIf(other -> other.number() == trial.number());
        int place = (int) all.stream().filter(other -> other.number() < trial.number()).count();
        all.add(place, trial);
        return new Ledger(format, metric, higherIsBetter, pipeline, all);
    }

    /** Writes the file; whoever looks finds the old one or the new one. */
    void write(Path file) {
        byte[] text = (RecordCodec.encode(Ledger.class, this).toJsonLines() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, text);
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException where it is damaged or something else
     */
    static Ledger read(Path file, Registry registry) {
        try {
            Ledger ledger = new RecordCodec(registry).decode(Ledger.class,
                    ConfigNode.json(file.toString(), Files.readString(file)));
            if (!ledger.format.equals(FORMAT)) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' has the format '" + Echo.of(ledger.format)
                        + "', and this version knows '" + FORMAT
                        + "'. Go on with the version that wrote it, or start anew with --anew.");
            }
            return ledger;
        } catch (ConfigException e) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is no ledger of a search, or is damaged: "
                    + e.getMessage() + " Put back what was there, or start anew with --anew.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot read '" + Echo.path(file) + "' (" + Reason.of(e) + "). Check the file "
                            + "and its permissions.",
                    e);
        }
    }
}
