package io.waggle.embedded.s3;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;

import static org.assertj.core.api.Assertions.assertThat;

class RequestGuardTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "::1, ::1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.8, 192.0.2.7, false",
        "2001:db8::1, 2001:db8::2, false"
    })
    void isLocal_addresses_ofThisMachineAlone(String remote, String local, boolean near) {
        assertThat(RequestGuard.isLocal(new InetSocketAddress(remote, 40_000), new InetSocketAddress(local, 9_000)))
                .isEqualTo(near);
    }
}
