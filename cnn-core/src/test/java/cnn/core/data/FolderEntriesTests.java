package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cnn.api.data.DataSource.Splits;
import cnn.core.ChildJvm;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in data folders besides pictures. */
class FolderEntriesTests {
    @TempDir private Path folder;

    private void picture(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private void pipe(String name) throws Exception {
        assumeTrue(File.separatorChar == '/', "there are no named pipes here");
        run("mkfifo", folder.resolve(name).toString());
    }

    @Test
    void whatCannotBeOpenedIsTold() throws Exception {
        picture("a/1.png");
        picture("b/1.png");
        pipe("a/pipe.png");
        Files.createSymbolicLink(folder.resolve("c"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve("b/loop.png"), folder.resolve("b/loop.png"));
        Files.writeString(folder.resolve("labels.csv"), "x");
        Files.createDirectories(folder.resolve("a/more"));
        Requests requests = new Requests(folder);
        Splits splits = ImageFolder.of("").open(requests.plain());
        assertThat(splits.train().size()).isEqualTo(2);
        assertThat(requests.notes).containsExactly(
                "Skipped: '" + folder.resolve("c") + "' is a link that leads nowhere. Mend the link, or delete the "
                        + "link.",
                "Skipped: '" + folder.resolve("a/pipe.png") + "' is a pipe, socket or device, which is never opened. "
                        + "Move it elsewhere.",
                "Ignored the folders inside '" + folder.resolve("a") + "': 1.",
                "Skipped: '" + folder.resolve("b/loop.png") + "' is a link that leads nowhere. Mend the link, or "
                        + "delete the link.",
                "Ignored 1 file in '" + folder + "' beside the class folders, for example 'labels.csv': only pictures "
                        + "in class folders are read.");
        assertThatThrownBy(() -> ImageFolder.of("").open(requests.strict())).hasMessageContaining("leads nowhere");
    }

    @Test
    void manyAreCounted() throws Exception {
        picture("a/1.png");
        for (int i = 0; i < 15; i++) {
            Files.createSymbolicLink(folder.resolve("a/link" + i), folder.resolve("nowhere"));
        }
        Requests requests = new Requests(folder);
        ImageFolder.of("").open(requests.plain());
        assertThat(requests.notes).hasSize(11).last()
                .isEqualTo("Skipped 15 links, pipes, sockets and devices, of which "
                        + "the first 10 are named above.");
    }

    @Test
    void looseFilesBesideTrainAreTold() throws Exception {
        picture("train/a/1.png");
        picture("test/a/1.png");
        picture("lost.png");
        Requests requests = new Requests(folder);
        ImageFolder.of("").open(requests.plain());
        assertThat(requests.notes).containsExactly("Ignored 1 file in '" + folder + "' beside its folders, for example "
                + "'lost.png': only pictures in class folders are read.");
    }

    @Test
    void foldersThatDifferInCaseAreTold() throws Exception {
        picture("Cat/1.png");
        picture("cat/1.png");
        assumeTrue(Folders.list(folder).size() == 2, "this file system does not tell case apart");
        Requests requests = new Requests(folder);
        assertThat(ImageFolder.of("").open(requests.plain()).train().classes()).containsExactly("Cat", "cat");
        assertThat(requests.notes).containsExactly("The class folders 'Cat' and 'cat' in '" + folder
                + "' differ only in case. They are two classes; merge them with relabel if they are one.");
    }

    @Test
    void pipesAreNoDataFiles() throws Exception {
        pipe("train-images-idx3-ubyte");
        assertThatThrownBy(() -> IdxFiles.of("").open(new Requests(folder).plain())).hasMessage("'"
                + folder.resolve("train-images-idx3-ubyte")
                + "' is no regular file but a pipe, socket or device, so it "
                + "is not opened. Put the data's file in its place.");
        pipe("data_batch_1.bin");
        assertThatThrownBy(() -> Cifar.of("").open(new Requests(folder).plain())).hasMessageStartingWith("'"
                + folder.resolve("data_batch_1.bin") + "' is no regular file but a pipe");
    }

    @Test
    void tellsHowFarReadingHasCome() throws Exception {
        picture("a/1.png");
        picture("b/1.png");
        picture("b/2.png");
        List<String> told = new ArrayList<>();
        ImageFolder.of("").open(new Requests(folder).plain().progress((read, of) -> told.add(read + "/" + of)));
        assertThat(told).containsExactly("1/3", "2/3", "3/3");
    }

    /** Opens the folder that is named. */
    static final class Opening {
        private Opening() {
        }

        public static void main(String[] arguments) {
            try {
                System.out.println(ImageFolder.of("").open(new Requests(Path.of(arguments[0])).plain()).train()
                        .classes().size());
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void namesThatTheLocaleCannotHoldAreRefused() throws Exception {
        assumeTrue(File.separatorChar == '/', "file names do not depend on the locale here");
        for (String octal : new String[] {"\\347\\214\\253", "\\347\\213\\227"}) { // 猫, 狗
            run("sh", "-c", "mkdir \"$0/$(printf '" + octal + "')\"", folder.toString());
        }
        assertThat(open("C")).contains("has letters that this JVM cannot read: it reads file names as ",
                "but UTF-8 is needed. Start Java in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
        assertThat(open("C.UTF-8")).contains("has no images. Put images straight into it");
    }

    @Test
    void namesThatAreNoUtf8AreToBeWrittenAnew() throws Exception {
        assumeTrue(File.separatorChar == '/', "file names are no bytes here");
        run("sh", "-c", "mkdir \"$0/$(printf '\\344')\" && echo x >\"$0/$(printf '\\344')/x\"", folder.toString());
        assumeTrue(Files.list(folder).findAny().isPresent(), "the file system takes no such names");
        assertThat(open("C.UTF-8")).contains("Class 0 in the folder '" + folder
                + "' is called '\uFFFD': letters were lost "
                + "where the name was read. It is not written in UTF-8 on the disk or in the file: write it in UTF-8; "
                + "rename a file or folder with mv, or many of an old system's with convmv -r -f ISO-8859-1 -t UTF-8 "
                + "--notest.");
    }

    @Test
    void aFolderThatCannotBeReadSaysWhy() {
        assertThat(Folders.unreadable(folder, new AccessDeniedException(folder.toString())))
                .hasMessage(
                        "Cannot read '" + folder + "' (permission denied). Check that you have the right to, and that "
                                + "the disk works.");
        assertThat(Folders.unreadable(folder,
                new UncheckedIOException(new FileSystemException("x", null, "Disk on fire"))))
                .hasMessage(
                        "Cannot read '" + folder + "' (Disk on fire). Check that you have the right to, and that the "
                                + "disk works.");
    }

    private String open(String locale) throws Exception {
        return ChildJvm.of().with("LC_ALL", locale).run(Opening.class, folder).output();
    }
}
