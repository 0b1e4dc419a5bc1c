package io.waggle.media.inspect;

/** The loudness of an audio file over its length. Each sample is one byte; 128 is silence. */
final class Waveform {

    private static final int SECTIONS = 64;

    private Waveform() {}

    /** Returns whether the samples cover the whole file: it ends before the time limit of the decoding. */
    static boolean isWhole(byte[] samples, int rate, int decodedSeconds) {
        return samples.length > 0 && samples.length < rate * decodedSeconds;
    }

    static int durationMs(byte[] samples, int rate) {
        return Math.toIntExact(samples.length * 1_000L / rate);
    }

    /** Returns the loudest sample of each of a number of equal sections, 0 to 255. */
    static byte[] peaks(byte[] samples) {
        byte[] peaks = new byte[Math.min(SECTIONS, samples.length)];
        for (int i = 0; i < samples.length; i++) {
            int section = (int) ((long) i * peaks.length / samples.length);
            int loud = Math.min(255, Math.abs((samples[i] & 0xFF) - 128) * 2);
            peaks[section] = (byte) Math.max(peaks[section] & 0xFF, loud);
        }
        return peaks;
    }
}
