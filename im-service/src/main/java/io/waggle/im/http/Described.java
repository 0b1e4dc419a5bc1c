package io.waggle.im.http;

/** A servlet that serves some paths of this service's port, and their description. */
public interface Described {

    /**
     * Returns an OpenAPI document of those paths. It may contain others.
     *
     * @throws io.waggle.protocol.Refused if the document is not available now
     */
    String description();
}
