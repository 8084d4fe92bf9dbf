package com.example.serving;

/**
 * The limits that the JDK's HTTP server sets by itself, as properties, which it reads once in a JVM: how long a request's
 * headers may take, how large they are, how many connections are open. What is set on the command line stays.
 */
final class JdkServer {
    private static final int HEADER_BYTES = 16 << 10;
    private static final int HEADERS = 100;
    private static final int IDLE_SECONDS = 30;

    private JdkServer() {
    }

    static void configure(Limits limits) {
        property("jdk.httpserver.maxConnections", limits.connections());
        property("sun.net.httpserver.maxIdleConnections", limits.connections());
        property("sun.net.httpserver.idleInterval", IDLE_SECONDS);
        property("sun.net.httpserver.maxReqHeaders", HEADERS);
        property("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES);
        // whole seconds; the body's own limit comes first, and is told to the client
        property("sun.net.httpserver.maxReqTime", limits.read().toSeconds() + 1);
        property("sun.net.httpserver.maxRspTime", limits.answer().plus(limits.read()).toSeconds() + 1);
        // what is read of a refused body, so that its sender gets to see why instead of a broken connection
        property("sun.net.httpserver.drainAmount", 2L * limits.body());
        property("sun.net.httpserver.nodelay", true);
    }

    private static void property(String name, Object value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value.toString());
        }
    }
}
