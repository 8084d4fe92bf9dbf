package cnn.core.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTests {
    @TempDir Path folder;

    @Test
    void replacesTheOldFile() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, text("a long old text"));
        AtomicFile.write(file, text("new"));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void failureLeavesTheOldFileAndNothingElse() {
        Path file = folder.resolve("file");
        AtomicFile.write(file, text("old"));
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
            text("half of the n").writeTo(channel);
            throw new IOException("No space left on device");
        })).isInstanceOf(UncheckedIOException.class).hasRootCauseMessage("No space left on device")
                .hasMessage("Cannot write '" + file + "': there is no space left on the disk, which took 13 bytes of "
                        + "it. Free some, or choose another folder.");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void saysWhatStandsInTheWay() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/file"), text("x"))).hasMessage("Cannot write '"
                + folder.resolve("none/file") + "': the folder does not exist. Create it first, or check the path.");
        assertThatThrownBy(() -> AtomicFile.write(folder, text("x")))
                .hasMessage("Cannot write '" + folder + "': there is a folder or device of that name.");
        assertThat(FileFailure.cause(new AccessDeniedException("x")))
                .isEqualTo("permission denied. Choose another folder, or give yourself the right to use this one.");
        assertThat(FileFailure.cause(new FileSystemException("x", null, "Read-only file system")))
                .isEqualTo("the disk can only be read. Choose another folder.");
        assertThat(FileFailure.cause(new IOException("File too large"))).isEqualTo("it is larger than a file of this "
                + "process or on this disk may be. Raise what ulimit -f tells, or choose another folder.");
        assertThat(FileFailure.cause(new FileSystemException("x", null, "Disk quota exceeded")))
                .isEqualTo("there is no space left on the disk. Free some, or choose another folder.");
    }

    @Test
    void removesWhatAKilledProcessLeftLongAgo() throws IOException {
        Path old = Files.writeString(folder.resolve(".file.1.tmp"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path recent = Files.writeString(folder.resolve(".file.2.tmp"), "x");
        AtomicFile.write(folder.resolve("file"), text("new"));
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void writesThroughASymbolicLink() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, text("new"));
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
    }

    private static AtomicFile.Content text(String text) {
        return file -> file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
