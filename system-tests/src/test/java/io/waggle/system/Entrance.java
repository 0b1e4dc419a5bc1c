package io.waggle.system;

/** Where phones connect to: the server, or a way to it. */
@FunctionalInterface
public interface Entrance {

    int port();
}
