package io.waggle.media.store;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BucketSetupTest {

    private static final String THEIR_PAGES = """
            <CORSConfiguration><CORSRule><ID>theirs</ID><AllowedOrigin>https://example.com</AllowedOrigin>\
            <AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>""";

    private static final String THEIR_LIFE = """
            <LifecycleConfiguration><Rule><ID>theirs</ID><Status>Enabled</Status><Filter><Prefix>logs/</Prefix></Filter>\
            <Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>""";

    private final RecordingStore store = new RecordingStore();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void run_private_setsOurRules() {
        run(null);

        assertThat(store.received("PUT ?cors")).contains("<ID>waggle</ID>", "<AllowedOrigin>*</AllowedOrigin>");
        assertThat(store.received("PUT ?lifecycle"))
                .contains("<ID>waggle-abandoned</ID>", "<DaysAfterInitiation>8</DaysAfterInitiation>")
                .doesNotContain("waggle-cold");
    }

    @Test
    void run_coldAfter_sendsTheRuleThatMovesContents() {
        run(Duration.ofDays(30));

        assertThat(store.received("PUT ?lifecycle"))
                .contains("<ID>waggle-cold</ID>", "<Prefix>c/</Prefix>", "<Status>Enabled</Status>")
                .contains("<Days>30</Days>", "<StorageClass>STANDARD_IA</StorageClass>");
    }

    @Test
    void run_coldClassUnknown_goesOnWithout() {
        store.refuses("PUT ?lifecycle", "InvalidStorageClass");

        assertThatCode(() -> run(Duration.ofDays(30))).doesNotThrowAnyException();
    }

    @Test
    void run_rulesOfOthers_stay() {
        store.answers("GET ?cors", THEIR_PAGES).answers("GET ?lifecycle", THEIR_LIFE);

        run(Duration.ofDays(30));

        assertThat(store.received("PUT ?cors")).contains("<ID>theirs</ID>", "https://example.com", "<ID>waggle</ID>");
        assertThat(store.received("PUT ?lifecycle"))
                .contains("<ID>theirs</ID>", "<Prefix>logs/</Prefix>", "<Days>3</Days>")
                .contains("<ID>waggle-abandoned</ID>", "<ID>waggle-cold</ID>");
    }

    @Test
    void run_again_writesNothing() {
        run(Duration.ofDays(30));
        try (RecordingStore set = new RecordingStore()) {
            set.answers("GET ?cors", store.received("PUT ?cors"))
                    .answers("GET ?lifecycle", store.received("PUT ?lifecycle"));

            setup(set, Duration.ofDays(30)).run();

            assertThat(set.received("PUT ?cors")).isEmpty();
            assertThat(set.received("PUT ?lifecycle")).isEmpty();
        }
    }

    @Test
    void run_coldAfterNoMore_takesOurRuleAway() {
        run(Duration.ofDays(30));
        try (RecordingStore set = new RecordingStore()) {
            set.answers("GET ?lifecycle", store.received("PUT ?lifecycle"));

            setup(set, null).run();

            assertThat(set.received("PUT ?lifecycle"))
                    .contains("waggle-abandoned")
                    .doesNotContain("waggle-cold");
        }
    }

    @Test
    void run_lifecycleOfOldForm_isLeftAlone() {
        store.answers(
                "GET ?lifecycle",
                THEIR_LIFE.replace("<Filter><Prefix>logs/</Prefix></Filter>", "<Prefix>logs/</Prefix>"));

        run(Duration.ofDays(30));

        assertThat(store.received("PUT ?lifecycle")).isEmpty();
    }

    @Test
    void run_anybodyMayRead_refuses() {
        store.open();

        assertThatThrownBy(() -> run(null))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("the bucket files is public: anyone may read c/")
                .hasMessageContaining("WAGGLE_S3_BUCKET");
        assertThat(store.received("PUT ?cors")).isEmpty();
    }

    @Test
    void run_policyLetsAnybodyIn_refuses() {
        store.answers("GET ?policy", """
                {"Statement":{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:GetObject"}}""");

        assertThatThrownBy(() -> run(null))
                .isInstanceOf(StoreUnusable.class)
                .hasMessageContaining("its policy allows anyone \"s3:GetObject\"");
    }

    @Test
    void run_policyForSome_isFine() {
        store.answers("GET ?policy", """
                {"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*"},
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:root"},"Action":"s3:*"},
                {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}""");

        assertThatCode(() -> run(null)).doesNotThrowAnyException();
    }

    @Test
    void run_storeAway_isUnavailable() {
        store.close();

        assertThatThrownBy(() -> run(null)).isInstanceOf(StoreUnavailable.class);
    }

    private void run(@Nullable Duration coldAfter) {
        setup(store, coldAfter).run();
    }

    static BucketSetup setup(RecordingStore store, @Nullable Duration coldAfter) {
        StoreProperties properties = new StoreProperties(
                store.endpoint(),
                null,
                "us-east-1",
                "key",
                "a secret of nothing but tests",
                "files",
                List.of("*"),
                Duration.ofMinutes(15),
                Duration.ofMinutes(1),
                coldAfter,
                "STANDARD_IA");
        StoreClients clients = new StoreClients(properties);
        return new BucketSetup(
                clients,
                properties,
                new Privacy(clients, properties, new JsonMapper()),
                new CopyPrevention(clients, properties, new AddressSigner(properties, Clock.systemUTC())),
                new BucketRules(clients, properties));
    }
}
