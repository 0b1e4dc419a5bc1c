package io.waggle.media.upload;

import java.util.List;

/**
 * The progress of a multipart upload, as the store reports it.
 *
 * @param missing the numbers of the parts that have not arrived yet
 */
record Progress(long size, long received, long partSize, int parts, List<Integer> missing) {}
