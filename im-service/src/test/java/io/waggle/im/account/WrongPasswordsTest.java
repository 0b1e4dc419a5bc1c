package io.waggle.im.account;

import io.waggle.im.AtOnce;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrongPasswordsTest {

    private final SettableClock clock = new SettableClock();
    private final WrongPasswords passwords = new WrongPasswords(clock);

    @Test
    void check_tenWrong_eleventhIsNotLookedAt() {
        guessWrong(10);

        assertThatThrownBy(() -> passwords.check("alice", () -> {
                    throw new AssertionError("looked at");
                }))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED))
                .hasMessageContaining("try again after 2026-11-21T09:15:00.000Z");
    }

    @Test
    void check_nameInOtherCase_isTheSame() {
        guessWrong(10);

        assertThatThrownBy(() -> passwords.check("ALICE", () -> true)).isInstanceOf(Refused.class);
        assertThat(passwords.check("bob", () -> true)).isTrue();
    }

    @Test
    void check_windowHasPassed_triesAgain() {
        guessWrong(10);
        clock.advance(WrongPasswords.WINDOW);

        assertThat(passwords.check("alice", () -> true)).isTrue();
    }

    @Test
    void check_windowHasPassed_nameIsForgotten() {
        guessWrong(3);
        assertThat(passwords.remembered()).isEqualTo(1);

        clock.advance(WrongPasswords.WINDOW);

        assertThat(passwords.remembered()).isZero();
    }

    @Test
    void check_right_forgetsTheWrongOnes() {
        guessWrong(9);
        assertThat(passwords.check("alice", () -> true)).isTrue();

        guessWrong(9);
        assertThat(passwords.check("alice", () -> true)).isTrue();
    }

    @Test
    void check_neitherRightNorWrong_doesNotCount() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> passwords.check("alice", () -> {
                        throw new Refused(ErrorCode.OVERLOADED, "too many passwords are being checked");
                    }))
                    .hasMessageContaining("too many passwords are being checked");
        }
        clock.advance(Duration.ofSeconds(1));

        assertThat(passwords.check("alice", () -> true)).isTrue();
    }

    @Test
    void check_manyAtOnce_noMoreThanTenAreLookedAt() throws Exception {
        AtomicInteger looked = new AtomicInteger();
        CountDownLatch allAsked = new CountDownLatch(30);
        Callable<Boolean> guess = () -> {
            try {
                return passwords.check("alice", () -> {
                    looked.incrementAndGet();
                    allAsked.countDown();
                    await(allAsked);
                    return false;
                });
            } catch (Refused tooMany) {
                allAsked.countDown();
                return false;
            }
        };

        List<Boolean> right = AtOnce.all(Collections.nCopies(30, guess));

        assertThat(right).doesNotContain(true);
        assertThat(looked).hasValue(10);
        assertThatThrownBy(() -> passwords.check("alice", () -> true)).isInstanceOf(Refused.class);
    }

    private void guessWrong(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(passwords.check("alice", () -> false)).isFalse();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
