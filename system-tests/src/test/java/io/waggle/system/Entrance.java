package io.waggle.system;

/** Where phones connect to: the server, or a way to it. */
public interface Entrance {

    int port();
}
