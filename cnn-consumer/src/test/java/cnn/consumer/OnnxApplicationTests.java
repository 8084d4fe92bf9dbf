package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an ONNX file to answers, as the page about it says: one dependency, three lines. */
class OnnxApplicationTests {
    private static final Path PAGE = Project.root().resolve("docs/onnx.md");
    private static final Path MODEL = Project.root().resolve("../shared/data/onnx-models/mnist-cntk/opt-mnist.onnx");

    @TempDir private Path folder;

    private static String block(String language, String start) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(" + Pattern.quote(start) + ".*?)```")
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("the page has " + start).isTrue();
        return block.group(1);
    }

    /** What the one dependency brings by its own pom. */
    @Test
    void theOneDependencyBringsAllThatComputes() throws IOException {
        String[] dependencies = block("xml", "<project").split("<dependency>");
        assertThat(dependencies).hasSize(2);
        assertThat(dependencies[1]).contains("<artifactId>cnn-onnx</artifactId>");
        String pom = Files.readString(Project.root().resolve("cnn-onnx/pom.xml"));
        for (String artifact : new String[] {"cnn-core", "cnn-layers"}) {
            assertThat(pom).containsPattern("<artifactId>" + artifact + "</artifactId>\\s*</dependency>");
        }
    }

    @Test
    void theProgramAnswers() throws Exception {
        assumeTrue(Files.exists(MODEL), "needs " + MODEL);
        Project project = new Project(folder).source("com/example/Ask.java", block("java", "package com.example;"))
                .compile(Framework.onnx());
        assertThat(project.java("--add-modules", "jdk.incubator.vector", "-cp",
                Project.joined(Project.with(project.classes(), Framework.onnx())), "com.example.Ask", MODEL.toString(),
                MODEL.resolveSibling("7.jpg").toString()).succeeds()).endsWith("7\n");
    }
}
