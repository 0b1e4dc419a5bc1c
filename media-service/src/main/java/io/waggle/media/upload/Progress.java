package io.waggle.media.upload;

import java.util.List;

/**
 * How far an upload in parts has come, as the store says.
 *
 * @param missing the numbers of the parts that are not there yet
 */
record Progress(long size, long received, long partSize, int parts, List<Integer> missing) {}
