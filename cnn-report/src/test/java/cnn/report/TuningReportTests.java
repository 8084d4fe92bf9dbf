package cnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.data.DataSource;
import cnn.api.layer.Entry;
import cnn.core.config.ConfigNode;
import cnn.core.find.RateCurve;
import cnn.core.find.RateCurve.Step;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.pipeline.Range;
import cnn.core.pipeline.TrainConfig;
import cnn.core.pipeline.TuneConfig;
import cnn.core.tune.Trial;
import cnn.core.tune.Trial.State;
import cnn.core.tune.TuningResult;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TuningReportTests {
    private static final String RATE = "train.optimizer.sgd.learning-rate";

    private static PipelineConfig pipeline() {
        DataSource none = _ -> {
            throw new AssertionError("no report opens data");
        };
        return PipelineConfig.of("<shapes>", none, List.of(Entry.of(new Flatten()), Entry.of(Dense.of(2))),
                TrainConfig.of(9, 16, Sgd.of(0.01), new ConstantRate(), SoftmaxCrossEntropy.of(), new Accuracy()))
                .tune(TuneConfig.of(20).range(RATE, Range.log(0.001, 0.3)).range("train.batch",
                        Range.choice("16", "32", "{a: \"<b>\"}")).range("network[1].dense.units",
                                Range.integer(2, 40)));
    }

    private static Trial trial(int number, State state, double value) {
        Map<String, ConfigNode> values = new LinkedHashMap<>();
        TuneConfig tune = pipeline().tune();
        values.put(RATE, ConfigNode.number(Double.toString(number / 100.0)));
        values.put("train.batch", tune.ranges().get("train.batch").choice().get(number % 3));
        values.put("network[1].dense.units", ConfigNode.number(Integer.toString(2 + number)));
        return new Trial(number, values, state, value, state == State.FAILED ? 0 : 1, state == State.FAILED
                ? List.of()
                : List.of(value, value), number, state == State.FAILED ? "It <broke>." : null);
    }

    static TuningResult result(boolean complete) {
        List<Trial> trials = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            trials.add(trial(number, number == 7 ? State.FAILED : number % 5 == 0 ? State.HALTED : State.COMPLETE,
                    number == 7 ? Double.NaN : 0.5 + 0.02 * number - 0.001 * number * number));
        }
        return new TuningResult(pipeline(), "accuracy", true, trials, complete, Optional.of(pipeline().tune(null)));
    }

    @Test
    void tellsOfEveryTrial() throws Exception {
        PageContent page = PageContent.of(new TuningReport(result(true)).html());
        assertThat(page.text()).contains("<shapes>", "Best accuracy", "0.6000", "trial 9, epoch 1",
                "15 complete, 4 given up, 1 failed", "Search at random over 3 ranges, judged by accuracy on the "
                        + "validation images");
        assertThat(page.elements("tr")).hasSize(21);
        assertThat(page.text()).doesNotContain("stopped before its end");
        List<Element> lines = page.elements("path").stream()
                .filter(path -> path.getAttribute("class").startsWith("trial ")).toList();
        assertThat(lines).hasSize(20);
        assertThat(lines.stream().map(line -> line.getAttribute("class")).toList()).contains("trial best",
                "trial usual", "trial halted", "trial failed");
        assertThat(lines.getLast().getAttribute("class")).isEqualTo("trial best"); // nothing lies over it
        assertThat(lines.getFirst().getTextContent()).isEqualTo("trial 7, learning-rate 0.07, batch 32, units 9: It "
                + "<broke>.");
    }

    /** An axis has its range's own words: powers of ten, choices, both ends. */
    @Test
    void axesTellTheirNumbers() throws Exception {
        PageContent page = PageContent.of(new TuningReport(result(true)).html());
        List<String> ticks = page.elements("text").stream().map(Element::getTextContent).toList();
        assertThat(ticks).contains("0.001", "0.01", "0.1", "0.3", "16", "32", "{\"a\":\"<b>\"}", "2", "40", "20");
        assertThat(page.elements("title").stream().map(Element::getTextContent)).contains(RATE,
                "accuracy on the validation images");
    }

    @Test
    void asksNothingOfAnybodyAndEscapesAll() throws Exception {
        String html = new TuningReport(result(false)).html();
        assertThat(html).doesNotContain("<broke>", "<b>\"").contains("It &lt;broke&gt;.");
        assertThat(PageContent.of(html).attributes("href")).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(PageContent.of(html).attributes("src")).isEmpty();
        assertThat(PageContent.of(html).text())
                .contains("This search was stopped before its end. The same command goes "
                        + "on.");
    }

    /** Rounds choose among trials by their curves; the best is drawn last. */
    @Test
    void aSearchByHalvingShowsTheCurves() throws Exception {
        TuningResult random = result(true);
        PipelineConfig config = pipeline().tune(pipeline().tune().search(TuneConfig.Search.HALVING));
        PageContent page = PageContent.of(new TuningReport(new TuningResult(config, "accuracy", true, random.trials(),
                true, Optional.empty())).html());
        assertThat(page.text()).contains("Search by successive halving", "trial 9, the best", "epoch by epoch");
        assertThat(page.elements("path").stream().filter(path -> path.getAttribute("class").startsWith("line ")).map(
                path -> path.getAttribute("class"))).endsWith("line second").contains("line first faint");
        assertThat(PageContent.of(new TuningReport(random).html()).text()).contains("best so far", "given up");
    }

    @Test
    void hasAPageBeforeItsFirstTrial() throws Exception {
        PageContent page = PageContent.of(new TuningReport(new TuningResult(pipeline(), "loss", false, List.of(), false,
                Optional.empty())).html());
        assertThat(page.elements("section")).isEmpty();
        assertThat(page.text()).contains("Trials", "0 complete, 0 given up, 0 failed");
        TuningResult failed = new TuningResult(pipeline(), "loss", false, List.of(trial(1, State.FAILED, Double.NaN)),
                true, Optional.empty());
        assertThat(PageContent.of(new TuningReport(failed).html()).text()).contains("1 failed");
    }

    /** Among losses the lower one is on top, and what is far from all others is cut off. */
    @Test
    void theBestIsOnTop() throws Exception {
        List<Trial> trials = new ArrayList<>();
        for (int number = 1; number <= 9; number++) {
            trials.add(trial(number, State.COMPLETE, number == 9 ? 1e6 : number));
        }
        PageContent page = PageContent.of(new TuningReport(new TuningResult(pipeline(), "loss", false, trials, true,
                Optional.empty())).html());
        List<String> drawn = page.elements("path").stream().filter(path -> path.getAttribute("class").startsWith(
                "trial ")).map(path -> path.getAttribute("d")).toList();
        assertThat(drawn.getLast()).endsWith(" 44"); // trial 1, of loss 1
        assertThat(drawn.get(7)).endsWith(" 330"); // trial 9
        assertThat(drawn.get(6)).doesNotEndWith(" 44");
    }

    private static RateCurve curve() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            double power = -6 + 0.06 * i;
            double loss = 3 - 2 * Math.exp(-Math.pow(power + 2, 2));
            steps.add(new Step(Math.pow(10, power), i == 100 ? 900 : loss, loss));
        }
        return new RateCurve(steps, true);
    }

    @Test
    void aRateIsDrawnOnAPageAndInAFileOfItsOwn() throws Exception {
        RateReport report = new RateReport("<shapes>", curve());
        PageContent page = PageContent.of(report.html());
        assertThat(page.text()).contains("<shapes>", "To begin with", "0.001",
                "101 steps of training, each with a higher "
                        + "rate.");
        PageContent file = PageContent.of(report.svg().replaceFirst("<\\?xml[^>]*>\n", ""));
        assertThat(file.document().getDocumentElement().getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(file.elements("path")).hasSize(2);
        assertThat(file.elements("text").stream().map(Element::getTextContent)).contains("1e−6", "0.01",
                "least, 0.01", "a tenth of the least, 0.001", "steepest, 0.002");
        assertThat(report.svg()).contains("prefers-color-scheme: dark");
        assertThat(file.elements("text").stream().map(Element::getTextContent)).contains("3").doesNotContain("900");
        RateReport flat = new RateReport("x", new RateCurve(curve().steps().subList(0, 1), false));
        assertThat(PageContent.of(flat.html()).text()).contains("1 step of training, each with a higher rate; the loss "
                + "never fell.");
    }
}
