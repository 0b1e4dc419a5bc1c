package io.waggle.media.sweep;

import io.waggle.fabric.Subjects;
import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.fabric.v1.MediaUseReply;
import io.waggle.protocol.fabric.v1.MediaUseRequest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SweepIT {

    private static final RunningMedia MEDIA = RunningMedia.start(Map.of());
    private static final int RACES = 60;

    private final MediaUser alice = MEDIA.newUser();

    @Test
    void sweep_shownNowhere_goneAfterItsGrace() {
        Id media = upload("shown nowhere");
        String key = keyOf(media);
        sweep();
        assertThat(alice.get("/v1/media/" + media).status()).isEqualTo(302);

        ageAll();
        sweep();

        assertThat(alice.get("/v1/media/" + media).status()).isEqualTo(404);
        assertThat(MEDIA.bean(Store.class).stat(key)).isNull();
        assertThat(count("media_content", "object_key", key)).isZero();
    }

    @Test
    void sweep_shownInAMessage_stays() {
        Id media = upload("shown somewhere");
        MEDIA.im().reference(media);

        ageAll();
        sweep();

        assertThat(alice.get("/v1/media/" + media).status()).isEqualTo(302);
    }

    @Test
    void sweep_usedWhileItAsks_stays() {
        Id media = upload("used meanwhile");
        ageAll();
        MEDIA.im().whileAsked(() -> assertThat(use(media)).isTrue());

        sweep();
        MEDIA.im().whileAsked(() -> {});

        assertThat(alice.get("/v1/media/" + media).status()).isEqualTo(302);
    }

    @Test
    void sweep_contentOfTwo_staysUntilBothAreGone() {
        byte[] content = unique("of two");
        MediaUser bob = MEDIA.newUser();
        Id hers = alice.upload("a.txt", "text/plain", content);
        Id his = bob.upload("b.txt", "text/plain", content);
        MEDIA.im().reference(his);
        String key = keyOf(hers);

        ageAll();
        sweep();

        assertThat(alice.get("/v1/media/" + hers).status()).isEqualTo(404);
        assertThat(bob.get("/v1/media/" + his).status()).isEqualTo(302);
        assertThat(MEDIA.bean(Store.class).stat(key)).isNotNull();
    }

    @Test
    void sweep_abandonedTickets_goneWithWhatHasCome() {
        byte[] content = unique("abandoned");
        Answer single = alice.ask("a.txt", "text/plain", content);
        MediaUser.put(single.body().path("put"), content);
        Answer parts = alice.ask("b.bin", "application/octet-stream", 20_000_000, "0".repeat(64));
        String uploadId = MEDIA.sql()
                .sql("select upload_id from media where id = ?")
                .param(parts.mediaId().value())
                .query(String.class)
                .single();
        String singleKey = keyOf(single.mediaId());
        String partsKey = keyOf(parts.mediaId());

        MEDIA.sql()
                .sql("update media set expires_at = 1, used_at = 1 where state = 'OPEN'")
                .update();
        sweep();

        Store store = MEDIA.bean(Store.class);
        assertThat(store.stat(singleKey)).isNull();
        assertThat(store.parts(partsKey, uploadId)).isNullOrEmpty();
        assertThat(alice.complete(single.mediaId()).status()).isEqualTo(404);
    }

    /** As im-service does it: it asks, and commits a reference if it may. What was committed is there. */
    @Test
    void sweep_racingWithSend_neverADanglingMessage() {
        List<Id> media = new ArrayList<>();
        for (int i = 0; i < RACES; i++) {
            media.add(upload("race " + i));
        }
        ageAll();
        List<CompletableFuture<Boolean>> sent = new ArrayList<>();
        List<CompletableFuture<Void>> sweeps = new ArrayList<>();
        for (Id id : media) {
            sent.add(CompletableFuture.supplyAsync(() -> {
                boolean may = use(id);
                if (may) {
                    MEDIA.im().reference(id);
                }
                return may;
            }));
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
                sweeps.add(CompletableFuture.runAsync(SweepIT::sweep));
            }
        }
        sweeps.forEach(CompletableFuture::join);
        int messages = 0;
        for (int i = 0; i < RACES; i++) {
            if (sent.get(i).join()) {
                messages++;
                assertThat(alice.get("/v1/media/" + media.get(i)).status())
                        .as("of the %s. message", i)
                        .isEqualTo(302);
            }
        }
        assertThat(messages).isPositive();
    }

    @Test
    void orphans_oldObjectsThatNoRowKnows_gone() {
        Store store = MEDIA.bean(Store.class);
        Id kept = upload("kept");
        Id old = new Id(1L << 22);
        String oldKey = Keys.ofUpload(old, "0");
        store.write(oldKey, "orphan".getBytes(UTF_8), "text/plain");
        store.write(Keys.ofVariant(old, Keys.THUMB), "orphan".getBytes(UTF_8), "text/plain");

        MEDIA.bean(Orphans.class).sweep();

        assertThat(store.stat(oldKey)).isNull();
        assertThat(store.stat(Keys.ofVariant(old, Keys.THUMB))).isNull();
        assertThat(store.stat(keyOf(kept))).isNotNull();
    }

    private Id upload(String text) {
        return alice.upload("a.txt", "text/plain", unique(text));
    }

    @Test
    void sweep_oneObjectIsNotToBeRemoved_allOthersGo() {
        Id stuck = upload("stuck");
        Id other = upload("other");
        String key = keyOf(other);
        // The embedded store keeps such names for itself.
        MEDIA.sql()
                .sql("update media_content c join media m on m.content_id = c.id set c.object_key = ? where m.id = ?")
                .param(".s3proxy-mpu-stub-" + stuck)
                .param(stuck.value())
                .update();

        ageAll();
        sweep();

        assertThat(MEDIA.bean(Store.class).stat(key)).isNull();
        MEDIA.sql()
                .sql("delete from media_content where object_key like '.s3proxy%'")
                .update();
    }

    private static String keyOf(Id media) {
        return MEDIA.sql()
                .sql("select object_key from media where id = ?")
                .param(media.value())
                .query(String.class)
                .single();
    }

    private static byte[] unique(String text) {
        return (text + " " + System.nanoTime()).getBytes(UTF_8);
    }

    private static void sweep() {
        MEDIA.bean(Sweep.class).sweep();
    }

    private static void ageAll() {
        MEDIA.sql()
                .sql("update media set used_at = used_at - ? where state = 'READY'")
                .param(Duration.ofDays(8).toMillis())
                .update();
    }

    private boolean use(Id media) {
        byte[] question = MediaUseRequest.newBuilder()
                .setSender(alice.uid().value())
                .setMediaId(media.value())
                .setKind(MediaKind.FILE)
                .build()
                .toByteArray();
        try {
            byte[] answer = MEDIA.fabric()
                    .request(Subjects.MEDIA_USE, question, Duration.ofSeconds(20))
                    .join();
            return MediaUseReply.parseFrom(answer).hasMedia();
        } catch (com.google.protobuf.InvalidProtocolBufferException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static int count(String table, String column, String value) {
        return MEDIA.sql()
                .sql("select count(*) from " + table + " where " + column + " = ?")
                .param(value)
                .query(Integer.class)
                .single();
    }
}
