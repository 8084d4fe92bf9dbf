package cnn.report;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.core.engine.LayerTimes;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.model.Model;
import cnn.core.safetensors.AtomicFile;
import cnn.core.train.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model, on one page: how it learnt, what it gets wrong, what it consists of and where it comes from. The
 * page is a single file without a reference to anything else; it can be read without JavaScript, which lets one sort, click
 * and point. What is not given is left out.
 *
 * {@snippet :
 * Report.of("shapes", model).history(outcome.history()).measured(Part.TEST, images, outcome.test())
 *         .write(Path.of("report.html"));
 * }
 *
 * <p>The constructor is no API: there will be more to tell.
 *
 * @param name heading
 * @param model what is reported
 * @param history what each epoch of its training brought; null where that is not known
 * @param data what it learnt from and is measured on; null where that is not at hand
 * @param measured how good it is on images; null where it was not measured
 * @param times how long its layers take; null where that was not measured
 * @param notes what is noteworthy, one line each
 */
public record Report(String name, Model model, @Nullable History history, @Nullable Splits data,
        @Nullable Measured measured, @Nullable LayerTimes times, List<String> notes) {
    public Report {
        notes = List.copyOf(notes);
    }

    /**
     * How good a model is on some images.
     *
     * @param part the part of the data that they are
     * @param images the images, in the order in which they were measured; still open
     * @param evaluation the figures
     */
    public record Measured(Part part, DataSet images, Evaluation evaluation) {
    }

    /** A report of a model: its layers, its filters, and what its file says of where it comes from. */
    public static Report of(String name, Model model) {
        return new Report(name, model, null, null, null, null, List.of());
    }

    /** With curves of what each epoch brought. */
    public Report history(@Nullable History newHistory) {
        return new Report(name, model, newHistory, data, measured, times, notes);
    }

    /** With a look at the images, which are still open. */
    public Report data(@Nullable Splits newData) {
        return new Report(name, model, history, newData, measured, times, notes);
    }

    /** With what the model gets right and wrong. */
    public Report measured(Part part, DataSet images, Evaluation evaluation) {
        return new Report(name, model, history, data, new Measured(part, images, evaluation), times, notes);
    }

    /** With the time that each layer takes. */
    public Report times(@Nullable LayerTimes newTimes) {
        return new Report(name, model, history, data, measured, newTimes, notes);
    }

    /** With one line more of what is noteworthy. */
    public Report note(String line) {
        List<String> more = new ArrayList<>(notes);
        more.add(line);
        return new Report(name, model, history, data, measured, times, more);
    }

    private List<Section> sections() {
        return Stream.<@Nullable Section>of(Curves.of(this), ConfusionSection.of(this), FiguresSection.of(this),
                GallerySection.of(this), CalibrationSection.of(this), NetworkSection.of(this), FiltersSection.of(this),
                DataSection.of(this), PipelineSection.of(this)).filter(section -> section != null).toList();
    }

    /** The page. Reads the images that it shows. */
    public String html() {
        return new Sheet(name, name + " – report", Overview.of(this), sections()).html();
    }

    /**
     * Writes the page; what was there before stays until it is complete.
     *
     * @throws java.io.UncheckedIOException where it cannot be written
     */
    public void write(Path file) {
        byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, bytes);
    }
}
