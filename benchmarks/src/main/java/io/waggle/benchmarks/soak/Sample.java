package io.waggle.benchmarks.soak;

/**
 * The server's memory at one moment, in bytes. The heap is collected last, so that the other values are not affected by the
 * collection.
 *
 * @param minute since the load began
 * @param live what the heap contains after a full collection
 * @param heap what the heap has taken from the system
 * @param nativeMemory what the virtual machine has taken in total
 * @param direct the part of it that is buffers outside the heap
 * @param resident the process's resident memory
 * @param database the database's resident memory
 * @param done how many actions the clients have done so far
 */
record Sample(
        double minute,
        long live,
        long heap,
        long nativeMemory,
        long direct,
        long resident,
        long database,
        int threads,
        int files,
        long done) {

    static final String HEAD =
            "minute   live heap  heap taken  native, all   direct  resident  database  threads  files      done";

    private static final double MEGABYTE = 1e6;

    String line() {
        return "%6.1f %8.2f MB %8.0f MB  %8.0f MB %5.1f MB %6.0f MB %6.0f MB  %7d  %5d  %8d"
                .formatted(
                        minute,
                        live / MEGABYTE,
                        heap / MEGABYTE,
                        nativeMemory / MEGABYTE,
                        direct / MEGABYTE,
                        resident / MEGABYTE,
                        database / MEGABYTE,
                        threads,
                        files,
                        done);
    }
}
