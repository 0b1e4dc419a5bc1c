package io.waggle.media.moderation;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

class ModerationIT {

    private static final RunningMedia MEDIA = RunningMedia.start(Map.of("waggle.media.moderation.policy", "person"));

    private final MediaUser alice = MEDIA.newUser();
    private final MediaUser bob = MEDIA.newUser();
    private final MediaUser moderator = MEDIA.newUser();
    private final byte[] content = Pictures.png(60, 40);

    @Test
    void held_othersSeeAPlaceholder_untilAPersonPassesIt() {
        MEDIA.im().promote(moderator.uid());
        Id media = alice.upload("a.png", "image/png", content);
        MEDIA.im().letRead(bob.uid(), media);

        Answer held = bob.get("/v1/media/" + media);
        assertThat(held.status()).isEqualTo(200);
        assertThat(held.bytes()).startsWith(0x89, 'P', 'N', 'G').hasSizeLessThan(200);
        assertThat(alice.get("/v1/media/" + media).status()).isEqualTo(302);

        JsonNode waiting = caseOf(media);
        assertThat(waiting.path("uploader").asString()).isEqualTo(alice.uid().toString());
        assertThat(moderator.get("/v1/media/" + media).status()).isEqualTo(302);
        Answer passed = moderator.post(
                "/v1/media/moderation/" + waiting.path("contentId").asString(), Map.of("verdict", "pass"));

        assertThat(passed.body().path("state").asString()).isEqualTo("passed");
        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(302);
    }

    @Test
    void blocked_goneEverywhereAtOnce_andBackWhenTakenBack() {
        MEDIA.im().promote(moderator.uid());
        Id hers = alice.upload("a.png", "image/png", content);
        Id his = bob.upload("b.png", "image/png", content);
        String out = Objects.requireNonNull(alice.get("/v1/media/" + hers).location());
        String thumb = Objects.requireNonNull(
                alice.get("/v1/media/" + hers + "?variant=thumb").location());
        assertThat(get(out)).isEqualTo(200);
        String sha256 = MediaUser.sha256(content);

        assertThat(block(sha256).status()).isEqualTo(204);

        assertThat(get(out)).as("an address that was out").isEqualTo(404);
        assertThat(get(thumb)).isEqualTo(404);
        assertThat(alice.get("/v1/media/" + hers).status()).isEqualTo(451);
        assertThat(bob.get("/v1/media/" + his).code()).isEqualTo("media-blocked");
        assertThat(MEDIA.newUser().get("/v1/media/" + his).status()).isEqualTo(404);
        assertThat(MEDIA.newUser().ask("c.png", "image/png", content).status()).isEqualTo(451);
        assertThat(alice.complete(hers).status()).isEqualTo(451);
        assertThat(get(Objects.requireNonNull(moderator.get("/v1/media/" + hers).location())))
                .isEqualTo(200);

        moderator.delete("/v1/media/blocks/" + sha256);
        assertThat(get(Objects.requireNonNull(alice.get("/v1/media/" + hers).location())))
                .isEqualTo(200);
        assertThat(get(Objects.requireNonNull(
                        alice.get("/v1/media/" + hers + "?variant=thumb").location())))
                .isEqualTo(200);
    }

    @Test
    void blocked_beforeItWasEverHere_ticketRefused() {
        MEDIA.im().promote(moderator.uid());
        block(MediaUser.sha256(content));

        assertThat(alice.ask("a.png", "image/png", content).code()).isEqualTo("media-blocked");
    }

    @Test
    void unblocked_whatWasNotBlocked_heldAsBefore() {
        MEDIA.im().promote(moderator.uid());
        Id media = alice.upload("a.png", "image/png", content);

        moderator.delete("/v1/media/blocks/" + MediaUser.sha256(content));

        assertThat(caseOf(media).path("state").asString()).isEqualTo("held");
    }

    @Test
    void blocked_thenHeld_othersSeeAPlaceholder() {
        Id media = blockedForBob();

        assertThat(hold(media).body().path("state").asString()).isEqualTo("held");

        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(200);
        assertThat(get(Objects.requireNonNull(
                        moderator.get("/v1/media/" + media).location())))
                .isEqualTo(200);
    }

    @Test
    void blocked_thenHeldButTheListCannotBeChanged_staysBlocked() {
        Id media = blockedForBob();
        String contentId = contentOf(media);

        MEDIA.sql().sql("rename table media_block to media_block_away").update();
        try {
            assertThat(moderator
                            .post("/v1/media/moderation/" + contentId, Map.of("verdict", "hold"))
                            .status())
                    .isGreaterThanOrEqualTo(500);
            assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(451);
        } finally {
            MEDIA.sql().sql("rename table media_block_away to media_block").update();
        }
    }

    /** The process ended between the verdict and the move of the objects. */
    @Test
    void blocked_thenHeldAndInterrupted_finished() {
        Id media = blockedForBob();

        MEDIA.sql()
                .sql("delete from media_block where sha256 = ?")
                .param(hash())
                .update();
        MEDIA.sql()
                .sql("update media_content set moderation = 'HELD', check_at = 1 where sha256 = ?")
                .param(hash())
                .update();

        String address =
                Objects.requireNonNull(moderator.get("/v1/media/" + media).location());
        await().until(() -> get(address) == 200);
        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(200);
    }

