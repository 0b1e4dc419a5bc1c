package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

class ProofIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();

    private final MediaUser alice = MEDIA.newUser();
    private final MediaUser bob = MEDIA.newUser();
    private final byte[] content = randomBytes(400_000);

    @Test
    void complete_withTheRightProof_nothingIsUploaded() throws Exception {
        alice.upload("a.bin", "application/octet-stream", content);
        Answer ticket = bob.ask("b.bin", "application/octet-stream", content);
        assertThat(ticket.status()).isEqualTo(201);

        Answer done = prove(ticket, content);

        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        assertThat(bob.get("/v1/media/" + ticket.mediaId()).status()).isEqualTo(302);
        assertThat(contents(MediaUser.sha256(content))).isEqualTo(1);
    }

    @Test
    void complete_hashKnownButNotTheContent_noAccess() throws Exception {
        alice.upload("a.bin", "application/octet-stream", content);
        Answer ticket = bob.ask("b.bin", "application/octet-stream", content);
        byte[] guessed = content.clone();
        Arrays.fill(guessed, 0, guessed.length, (byte) 0);

        assertThat(prove(ticket, guessed).code()).isEqualTo("media-refused");
        assertThat(bob.get("/v1/media/" + ticket.mediaId()).status()).isEqualTo(404);
        assertThat(bob.complete(ticket.mediaId()).code()).isEqualTo("not-uploaded");
        // Not even the right one, the second time: nobody tries them out.
        assertThat(prove(ticket, content).code()).isEqualTo("media-refused");
    }

    @Test
    void ask_knownOrNot_ticketsAlike() {
        alice.upload("a.bin", "application/octet-stream", content);

        Answer known = bob.ask("b.bin", "application/octet-stream", content);
        Answer unknown = bob.ask("b.bin", "application/octet-stream", randomBytes(400_000));

        assertThat(known.status()).isEqualTo(unknown.status());
        assertThat(known.body().propertyNames()).isEqualTo(unknown.body().propertyNames());
        assertThat(known.body().path("proof").path("ranges").size())
                .isEqualTo(unknown.body().path("proof").path("ranges").size());
    }

    @Test
    void complete_proofOfWhatIsNotHere_refused() throws Exception {
        byte[] unknown = randomBytes(300_000);
        Answer ticket = bob.ask("b.bin", "application/octet-stream", unknown);

        assertThat(prove(ticket, unknown).code()).isEqualTo("media-refused");
    }

    @Test
    void ask_sameUserSameContent_completeAtOnce() {
        Id first = alice.upload("a.bin", "application/octet-stream", content);

        Answer again = alice.ask("other name.bin", "application/octet-stream", content);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.mediaId()).isEqualTo(first);
    }

    @Test
    void upload_sameContentByTwo_storedOnce() {
        Id hers = alice.upload("a.bin", "application/octet-stream", content);
        Id his = bob.upload("b.bin", "application/octet-stream", content);

        assertThat(his).isNotEqualTo(hers);
        assertThat(contents(MediaUser.sha256(content))).isEqualTo(1);
        assertThat(alice.get("/v1/media/" + his).status()).isEqualTo(404);
    }

    /** Whoever is first to send a picture as a file decides that for nobody else. */
    @Test
    void upload_sameContentAsAnotherType_lookedAtForItself() {
        byte[] picture = Pictures.png(48, 32);
        alice.upload("a.bin", "application/octet-stream", picture);
        Answer ticket = bob.ask("b.png", "image/png", picture);
        MediaUser.put(ticket.body().path("put"), picture);

        Answer done = bob.complete(ticket.mediaId());

        assertThat(done.body().path("type").asString()).isEqualTo("image/png");
        assertThat(done.body().path("thumb").asBoolean()).isTrue();
    }

    private Answer prove(Answer ticket, byte[] claimed) throws Exception {
        JsonNode proof = ticket.body().path("proof");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(proof.path("nonce").asString()), "HmacSHA256"));
        for (JsonNode range : proof.path("ranges")) {
            mac.update(
                    claimed, range.path("offset").asInt(), range.path("length").asInt());
        }
        String answer = HexFormat.of().formatHex(mac.doFinal());
        return bob.post("/v1/media/" + ticket.mediaId() + "/complete", Map.of("proof", answer));
    }

    private static int contents(String sha256) {
        return MEDIA.sql()
                .sql("select count(*) from media_content where sha256 = ?")
                .param(HexFormat.of().parseHex(sha256))
                .query(Integer.class)
                .single();
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random().nextBytes(bytes);
        return bytes;
    }
}
