package cnn.core.log;

import cnn.core.text.Echo;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where a class logs. SLF4J without a provider drops every message and says three lines of its own instead, so it is
 * only asked where there is one: a warning, the one that tells why everything is slow for example, always reaches someone.
 */
public interface Log {
    /** The log of a class. */
    static Log of(Class<?> type) {
        return Provider.EXISTS ? new Slf4j(LoggerFactory.getLogger(type)) : new StandardError();
    }

    /** Something that should be mended. */
    void warn(String message);

    /** What goes on. */
    void info(String message);

    /** What goes on, in detail. */
    void debug(String message);

    /** Whether {@link #info} is heard. */
    boolean isInfoEnabled();

    /** Whether SLF4J has somebody to hand messages to; asked once, without waking SLF4J. */
    final class Provider {
        static final boolean EXISTS = find();

        private Provider() {
        }

        private static boolean find() {
            if (System.getProperty(LoggerFactory.PROVIDER_PROPERTY_KEY) != null) {
                return true;
            }
            try {
                return ServiceLoader.load(SLF4JServiceProvider.class, LoggerFactory.class.getClassLoader()).iterator()
                        .hasNext();
            } catch (ServiceConfigurationError e) {
                return true; // there is one that does not work: SLF4J says so itself
            }
        }
    }

    /** Through SLF4J. */
    record Slf4j(Logger logger) implements Log {
        @Override
        public void warn(String message) {
            logger.warn("{}", message);
        }

        @Override
        public void info(String message) {
            logger.info("{}", message);
        }

        @Override
        public void debug(String message) {
            logger.debug("{}", message);
        }

        @Override
        public boolean isInfoEnabled() {
            return logger.isInfoEnabled();
        }
    }

    /** Warnings alone. */
    record StandardError() implements Log {
        @Override
        public void warn(String message) {
            System.err.println("cnn: " + Echo.lines(message));
        }

        @Override
        public void info(String message) {
            // nobody has asked for it
        }

        @Override
        public void debug(String message) {
            // nobody has asked for it
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }
    }
}
