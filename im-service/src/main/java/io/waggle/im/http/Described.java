package io.waggle.im.http;

/** What answers in this service's place on some paths, and describes them. */
public interface Described {

    /**
     * Returns an OpenAPI document of those paths, and others perhaps.
     *
     * @throws io.waggle.protocol.Refused if it cannot be had now
     */
    String description();
}
