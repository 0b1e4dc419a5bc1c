package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordsTest {

    private static final int QUICK = 4;

    private final Passwords passwords = new Passwords(QUICK, Passwords.threads(1), Duration.ofSeconds(30));

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void matches_rightPassword_true() {
        assertThat(passwords.matches("correct horse", passwords.hash("correct horse")))
                .isTrue();
    }

    @Test
    void matches_wrongPassword_false() {
        assertThat(passwords.matches("correct house", passwords.hash("correct horse")))
                .isFalse();
    }

    @Test
    void matches_noHash_falseEvenForTheDecoy() {
        assertThat(passwords.matches("decoy", null)).isFalse();
    }

    @Test
    void matches_longerThanBcryptReads_false() {
        String longest = "x".repeat(Passwords.BYTES_MAX);

        assertThat(passwords.matches(longest + "y", passwords.hash(longest))).isFalse();
    }

    @Test
    void matches_repeatedBehindNul_false() {
        assertThat(passwords.matches("12345678\00012345678", passwords.hash("12345678")))
                .isFalse();
    }

    @Test
    void hash_strength_isTheConfiguredOne() {
        assertThat(passwords.hash("correct horse")).startsWith("$2a$04$");
    }

    @Test
    void hash_longerThanPatience_overloaded() {
        ExecutorService busy = Passwords.threads(1);
        try (Passwords slow = new Passwords(QUICK, busy, Duration.ofMillis(1))) {
            // Nobody ever puts anything in.
            var unused = busy.submit(new SynchronousQueue<String>()::take);

            assertThatThrownBy(() -> slow.hash("correct horse"))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
    }
}
