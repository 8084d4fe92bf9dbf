package cnn.core.registry;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** The framework, its tests and its libraries once more, in a loader of its own with no service file to be found. */
public final class Apart extends URLClassLoader {
    /** A further copy. */
    public Apart() {
        super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
        List<URL> urls = new ArrayList<>();
        for (String property : new String[] {"surefire.test.class.path", "java.class.path", "jdk.module.path"}) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator)) {
                try {
                    urls.add(new File(entry).toURI().toURL());
                } catch (MalformedURLException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    public URL getResource(String name) {
        return name.startsWith("META-INF/services") ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return name.startsWith("META-INF/services") ? Collections.emptyEnumeration() : super.getResources(name);
    }
}
