package io.waggle.system.http;

import io.waggle.system.access.CertificateAuthority;
import io.waggle.system.client.Api;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Schemathesis, an independent tool, tests every operation in the API's description: as a user, as an administrator and with
 * an API key. The program is {@code src/test/fuzz/fuzz.py}.
 */
@ExtendWith(WaggleExtension.class)
@OwnWaggle({
    "WAGGLE_MESSAGES_RATE_PER_SECOND=0",
    "WAGGLE_MESSAGES_AUDIT_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "WAGGLE_MESSAGES_AUDIT_KEEP=1d"
})
@RequiresPrograms(
        programs = {"python3", "schemathesis"},
        install = "python3 -m venv FOLDER && FOLDER/bin/pip install -r tests/system/src/test/fuzz/requirements.txt, and"
                + " FOLDER/bin in the PATH")
class OpenApiFuzzIT {

    /** It takes some minutes on an idle machine. */
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    private final WaggleProcess waggle;

    @TempDir
    Path folder;

    OpenApiFuzzIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void everyOperation_anyRequest_isAnsweredAsDescribedAndCarriedOutOnce() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Files.writeString(
                certificate, new CertificateAuthority(folder).sign("scale").certificatePem("scale"));
        Path program = NodeProgram.file("fuzz", "fuzz.py");
        List<String> command = List.of(
                "python3",
                program.toString(),
                waggle.http().toString(),
                "schemathesis",
                Api.PASSWORD,
                certificate.toString(),
                folder.toString());

        try (RunningProgram fuzzer = new RunningProgram(command)) {
            int code = fuzzer.awaitEnd(TIMEOUT);

            assertThat(code).as(String.join("\n", fuzzer.lines())).isZero();
        }
    }
}
