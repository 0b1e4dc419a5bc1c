package io.waggle.system.network;

/** A port that clients connect to: the server's own, or that of a proxy. */
@FunctionalInterface
public interface Endpoint {

    int port();
}
