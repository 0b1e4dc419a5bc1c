package io.waggle.im.account;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class AccountIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();

    @Test
    void register_everything_createdAndShown() {
        LocalDate birth = LocalDate.now(ZoneOffset.UTC).minusYears(30);
        Answer created = http.post("/v1/accounts", """
                {"username":"Complete","password":"correct horse","nickname":"Älice 🐝","avatar":"https://a/b.png",
                 "phone":"+491234567","gender":"female","birthDate":"%s","unknown":true}""".formatted(birth));
        created.expect(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/v1/me");
        assertThat(created.body().path("username").asString()).isEqualTo("Complete");

        Answer me = http.as(http.login("complete"), "GET", "/v1/me").expect(200);
        assertThat(me.id("uid")).isEqualTo(created.id("uid"));
        assertThat(me.body().path("username").asString()).isEqualTo("Complete");
        assertThat(me.body().path("nickname").asString()).isEqualTo("Älice 🐝");
        assertThat(me.body().path("gender").asString()).isEqualTo("female");
        assertThat(me.body().path("birthDate").asString()).isEqualTo(birth.toString());
        assertThat(me.body().path("age").asInt()).isEqualTo(30);
    }

    @Test
    void register_sameNameInOtherCase_taken() {
        http.post("/v1/accounts", body("CaseTwin")).expect(201);

        http.post("/v1/accounts", body("casetwin")).expectProblem(ErrorCode.USERNAME_TAKEN);
    }

    @Test
    void register_nameThatLooksLikeOne_taken() {
        http.post("/v1/accounts", body("Marilyn0")).expect(201);

        for (String alike : List.of("MariIyn0", "Mari1yn0", "MarilynO", "rnarilyno")) {
            assertThat(http.post("/v1/accounts", body(alike)).expectProblem(ErrorCode.USERNAME_TAKEN))
                    .isEqualTo("username looks like one that is taken; choose another one");
        }
        http.post("/v1/accounts", body("marilyn1")).expect(201);
    }

    @Test
    void register_namesThatLookAlikeAtOnce_oneWins() throws Exception {
        List<Answer> answers = AtOnce.all(Stream.of("hel1o", "helIo", "hello", "heiio", "HEL1O", "hellO")
                .map(name -> (Callable<Answer>) () -> http.post("/v1/accounts", body(name)))
                .toList());

        // heiio is like none of them.
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(2);
    }

    @Test
    void register_sameNameAtOnce_oneWins() throws Exception {
        Callable<Answer> register = () -> http.post("/v1/accounts", body("everybody"));

        List<Answer> answers = AtOnce.all(Collections.nCopies(8, register));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.expectProblem(ErrorCode.USERNAME_TAKEN));
    }

    @Test
    void register_malformed_saysWhat() {
        assertThat(http.post("/v1/accounts", "{}").expectProblem(ErrorCode.INVALID_REQUEST))
                .isEqualTo("username is missing");
        assertThat(http.post("/v1/accounts", "{\"username\":\"dated\",\"gender\":\"bee\"}")
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .isEqualTo("gender must be one of female, male, other");
        http.post("/v1/accounts", "{\"username\":").expectProblem(ErrorCode.INVALID_REQUEST);
        http.post("/v1/accounts", "[]").expectProblem(ErrorCode.INVALID_REQUEST);
        http.post("/v1/accounts", "null").expectProblem(ErrorCode.INVALID_REQUEST);
        http.post("/v1/accounts", "").expectProblem(ErrorCode.INVALID_REQUEST);
        http.post("/v1/accounts", "{\"username\":{\"$gt\":\"\"},\"password\":\"correct horse\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
        http.post("/v1/accounts", "{\"username\":\"dated\",\"password\":\"correct horse\",\"birthDate\":\"yesterday\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void register_sqlInNickname_isText() {
        http.post(
                        "/v1/accounts",
                        "{\"username\":\"bobby\",\"password\":\"correct horse\",\"nickname\":\"'; drop table account; --\"}")
                .expect(201);

        assertThat(http.as(http.login("bobby"), "GET", "/v1/me")
                        .body()
                        .path("nickname")
                        .asString())
                .isEqualTo("'; drop table account; --");
    }

    @Test
    void register_password_isStoredAsBcryptOnly() {
        http.post("/v1/accounts", body("hashed")).expect(201);

        assertThat(service.sql()
                        .sql("select password_hash from account where username = 'hashed'")
                        .query(String.class)
                        .single())
                .startsWith("$2a$04$");
    }

    @Test
    void register_againWithIdempotencyKey_sameAnswerOnce() {
        Answer first = http.post("/v1/accounts", body("repeated"), "Idempotency-Key", "k-1")
                .expect(201);
        Answer second = http.post("/v1/accounts", body("repeated"), "Idempotency-Key", "k-1")
                .expect(201);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().firstValue("Location")).hasValue("/v1/me");
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void register_othersIdempotencyKey_showsNothingOfTheirs() {
        http.post("/v1/accounts", body("keyowner"), "Idempotency-Key", "k-2").expect(201);

        Answer other = http.post("/v1/accounts", body("keyguesser"), "Idempotency-Key", "k-2")
                .expect(201);

        assertThat(other.body().path("username").asString()).isEqualTo("keyguesser");
    }

    @Test
    void accounts_asOtherFeaturesAsk_found() {
        User alice = http.newUser();
        User bob = http.newUser();
        Accounts accounts = service.bean(Accounts.class);
        Id nobody = new Id(2);

        assertThat(accounts.exists(alice.uid())).isTrue();
        assertThat(accounts.exists(nobody)).isFalse();
        assertThat(accounts.uidOf(alice.username().toUpperCase(Locale.ROOT))).isEqualTo(alice.uid());
        assertThat(accounts.uidOf("nobody-of-that-name")).isNull();
        assertThat(accounts.uidOf("ünmöglich")).isNull();
        assertThat(accounts.profiles(List.of(alice.uid(), bob.uid(), nobody)))
                .containsOnlyKeys(alice.uid(), bob.uid())
                .containsEntry(alice.uid(), new Profile(alice.uid(), alice.username(), alice.username(), null));
    }

    private static String body(String username) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, HttpCalls.PASSWORD);
    }
}
