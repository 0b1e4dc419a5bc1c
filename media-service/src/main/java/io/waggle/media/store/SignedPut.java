package io.waggle.media.store;

import java.util.Map;

/**
 * Where one thing may be put, once.
 *
 * @param headers to be sent exactly so: they are a part of the signature
 */
public record SignedPut(String url, Map<String, String> headers) {}
