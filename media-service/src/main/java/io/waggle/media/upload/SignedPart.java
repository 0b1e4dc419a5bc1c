package io.waggle.media.upload;

import java.util.Map;

/** The signed address of one part. */
record SignedPart(int number, String url, Map<String, String> headers) {}
