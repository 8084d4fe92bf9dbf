package cnn.core.artifact;

import java.nio.file.Path;

/**
 * The files of an artifact.
 *
 * @param jar model, labels and golden images
 * @param pom what Maven has to know; the jar has a copy
 */
public record Packed(Path jar, Path pom) {
}
