package cnn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Skipped where there is no Chromium. */
class BrowserTests {
    @TempDir private Path folder;

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of)
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome").map(place::resolve))
                .filter(Files::isExecutable).findFirst();
    }

    private record Visit(String document, List<String> console) {
    }

    /** Opens the page, lets a script of ours act on it, and reads what became of it. */
    private Visit visit(String html, String script) throws Exception {
        Optional<Path> browser = chromium();
        assumeTrue(browser.isPresent(), "there is no Chromium on the PATH");
        Path page = Files.writeString(folder.resolve("page.html"),
                html.replace("</html>", "<script type=\"module\">" + script + "</script></html>"));
        Path log = folder.resolve("log");
        Path document = folder.resolve("document");
        List<String> command = new ArrayList<>(List.of(browser.get().toString(), "--headless", "--no-sandbox",
                "--disable-gpu", "--disable-background-networking", "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", page.toUri().toString()));
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).redirectOutput(document.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the browser answers").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Visit(Files.readString(document),
                Files.readAllLines(log).stream().filter(line -> line.contains(":CONSOLE")).toList());
    }

    @Test
    void opensWithoutAnErrorInTheConsole() throws Exception {
        for (int classes : new int[] {2, 200}) {
            Visit visit = visit(Subjects.report(Subjects.classes(classes), 3, 5).html(), "");
            assertThat(visit.console()).isEmpty();
            assertThat(visit.document()).contains("class=\"scripted\"", "class=\"sorter\"");
        }
    }

    @Test
    void aSearchOpensAndIsSorted() throws Exception {
        String script = """
                const table = document.querySelector('#trials table');
                table.querySelector('.sorter').click();
                const first = table.tBodies[0].rows[0].cells[0].textContent;
                const line = document.querySelector('.trial.best');
                const wide = document.documentElement.scrollWidth > innerWidth;
                document.body.dataset.said = `${first} ${getComputedStyle(line).strokeWidth} ${wide}`;
                """;
        Visit visit = visit(new TuningReport(TuningReportTests.result(true)).html(), script);
        assertThat(visit.console()).isEmpty();
        assertThat(visit.document()).contains("data-said=\"1 3.2px false\"");
    }

    @Test
    void anExplanationOpensAndFitsTheWindow() throws Exception {
        Visit visit = visit(ExplanationPageTests.page(Subjects.classes(3)).html(), """
                const wide = document.documentElement.scrollWidth > innerWidth;
                const shown = [...document.images].every(image => image.complete && image.naturalWidth > 0);
                document.body.dataset.said = `${wide} ${shown}`;
                """);
        assertThat(visit.console()).isEmpty();
        assertThat(visit.document()).contains("data-said=\"false true\"");
    }

    @Test
    void canBeSortedClickedAndPointedAt() throws Exception {
        String script = """
                const row = (table, number) => table.tBodies[0].rows[number].cells[0].textContent;
                const figures = document.querySelector('#figures table');
                const said = [];
                figures.querySelector('.sorter').click();
                figures.querySelector('.sorter').click();
                said.push('last first: ' + row(figures, 0));
                document.querySelector('button[data-order=name]').click();
                const matrix = document.getElementById('matrix');
                said.push('diagonal: ' + [...matrix.tBodies[0].rows].every(
                    (line, i) => line.cells[i + 1].dataset.c === line.dataset.r));
                document.querySelector('.wrong button').click();
                said.push('pictures: ' + (document.querySelectorAll('#cell-pictures img').length > 0));
                const before = getComputedStyle(document.body).backgroundColor;
                document.getElementById('theme').click();
                said.push('theme: ' + (getComputedStyle(document.body).backgroundColor !== before));
                const chart = document.querySelector('#curves svg');
                chart.dispatchEvent(new PointerEvent('pointermove', { clientX: chart.getBoundingClientRect().right }));
                said.push('tip: ' + document.querySelector('.tip').textContent.includes('epoch 5'));
                document.body.dataset.said = said.join('; ');
                """;
        Visit visit = visit(Subjects.report(Subjects.classes(10), 4, 5).html(), script);
        assertThat(visit.console()).isEmpty();
        assertThat(visit.document()).contains(
                "last first: class 9; diagonal: true; pictures: true; theme: true; tip: true");
    }
}
