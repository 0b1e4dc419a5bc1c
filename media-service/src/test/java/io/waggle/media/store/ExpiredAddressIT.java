package io.waggle.media.store;

import io.waggle.media.MediaUser;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Addresses as they were signed a while ago. */
class ExpiredAddressIT {

    private static final RunningMedia MEDIA = RunningMedia.shared();
    private static final byte[] CONTENT = "late".getBytes(UTF_8);

    @Test
    void put_within15Minutes_taken_afterwardsRefusedByTheStore() throws Exception {
        assertThat(put(signedBefore(Duration.ofMinutes(14))).statusCode()).isEqualTo(200);

        HttpResponse<byte[]> late = put(signedBefore(Duration.ofMinutes(16)));

        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(new String(late.body(), UTF_8)).contains("<Error>");
    }

    @Test
    void get_withinAMinute_given_afterwardsRefusedByTheStore() {
        String key = Keys.ofUpload(new Id(System.nanoTime()), "0");
        MEDIA.bean(Store.class).write(key, CONTENT, "text/plain");

        assertThat(get(signedBefore(Duration.ofSeconds(30)).download(key, "text/plain", "a")))
                .isEqualTo(200);
        assertThat(get(signedBefore(Duration.ofSeconds(90)).download(key, "text/plain", "a")))
                .isEqualTo(403);
    }

    private static SignedAddresses signedBefore(Duration ago) {
        StoreProperties properties = MEDIA.bean(StoreProperties.class);
        return new SignedAddresses(
                MEDIA.bean(StoreWatch.class),
                properties,
                new AddressSigner(properties, Clock.offset(Clock.systemUTC(), ago.negated())),
                MEDIA.bean(CopyPrevention.class));
    }

    private static HttpResponse<byte[]> put(SignedAddresses addresses) throws NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(CONTENT);
        SignedPut put =
                addresses.put(Keys.ofUpload(new Id(System.nanoTime()), "0"), "text/plain", CONTENT.length, sha256);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(put.url())).PUT(BodyPublishers.ofByteArray(CONTENT));
        put.headers().forEach((name, value) -> {
            if (!name.equals("Content-Length")) {
                request.header(name, value);
            }
        });
        return MediaUser.raw(request.build());
    }

    private static int get(String url) {
        return MediaUser.raw(HttpRequest.newBuilder(URI.create(url)).build()).statusCode();
    }
}
