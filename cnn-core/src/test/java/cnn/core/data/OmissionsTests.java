package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OmissionsTests {
    /** Whoever may do all, as in a container, never meets a folder that may not be searched: asked for by itself. */
    @Test
    void saysWhatIsWrongWithAnEntry() {
        Path entry = Path.of("set", "cat");
        assertThat(Omissions.problem(entry, false, true)).isEqualTo("'" + entry + "' cannot be looked at: permission "
                + "denied. Give yourself the right to search its folder.");
        assertThat(Omissions.problem(entry, true, false))
                .isEqualTo("'" + entry + "' is a link that leads nowhere. Mend the link, or delete the link.");
        assertThat(Omissions.problem(entry, false, false))
                .isEqualTo("'" + entry + "' is a pipe, socket or device, which is never opened. Move it elsewhere.");
    }

    @Test
    void tellsALinkThatLeadsNowhere(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        List<String> notes = new ArrayList<>();
        assertThat(new Omissions(false, notes::add).accepts(link)).isFalse();
        assertThat(notes).containsExactly("Skipped: " + Omissions.problem(link, true, false));
    }
}
