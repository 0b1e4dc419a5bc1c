package io.waggle.im.caller;

import io.waggle.protocol.Id;

/**
 * A business system that makes a request with one of its API keys. A controller method with this parameter is only for business
 * systems.
 *
 * @param key the key's id
 * @param app the system's name; the users whom it has created are its own, whichever of its keys it uses
 */
public record Business(Id key, String app) {}
