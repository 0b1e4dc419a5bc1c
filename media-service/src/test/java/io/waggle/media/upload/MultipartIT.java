package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code -Dwaggle.test.upload.megabytes=1024} uploads so much; the build a little. */
class MultipartIT {

    private static final Logger log = LoggerFactory.getLogger(MultipartIT.class);
    private static final long SIZE = Long.getLong("waggle.test.upload.megabytes", 40) * 1_048_576 + 12_345;
    private static final int INTERRUPTIONS = 3;

    private final MediaUser alice = RunningMedia.shared().newUser();

    @Test
    void upload_interruptedThreeTimes_resumedFromWhatTheStoreHas() throws Exception {
        Answer ticket = alice.ask("large.bin", "application/octet-stream", SIZE, hashOfAll());
        assertThat(ticket.status()).as(ticket.body().toString()).isEqualTo(201);
        int count = ticket.body().path("parts").path("count").asInt();
        int size = ticket.body().path("parts").path("size").asInt();
        String parts = "/v1/media/" + ticket.mediaId() + "/parts";
        assertThat(alice.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
        resetPeak();
        long before = used();

        int stretch = Math.max(1, count / (INTERRUPTIONS + 1));
        for (int done = 0; done < count; ) {
            JsonNode progress = alice.get(parts).body();
            List<Integer> missing =
                    progress.path("missing").valueStream().map(JsonNode::asInt).toList();
            assertThat(missing).hasSize(count - done);
            int sent = 0;
            for (int number : missing) {
                JsonNode put = sign(parts, number);
                byte[] bytes = part(number, size);
                if (sent == stretch) {
                    // The line breaks in the middle of a part: of that one nothing is kept.
                    breakOff(put, bytes);
                    break;
                }
                assertThat(MediaUser.put(put, bytes).statusCode()).isEqualTo(200);
                sent++;
            }
            done += sent;
        }
        Answer complete = alice.complete(ticket.mediaId());

        assertThat(complete.status()).as(complete.body().toString()).isEqualTo(200);
        assertThat(complete.body().path("size").asLong()).isEqualTo(SIZE);
        long peak = peak();
        log.info(
                "{} MB in {} parts: heap of client, service and store before {} MB, at its peak {} MB, afterwards {} MB",
                SIZE >> 20,
                count,
                before >> 20,
                peak >> 20,
                used() >> 20);
    }

    /** The process ended when the parts were one, and before anybody had looked at it. */
    @Test
    void progress_joinedButNotComplete_nothingIsMissing() {
        byte[] content = new byte[17 * 1_048_576];
        new Random().nextBytes(content);
        Answer ticket = alice.ask("large.bin", "application/octet-stream", content);
        String parts = "/v1/media/" + ticket.mediaId() + "/parts";
        int partSize = ticket.body().path("parts").path("size").asInt();
        for (int number = 1; number <= ticket.body().path("parts").path("count").asInt(); number++) {
            int from = (number - 1) * partSize;
            byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + partSize));
            assertThat(MediaUser.put(sign(parts, number), part).statusCode()).isEqualTo(200);
        }
        join(ticket.mediaId());

        JsonNode progress = alice.get(parts).body();

        assertThat(progress.path("missing").size()).as(progress.toString()).isZero();
        assertThat(progress.path("received").asLong()).isEqualTo(content.length);
        assertThat(alice.complete(ticket.mediaId()).status()).isEqualTo(200);
    }

    private static void join(Id media) {
        RunningMedia service = RunningMedia.shared();
        Map<String, Object> row = service.sql()
                .sql("select object_key, upload_id from media where id = ?")
                .param(media.value())
                .query()
                .singleRow();
        String key = String.valueOf(row.get("object_key"));
        String uploadId = String.valueOf(row.get("upload_id"));
        Store store = service.bean(Store.class);
        store.completeParts(key, uploadId, Objects.requireNonNull(store.parts(key, uploadId)));
    }

    @Test
    void put_partOfAnotherLength_refusedByTheStore() {
        Answer ticket = alice.ask("large.bin", "application/octet-stream", SIZE, "0".repeat(64));
        JsonNode put = sign("/v1/media/" + ticket.mediaId() + "/parts", 1);

        assertThat(MediaUser.put(put, new byte[1_000]).statusCode()).isBetween(400, 499);
    }

    @Test
    void complete_otherBytesInParts_refusedByTheService() {
        long size = 17L * 1_048_576;
        Answer ticket = alice.ask("large.bin", "application/octet-stream", size, "0".repeat(64));
        String parts = "/v1/media/" + ticket.mediaId() + "/parts";
        int partSize = ticket.body().path("parts").path("size").asInt();
        for (int number = 1; number <= ticket.body().path("parts").path("count").asInt(); number++) {
            byte[] zeros = new byte[(int) Math.min(partSize, size - (long) (number - 1) * partSize)];
            assertThat(MediaUser.put(sign(parts, number), zeros).statusCode()).isEqualTo(200);
        }

        Answer complete = alice.complete(ticket.mediaId());

        assertThat(complete.code()).isEqualTo("media-refused");
        assertThat(complete.body().path("detail").asString()).contains("SHA-256");
    }

    @Test
    void parts_ofAnotherUser_notFound() {
        Answer ticket = alice.ask("large.bin", "application/octet-stream", SIZE, "0".repeat(64));
        MediaUser bob = RunningMedia.shared().newUser();

        assertThat(bob.get("/v1/media/" + ticket.mediaId() + "/parts").status()).isEqualTo(404);
        assertThat(bob.post("/v1/media/" + ticket.mediaId() + "/parts", Map.of("parts", List.of(1)))
                        .status())
                .isEqualTo(404);
    }

    private JsonNode sign(String parts, int number) {
        return alice.post(parts, Map.of("parts", List.of(number)))
                .body()
                .path("items")
                .path(0);
    }

    private static byte[] part(int number, int size) {
        byte[] bytes = new byte[(int) Math.min(size, SIZE - (long) (number - 1) * size)];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private static String hashOfAll() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int size = 8 * 1_048_576;
        for (int number = 1; (long) (number - 1) * size < SIZE; number++) {
            digest.update(part(number, size));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void breakOff(JsonNode put, byte[] bytes) throws IOException {
        URI url = URI.create(put.path("url").asString());
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = "PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: " + url.getHost()
                    + ":" + url.getPort() + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            out.write(head.getBytes(US_ASCII));
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
        }
    }

    private static long used() {
        // What is still used after a collection, not what waits for one.
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void resetPeak() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
