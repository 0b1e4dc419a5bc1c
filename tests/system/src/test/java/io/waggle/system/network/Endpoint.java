package io.waggle.system.network;

/** The address that phones connect to: the server's, or that of a cable to it. */
@FunctionalInterface
public interface Endpoint {

    int port();
}
