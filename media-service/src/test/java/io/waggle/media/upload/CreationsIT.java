package io.waggle.media.upload;

import io.waggle.kit.idempotency.Idempotent;
import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every creation takes an Idempotency-Key. Which operations there are is asked of the running service: one that is new, and in
 * neither list here, fails the test.
 */
class CreationsIT {

    private static final Set<String> CREATIONS = Set.of("/v1/media/uploads");

    /** What is posted and makes nothing: done again, it is answered the same. */
    private static final Set<String> NO_CREATIONS =
            Set.of("/v1/media/{media}/parts", "/v1/media/{media}/complete", "/v1/media/moderation/{content}");

    private final RunningMedia media = RunningMedia.shared();
    private final MediaUser alice = media.newUser();
    private final String key = UUID.randomUUID().toString();
    private final Map<String, Object> upload = upload("bee.txt");

    @Test
    void operations_thatAreAPost_areACreationThatTakesAKeyOrMakeNothing() {
        Set<String> idempotent = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        media.operations().forEach((mapping, operation) -> {
            boolean isPost = mapping.getMethodsCondition().getMethods().stream()
                    .anyMatch(method -> method.name().equals("POST"));
            if (isPost) {
                (operation.hasMethodAnnotation(Idempotent.class) ? idempotent : others)
                        .addAll(mapping.getPatternValues());
            }
        });

        assertThat(idempotent).isEqualTo(CREATIONS);
        assertThat(others).isEqualTo(NO_CREATIONS);
    }

    @Test
    void upload_twiceUnderOneKey_sameTicketMadeOnceAndCountedOnce() {
        Answer first = ask(upload);
        Answer again = ask(upload);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(count("media", "uploader_uid")).isEqualTo(1);
        assertThat(media.sql()
                        .sql("select uploads from media_quota where uid = ?")
                        .param(alice.uid().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void upload_twentyAtOnceUnderOneKey_madeOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : IntStream.range(0, 20)
                    .mapToObj(turn -> threads.submit(() -> ask(upload)))
                    .toList()) {
                assertThat(answer.get().status() == 201 || answer.get().code().equals("still-running"))
                        .as(answer.get().body().toString())
                        .isTrue();
            }
        }

        assertThat(ask(upload).status()).isEqualTo(201);
        assertThat(count("media", "uploader_uid")).isEqualTo(1);
    }

    @Test
    void upload_otherRequestUnderTheKey_refused() {
        ask(upload);

        Answer other = ask(upload("wasp.txt"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency-conflict");
        assertThat(count("media", "uploader_uid")).isEqualTo(1);
    }

    @Test
    void upload_sameKeyOfAnotherUser_isAnotherRequest() {
        Answer mine = ask(upload);
        Answer yours = media.newUser().post("/v1/media/uploads", upload, Map.of("Idempotency-Key", key));

        assertThat(yours.status()).isEqualTo(201);
        assertThat(yours.mediaId()).isNotEqualTo(mine.mediaId());
    }

    @Test
    void upload_signedAddress_isNotReadableInTheTable() {
        ask(upload);

        assertThat(count("media_idempotent_request", "uid")).isEqualTo(1);
        assertThat(media.sql().sql("""
                                select count(*) from media_idempotent_request
                                where request_key = ? or instr(body, 'X-Amz-Signature') > 0""").param(key).query(Integer.class).single())
                .isZero();
    }

    private Answer ask(Map<String, Object> what) {
        return alice.post("/v1/media/uploads", what, Map.of("Idempotency-Key", key));
    }

    private int count(String table, String owner) {
        return media.sql()
                .sql("select count(*) from " + table + " where " + owner + " = ?")
                .param(alice.uid().value())
                .query(Integer.class)
                .single();
    }

    private static Map<String, Object> upload(String name) {
        byte[] content = UUID.randomUUID().toString().getBytes(UTF_8);
        return Map.of("name", name, "type", "text/plain", "size", content.length, "sha256", MediaUser.sha256(content));
    }
}
