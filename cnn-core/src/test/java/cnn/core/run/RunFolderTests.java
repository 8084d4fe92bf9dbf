package cnn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.ChildJvm;
import cnn.core.file.HeldFolders;
import cnn.core.registry.Apart;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTests {
    @TempDir private Path temporary;
    private Path folder;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void chooseFolder() {
        folder = temporary.resolve("run");
    }

    private RunFolder open() {
        return RunFolder.open(folder, Set.of("summary.json"), notes::add);
    }

    @Test
    void aSecondRunIsRefusedAndToldOfTheFirst() {
        RunFolder first = open();
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessageMatching(
                "The folder '\\Q" + folder + "\\E' is in use by another training \\(process "
                        + ProcessHandle.current().pid() + ", since \\d{4}-\\S+Z\\)\\. Wait for its end, stop it, or "
                        + "choose another folder\\.");
        first.close();
        assertThat(folder).isDirectoryContaining(file -> file.endsWith(".lock")).isDirectoryNotContaining(
                file -> !file.endsWith(".lock"));
        open().close();
    }

    /** Tries to take a folder in a JVM of its own. */
    static final class Other {
        private Other() {
        }

        public static void main(String[] arguments) {
            try (RunFolder _ = RunFolder.open(Path.of(arguments[0]), Set.of(), note -> {
            })) {
                System.out.println("taken");
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private String other() throws IOException, InterruptedException {
        return ChildJvm.of().run(Other.class, folder).succeeds();
    }

    @Test
    void anotherJvmIsRefusedTooAlsoAfterOneHereWas() throws Exception {
        try (RunFolder _ = open()) {
            assertThat(other()).contains("in use by another training (process " + ProcessHandle.current().pid());
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
            assertThat(other()).contains("in use by another training (process " + ProcessHandle.current().pid());
        }
        assertThat(other()).contains("taken");
    }

    /** A second copy of the framework in this JVM takes the folder; null or why it does not. */
    private AutoCloseable takeIn(Apart copy) throws ReflectiveOperationException {
        Class<?> type = copy.loadClass(RunFolder.class.getName());
        assertThat(type).isNotSameAs(RunFolder.class);
        Method open = type.getDeclaredMethod("open", Path.class, Set.class, Consumer.class);
        open.setAccessible(true);
        Consumer<String> silent = note -> {
        };
        Object taken = open.invoke(null, folder, Set.of(), silent);
        return () -> {
            Method close = type.getDeclaredMethod("close");
            close.setAccessible(true);
            close.invoke(taken);
        };
    }

    @Test
    void twoCopiesOfTheFrameworkInOneJvmKeepApart() throws Exception {
        try (Apart copy = new Apart()) {
            try (RunFolder _ = open()) {
                assertThatThrownBy(() -> takeIn(copy)).cause().isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("in use by another training (process " + ProcessHandle.current().pid());
                // whoever looked has not broken the lock
                assertThat(other()).contains("in use by another training (process " + ProcessHandle.current().pid());
            }
            try (AutoCloseable _ = takeIn(copy)) {
                assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("in use by another training (process " + ProcessHandle.current().pid());
                assertThat(other()).contains("in use by another training (process " + ProcessHandle.current().pid());
            }
            open().close();
        }
        assertThat(System.getProperties().stringPropertyNames()).noneMatch(name -> name.startsWith(HeldFolders.PREFIX));
    }

    @Test
    void aFolderThatIsGoneMeanwhileIsGivenBackToo() throws IOException {
        try (RunFolder _ = open()) {
            Files.delete(folder.resolve(".lock"));
            Files.delete(folder);
        }
        open().close();
    }

    @Test
    void aLockFileOfAKilledRunHoldsNobodyUp() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(".lock"), "process 1, since 2026-01-01T00:00:00Z x");
        open().close();
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemovedAtOnce() throws IOException {
        Files.createDirectories(folder);
        Path half = Files.writeString(folder.resolve(".checkpoint.safetensors." + UUID.randomUUID() + ".tmp"), "x");
        Path other = Files.writeString(folder.resolve(".notes." + UUID.randomUUID() + ".tmp"), "x");
        open().close();
        assertThat(half).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void knownFilesAreSetAsideOthersStay() throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("model.safetensors", "summary.json", "notes.txt")) {
            Files.writeString(folder.resolve(name), name);
        }
        try (RunFolder run = open()) {
            run.setAside();
            assertThat(folder.resolve("model.safetensors")).doesNotExist();
            assertThat(folder.resolve("notes.txt")).exists();
            assertThat(notes).singleElement().asString().matches("The files of an earlier run \\(model\\.safetensors, "
                    + "summary\\.json\\) are now in '\\S+earlier\\S+'\\.");
            run.putBack();
            assertThat(folder.resolve("summary.json")).hasContent("summary.json");
            assertThat(folder.resolve("earlier")).doesNotExist();
        }
    }

    @Test
    void twoRunsWithinASecondAreKeptApart() throws IOException {
        for (String content : List.of("first", "second", "third")) {
            try (RunFolder run = open()) {
                run.setAside();
                Files.writeString(run.model(), content);
            }
        }
        try (var earlier = Files.list(folder.resolve("earlier"))) {
            assertThat(earlier).hasSize(2);
        }
        assertThat(folder.resolve("model.safetensors")).hasContent("third");
    }

    /** Else it would be found when the first epoch is done. */
    @Test
    void aFolderWhereAFileIsToBeIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("summary.json"));
        assertThatThrownBy(this::open).isInstanceOf(IllegalArgumentException.class).hasMessage("'"
                + folder.resolve("summary.json")
                + "' is no regular file, and the run needs that name for its own. Move "
                + "it elsewhere, or choose another folder.");
        Files.delete(folder.resolve("summary.json"));
        open().close();
        Files.writeString(folder.resolve("fold-2"), "x");
        assertThatThrownBy(() -> RunFolder.ofFolds(folder, "all.json", notes::add)).hasMessage("'"
                + folder.resolve("fold-2")
                + "' is no folder, and the run needs that name for one. Move it elsewhere, or "
                + "choose another folder.");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(folder, "x");
        assertThatThrownBy(this::open).hasMessage(
                "'" + folder + "' is a file, and a run needs a folder for its files. Choose another one.");
    }
}
