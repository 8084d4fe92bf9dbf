package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the command line is delivered with is named beside it. */
class NoticeTests {
    private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^/\\\\]*\\.jar");
    private static final Pattern OURS_OR_FOR_TESTS = Pattern
            .compile("cnn-.*|junit-.*|opentest4j|apiguardian.*|assertj.*|byte-buddy.*|archunit.*|surefire.*");

    @Test
    void namesEveryJarOfOthers() throws IOException {
        String notice = Files.readString(Path.of("..", "NOTICE"));
        List<String> bundled = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> JAR.matcher(new File(entry).getName())).filter(Matcher::matches).map(jar -> jar.group(1))
                .filter(name -> !OURS_OR_FOR_TESTS.matcher(name).matches()).distinct().toList();
        assertThat(bundled).contains("guava", "picocli")
                .allMatch(name -> Pattern.compile("[ (]" + Pattern.quote(name) + "[,)\\s]").matcher(notice).find());
    }
}
