package io.waggle.media.store;

import java.util.Map;

/**
 * An address to put one object, once.
 *
 * @param headers to send unchanged: they are part of the signature
 */
public record SignedPut(String url, Map<String, String> headers) {}
