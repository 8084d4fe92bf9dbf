package com.example.serving;

import cnn.api.data.Image;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.run.Cnn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model that answers.
 *
 * @param name what answers call it
 * @param version the start of its file's SHA-256: another file is another version
 * @param predictor what answers, on any number of threads
 */
record ServedModel(String name, String version, Predictor predictor) {
    private static final int DIGITS = 12;

    /**
     * Reads the file and answers once, so that the first request does not wait for what is made when it is first needed.
     *
     * @throws IllegalArgumentException where it is no model
     */
    static ServedModel load(Options options, Cnn cnn) throws IOException {
        Path inside = options.model().resolve("model.safetensors");
        Path file = Files.isRegularFile(inside) ? inside : options.model();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "There is no model '" + file + "'. Give --model a model file, the folder of "
                            + "a run or an ONNX file.");
        }
        boolean onnx = file.toString().endsWith(".onnx");
        Model model = onnx ? OnnxModels.read(file, options.onnx()) : cnn.loadModel(file);
        ServedModel served = new ServedModel(options.name().isEmpty() ? stem(options.model()) : options.name(),
                version(file),
                model.predictor(cnn.engine()));
        served.predictor().predict(List.of(Image.of(model.network().input())));
        return served;
    }

    /** As JSON has it. */
    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", name);
        object.put("version", version);
        return object;
    }

    private static String stem(Path file) {
        return file.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.[^.]+$", "");
    }

    private static String version(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
