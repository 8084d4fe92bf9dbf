package cnn.site;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;

/** Where the pages' links lead in the site, and which files must be there for that. */
final class Links {
    private final ProjectFiles files;
    private final TreeMap<String, Linked> linked = new TreeMap<>();

    Links(ProjectFiles files) {
        this.files = files;
    }

    /**
     * What a page's link is in the site, where the folders are as in the project.
     *
     * @throws IllegalStateException where it leads nowhere
     */
    String from(Page page, String link) {
        if (link.matches("([a-z]+:|#).*")) {
            return link;
        }
        String[] parts = link.split("#", 2);
        String path = Path.of(page.path()).resolveSibling(parts[0]).normalize().toString().replace('\\', '/');
        if (!files.has(path)) {
            throw new IllegalStateException(page.path() + " has a link to '" + link + "', but there is no '" + path
                    + "'. Correct the link.");
        }
        return relative(page.target(), target(path)) + (parts.length == 1 ? "" : "#" + parts[1]);
    }

    private String target(String path) {
        if (path.endsWith(".md")) {
            return Page.target(path);
        }
        if (files.isFolder(path)) {
            String page = (path.isEmpty() ? "" : path + "/") + "README.md";
            return files.has(page) ? Page.target(page) : add(new Linked.Folder(files, path));
        }
        return add(Linked.file(files, path));
    }

    private String add(Linked file) {
        linked.putIfAbsent(file.target(), file);
        return file.target();
    }

    /** The way from a file of the site to another one. */
    static String relative(String from, String to) {
        Path folder = Path.of("/" + from).getParent();
        return folder.relativize(Path.of("/" + to)).toString().replace('\\', '/');
    }

    /** What the links that were asked for lead to, pages apart. */
    Collection<Linked> linked() {
        return linked.values();
    }
}
