package io.waggle.system.access;

import io.waggle.system.client.Login;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Access tokens that are valid for a second. */
@OwnWaggle({"WAGGLE_SESSIONS_ACCESS_TOKEN_LIFE=1s", WaggleProcess.C1_COMPILER_ONLY})
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class TokenExpiryIT {

    private static final int NOT_AUTHORIZED = 0x87;

    private final WaggleProcess waggle;

    TokenExpiryIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    /** The broker tolerates clock differences of some seconds. */
    @Test
    void expiredToken_isRefusedUntilItIsRefreshed() throws IOException {
        Login alice = waggle.api().newUser("alice");

        eventually(
                "HTTP refuses the token",
                () -> waggle.api().get(alice, "/v1/me").code().equals("token-expired"));
        eventually("MQTT refuses the token", () -> connect(alice) == NOT_AUTHORIZED);

        assertThat(connect(waggle.api().refresh(alice))).isZero();
    }

    private int connect(Login login) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, true)) {
            return raw.connect(login);
        }
    }
}
