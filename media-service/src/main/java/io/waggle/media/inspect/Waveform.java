package io.waggle.media.inspect;

/** How loud a recording is from its beginning to its end. Samples are a byte each; 128 is silence. */
final class Waveform {

    private static final int STRETCHES = 64;

    private Waveform() {}

    /** Whether there are samples of all of it: it ends before one stopped listening. */
    static boolean isWhole(byte[] samples, int rate, int listenedSeconds) {
        return samples.length > 0 && samples.length < rate * listenedSeconds;
    }

    static int durationMs(byte[] samples, int rate) {
        return Math.toIntExact(samples.length * 1_000L / rate);
    }

    /** The loudest sample of each of equal stretches, 0 to 255. */
    static byte[] peaks(byte[] samples) {
        byte[] peaks = new byte[Math.min(STRETCHES, samples.length)];
        for (int i = 0; i < samples.length; i++) {
            int stretch = (int) ((long) i * peaks.length / samples.length);
            int loud = Math.min(255, Math.abs((samples[i] & 0xFF) - 128) * 2);
            peaks[stretch] = (byte) Math.max(peaks[stretch] & 0xFF, loud);
        }
        return peaks;
    }
}
