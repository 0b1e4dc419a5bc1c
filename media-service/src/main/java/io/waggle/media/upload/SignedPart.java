package io.waggle.media.upload;

import java.util.Map;

/** Where one part is put. */
record SignedPart(int number, String url, Map<String, String> headers) {}