    /** The process ended between the verdict and what follows from it. */
    @Test
    void blocked_interrupted_finished() {
        Id media = alice.upload("a.png", "image/png", content);
        String out = Objects.requireNonNull(alice.get("/v1/media/" + media).location());

        MEDIA.sql()
                .sql("update media_content set moderation = 'BLOCKED', check_at = 1 where sha256 = ?")
                .param(hash())
                .update();

        await().until(() -> get(out) == 404);
        await().until(() -> MEDIA.newUser().ask("b.png", "image/png", content).status() == 451);
    }

    /** It was put on the list while it was looked at, and the process ended before anybody saw it there. */
    @Test
    void listed_whileItCame_blocked() {
        Id media = alice.upload("a.png", "image/png", content);

        MEDIA.sql()
                .sql("insert into media_block (sha256, reason, blocked_by, created_at) values (?, '', 0, 0)")
                .param(hash())
                .update();
        MEDIA.sql()
                .sql("update media_content set check_at = 1 where sha256 = ?")
                .param(hash())
                .update();

        await().until(() -> alice.get("/v1/media/" + media).status() == 451);
    }

    @Test
    void queue_notForUsers() {
        assertThat(alice.get("/v1/media/moderation").status()).isEqualTo(403);
        assertThat(alice.put("/v1/media/blocks/" + "0".repeat(64), Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void hook_signedQuestion_verdictCarriedOut() throws Exception {
        try (ScriptedCheck check = new ScriptedCheck();
                RunningMedia checked = withHook(check, true)) {
            MediaUser carol = checked.newUser();
            check.answer(200, "{\"verdict\":\"block\",\"reason\":\"known\"}");
            Id bad = carol.upload("bad.png", "image/png", content);
            await().until(() -> carol.get("/v1/media/" + bad).status() == 451);

            check.answer(200, "{\"verdict\":\"pass\"}");
            byte[] other = Pictures.png(61, 41);
            Id good = carol.upload("good.png", "image/png", other);
            MediaUser dave = checked.newUser();
            checked.im().letRead(dave.uid(), good);
            await().until(() -> dave.get("/v1/media/" + good).status() == 302);

            assertThat(check.allSigned()).isTrue();
            JsonNode question = check.questionOf(MediaUser.sha256(other));
            assertThat(get(question.path("url").asString())).isEqualTo(200);
        }
    }

    @Test
    void hook_atAPrivateAddress_neverAsked_aPersonIs() throws Exception {
        try (ScriptedCheck check = new ScriptedCheck();
                RunningMedia checked = withHook(check, false)) {
            MediaUser carol = checked.newUser();
            MediaUser judge = checked.newUser();
            checked.im().promote(judge.uid());
            carol.upload("a.png", "image/png", content);

            await().until(() -> judge.get("/v1/media/moderation?state=held")
                            .body()
                            .path("items")
                            .size()
                    == 1);
            assertThat(check.questions()).isEmpty();
        }
    }

    private static RunningMedia withHook(ScriptedCheck check, boolean allowPrivate) {
        return RunningMedia.start(Map.of(
                "waggle.media.moderation.policy",
                "hook",
                "waggle.media.moderation.hook-url",
                check.url(),
                "waggle.media.moderation.hook-secret",
                ScriptedCheck.SECRET,
                "waggle.media.moderation.attempts",
                1,
                "waggle.media.moderation.patience",
                "60s",
                "waggle.media.moderation.hook-private",
                allowPrivate));
    }

    /** What is due is looked for every few seconds. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    private Id blockedForBob() {
        MEDIA.im().promote(moderator.uid());
        Id media = alice.upload("a.png", "image/png", content);
        MEDIA.im().letRead(bob.uid(), media);
        assertThat(block(MediaUser.sha256(content)).status()).isEqualTo(204);
        assertThat(bob.get("/v1/media/" + media).status()).isEqualTo(451);
        return media;
    }

    private Answer hold(Id media) {
        return moderator.post("/v1/media/moderation/" + contentOf(media), Map.of("verdict", "hold"));
    }

    private String contentOf(Id media) {
        return MEDIA.sql()
                .sql("select content_id from media where id = ?")
                .param(media.value())
                .query((row, number) -> new Id(row.getLong(1)).toString())
                .single();
    }

    private byte[] hash() {
        return HexFormat.of().parseHex(MediaUser.sha256(content));
    }

    private JsonNode caseOf(Id media) {
        return moderator
                .get("/v1/media/moderation?limit=200")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.path("mediaId").asString("").equals(media.toString()))
                .findFirst()
                .orElseThrow();
    }

    private Answer block(String sha256) {
        return moderator.put("/v1/media/blocks/" + sha256, Map.of("reason", "seen enough"));
    }

    private static int get(String url) {
        return MediaUser.raw(HttpRequest.newBuilder(URI.create(url)).build()).statusCode();
    }
}
