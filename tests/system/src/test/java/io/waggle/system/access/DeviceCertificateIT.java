package io.waggle.system.access;

import io.waggle.parts.FreePort;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Devices with a client certificate over mutual TLS, with mosquitto_sub. */
@Execution(ExecutionMode.CONCURRENT)
class DeviceCertificateIT {

    private static final int REFUSED = 0x87;

    @TempDir
    static Path folder;

    private static @Nullable WaggleProcess waggle;
    private static @Nullable CertificateAuthority sharedAuthority;
    private static int port;

    private final CertificateAuthority authority = Objects.requireNonNull(sharedAuthority);
    private final Api api = Objects.requireNonNull(waggle).api();
    private final Login alice = api.newUser("alice");
    private final Login bob = api.newUser("bob");

    @BeforeAll
    static void start() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(folder)
                .sign("server", "-ext", "san=ip:127.0.0.1")
                .sign("unbound")
                .selfSigned("stranger");
        Files.writeString(folder.resolve("authority.pem"), authority.authorityPem());
        sharedAuthority = authority;
        port = FreePort.next();
        waggle = WaggleProcess.start(
                WaggleProcess.C1_COMPILER_ONLY,
                "WAGGLE_TLS_PORT=" + port,
                "WAGGLE_TLS_KEYSTORE=" + authority.keystore("server"),
                "WAGGLE_TLS_KEYSTORE_PASSWORD=" + CertificateAuthority.PASSWORD,
                "WAGGLE_TLS_CLIENT_CA=" + authority.truststore(),
                "WAGGLE_TLS_CLIENT_CA_PASSWORD=" + CertificateAuthority.PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(waggle).close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void certificate_bound_connectsUntilTheDeviceIsRemoved(String version) throws Exception {
        String camera = "camera-" + version;
        String did = provision(camera);
        api.befriend(alice, bob);
        try (RunningProgram subscriber = subscribe(did, version, authority.clientFiles(camera));
                Phone friend =
                        ConnectOptions.of(Objects.requireNonNull(waggle), bob).connect()) {
            subscriber.await("an accepting CONNACK", line -> line.contains("received CONNACK (0)"));
            subscriber.await("its subscription", line -> line.startsWith("Subscribed"));
            friend.say(alice.inbox(), "smile");
            subscriber.await("the message", line -> line.contains("smile"));

            api.delete(alice, "/v1/devices/" + did).expect(204);

            Mosquitto.awaitDisconnected(subscriber, version);
        }
        assertRefused(did, authority.clientFiles(camera));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_ofAnotherDeviceOrNone_isRefused() throws Exception {
        String did = provision("scale");
        provision("gate");

        assertRefused(did, authority.clientFiles("gate"));
        assertRefused(did, authority.clientFiles("unbound"));
        assertRefused(did, List.of());
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_ofAnUnknownAuthority_failsBeforeTheConnack() throws Exception {
        String did = provision("lamp");

        try (RunningProgram subscriber = subscribe(did, "5", authority.clientFiles("stranger"))) {
            subscriber.await("an error", line -> line.toLowerCase(Locale.ROOT).contains("error"));
            assertThat(subscriber.lines()).noneMatch(line -> line.contains("received CONNACK"));
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_rotated_oldOneIsDisconnectedAndRefused() throws Exception {
        String did = provision("door");
        authority.sign("new-door");
        try (RunningProgram subscriber = subscribe(did, "5", authority.clientFiles("door"))) {
            subscriber.await("an accepting CONNACK", line -> line.contains("received CONNACK (0)"));

            api.put(
                            alice,
                            "/v1/devices/" + did + "/certificate",
                            Api.object().put("certificate", authority.certificatePem("new-door")))
                    .expect(200);

            Mosquitto.awaitDisconnected(subscriber, "5");
        }
        assertRefused(did, authority.clientFiles("door"));
        try (RunningProgram subscriber = subscribe(did, "5", authority.clientFiles("new-door"))) {
            subscriber.await("an accepting CONNACK", line -> line.contains("received CONNACK (0)"));
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void token_overTlsWithoutCertificate_connects() {
        try (RunningProgram subscriber = subscribe(alice.did(), "5", List.of("-P", alice.accessToken()))) {
            subscriber.await("an accepting CONNACK", line -> line.contains("received CONNACK (0)"));
        }
    }

    private void assertRefused(String did, List<String> credential) {
        try (RunningProgram subscriber = subscribe(did, "5", credential)) {
            subscriber.await("a refusing CONNACK", line -> line.contains("received CONNACK (" + REFUSED + ")"));
        }
    }

    /** Provisions a device with a certificate that the authority has signed. */
    private String provision(String name) throws Exception {
        authority.sign(name);
        return api.post(
                        alice.accessToken(),
                        "/v1/devices",
                        Api.object()
                                .put("name", name)
                                .put("platform", "iot")
                                .put("certificate", authority.certificatePem(name)))
                .expect(201)
                .path("did")
                .asString();
    }

    private static RunningProgram subscribe(String did, String version, List<String> credential) {
        List<String> command =
                new ArrayList<>(List.of("stdbuf", "-oL", "mosquitto_sub", "-d", "-h", WaggleProcess.HOST));
        command.addAll(List.of("-p", Integer.toString(port), "-V", version, "-i", did, "-q", "1", "-t", "d/" + did));
        command.addAll(List.of("--cafile", folder.resolve("authority.pem").toString()));
        command.addAll(credential);
        return new RunningProgram(command);
    }
}
