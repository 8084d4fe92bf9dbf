package cnn.site;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file or folder of the project that a page leads to. */
sealed interface Linked {
    /** Where it lies in the site. */
    String target();

    void write(Path out, Frame frame);

    /** A text is shown as a page, anything else is there as it is. */
    static Linked file(ProjectFiles files, String path) {
        return path.matches(".*\\.(png|svg|jpe?g|gif|css|js|jar|safetensors|onnx)")
                ? new Copy(files, path)
                : new Source(files, path);
    }

    record Copy(ProjectFiles files, String target) implements Linked {
        @Override
        public void write(Path out, Frame frame) {
            files.copy(target, out.resolve(target));
        }
    }

    record Source(ProjectFiles files, String path) implements Linked {
        @Override
        public String target() {
            return path + ".html";
        }

        @Override
        public void write(Path out, Frame frame) {
            Site.write(out.resolve(target()), frame.html(target(), path, "<h1>" + Frame.escaped(path)
                    + "</h1>\n<pre class=\"file\"><code>" + Frame.escaped(files.text(path)) + "</code></pre>"));
        }
    }

    record Folder(ProjectFiles files, String path) implements Linked {
        @Override
        public String target() {
            return path + "/index.html";
        }

        /** Names, and links to those that are texts. */
        @Override
        public void write(Path out, Frame frame) {
            String names = files.names(path).stream().map(name -> name.endsWith("/")
                    ? "<li>" + Frame.escaped(name) + "</li>"
                    : entry(out, frame, name)).collect(Collectors.joining("\n"));
            Site.write(out.resolve(target()), frame.html(target(), path,
                    "<h1>" + Frame.escaped(path) + "</h1>\n<ul>" + names + "</ul>"));
        }

        private String entry(Path out, Frame frame, String name) {
            Linked file = Linked.file(files, path + "/" + name);
            file.write(out, frame);
            return "<li><a href=\"" + Frame.escaped(Links.relative(target(), file.target())) + "\">"
                    + Frame.escaped(name) + "</a></li>";
        }
    }
}
