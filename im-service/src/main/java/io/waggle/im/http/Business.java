package io.waggle.im.http;

import io.waggle.protocol.Id;

/**
 * A business system that makes a request with one of its API keys. A controller that takes one is for such systems alone.
 *
 * @param key the key's id
 * @param app the system's name; the users whom it has made are its own, whichever of its keys it shows
 */
public record Business(Id key, String app) {}
