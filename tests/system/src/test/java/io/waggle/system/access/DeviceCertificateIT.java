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
    private static @Nullable CertificateAuthority authority;
    private static int port;

    private final CertificateAuthority certification = Objects.requireNonNull(authority);
    private final Api api = Objects.requireNonNull(waggle).api();
    private final Login alice = api.newUser("alice");
    private final Login bob = api.newUser("bob");

    @BeforeAll
    static void start() throws Exception {
        CertificateAuthority certification = new CertificateAuthority(folder)
                .sign("server", "-ext", "san=ip:127.0.0.1")
                .sign("unbound")
                .stranger("stranger");
        Files.writeString(folder.resolve("authority.pem"), certification.authorityPem());
        authority = certification;
        port = FreePort.next();
        waggle = WaggleProcess.start(
                WaggleProcess.FIRST_COMPILER_ALONE,
                "WAGGLE_TLS_PORT=" + port,
                "WAGGLE_TLS_KEYSTORE=" + certification.keystore("server"),
                "WAGGLE_TLS_KEYSTORE_PASSWORD=" + CertificateAuthority.PASSWORD,
                "WAGGLE_TLS_CLIENT_CA=" + certification.truststore(),
                "WAGGLE_TLS_CLIENT_CA_PASSWORD=" + CertificateAuthority.PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(waggle).close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void certificate_bound_isInUntilTheDeviceIsRemoved(String version) throws Exception {
        String camera = "camera-" + version;
        String did = provision(camera);
        api.befriend(alice, bob);
        try (RunningProgram subscriber = subscribe(did, version, certification.clientFiles(camera));
                Phone friend =
                        ConnectOptions.of(Objects.requireNonNull(waggle), bob).connect()) {
            subscriber.await("that it is in", line -> line.contains("received CONNACK (0)"));
            subscriber.await("that it has subscribed", line -> line.startsWith("Subscribed"));
            friend.say(alice.inbox(), "smile");
            subscriber.await("the message", line -> line.contains("smile"));

            api.delete(alice, "/v1/devices/" + did).expect(204);

            Mosquitto.awaitOut(subscriber, version);
        }
        assertRefused(did, certification.clientFiles(camera));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_ofAnotherDeviceOrNone_isRefused() throws Exception {
        String did = provision("scale");
        provision("gate");

        assertRefused(did, certification.clientFiles("gate"));
        assertRefused(did, certification.clientFiles("unbound"));
        assertRefused(did, List.of());
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_ofNobodyTrusted_doesNotEvenGetToAsk() throws Exception {
        String did = provision("lamp");

        try (RunningProgram subscriber = subscribe(did, "5", certification.clientFiles("stranger"))) {
            subscriber.await("an error", line -> line.toLowerCase(Locale.ROOT).contains("error"));
            assertThat(subscriber.lines()).noneMatch(line -> line.contains("received CONNACK"));
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void certificate_rotated_oldOneIsCutAndRefused() throws Exception {
        String did = provision("door");
        certification.sign("new-door");
        try (RunningProgram subscriber = subscribe(did, "5", certification.clientFiles("door"))) {
            subscriber.await("that it is in", line -> line.contains("received CONNACK (0)"));

            api.put(
                            alice,
                            "/v1/devices/" + did + "/certificate",
                            Api.object().put("certificate", certification.certificatePem("new-door")))
                    .expect(200);

            Mosquitto.awaitOut(subscriber, "5");
        }
        assertRefused(did, certification.clientFiles("door"));
        try (RunningProgram subscriber = subscribe(did, "5", certification.clientFiles("new-door"))) {
            subscriber.await("that it is in", line -> line.contains("received CONNACK (0)"));
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void token_overTlsWithoutCertificate_isIn() {
        try (RunningProgram subscriber = subscribe(alice.did(), "5", List.of("-P", alice.accessToken()))) {
            subscriber.await("that it is in", line -> line.contains("received CONNACK (0)"));
        }
    }

    private void assertRefused(String did, List<String> credential) {
        try (RunningProgram subscriber = subscribe(did, "5", credential)) {
            subscriber.await("that it is refused", line -> line.contains("received CONNACK (" + REFUSED + ")"));
        }
    }

    /** Provisions a device with a certificate that the authority has signed. */
    private String provision(String name) throws Exception {
        certification.sign(name);
        return api.post(
                        alice.accessToken(),
                        "/v1/devices",
                        Api.object()
                                .put("name", name)
                                .put("platform", "iot")
                                .put("certificate", certification.certificatePem(name)))
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
