package io.waggle.im.sweep;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.sweep.ContentStatement.Shows;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import io.waggle.protocol.fabric.v1.RpcRequest;
import io.waggle.protocol.fabric.v1.SyncRequest;
import io.waggle.protocol.v1.HistoryRequest;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing shows the content of a recalled message: no operation, nothing that brokers and media-service are told, and no table.
 * Each of them is asked before the recall too, so that a path that shows nothing to begin with proves nothing.
 */
class EveryReadPathIT {

    private static final List<SweptOperation> OPERATIONS = SweptOperation.all();
    private static final List<ContentStatement> STATEMENTS = ContentStatement.all();
    private static final RunningService SERVICE = RunningService.start(Map.of(
            "waggle.messages.audit.key",
            Base64.getEncoder().encodeToString(new byte[32]),
            "waggle.messages.audit.keep",
            "90d"));
    private static final SweptCalls CALLS = new SweptCalls(SERVICE, new SweptApi(SERVICE), new SweptKeys(SERVICE));
    private static final SweptWorlds WORLDS = new SweptWorlds(SERVICE);
    private static final HttpCalls HTTP = SERVICE.http();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void statements_nameEveryOperation() {
        assertThat(STATEMENTS.stream().map(ContentStatement::operation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        OPERATIONS.stream().map(SweptOperation::name).collect(Collectors.toSet()));
    }

    @Test
    void everyOperation_beforeTheRecall_showsTheContentIfItsStatementSaysSo() {
        SoftAssertions all = new SoftAssertions();
        everyCall((operation, caller, request, shows) -> {
            Scene scene = new Scene();
            all.assertThat(scene.isShownBy(() -> scene.texts(operation, caller, request)))
                    .as("%s %s by %s", operation.name(), request, caller)
                    .isEqualTo(shows == Shows.CONTENT);
        });
        all.assertAll();
    }

    @Test
    void everyOperation_afterTheRecall_showsNothing() {
        SoftAssertions all = new SoftAssertions();
        everyCall((operation, caller, request, shows) -> {
            Scene scene = new Scene().recalled();
            all.assertThat(scene.isShownBy(() -> scene.texts(operation, caller, request)))
                    .as("%s %s by %s", operation.name(), request, caller)
                    .isEqualTo(shows == Shows.COPY);
        });
        all.assertAll();
    }

    @Test
    void protobufHistory_showsTheContentUntilTheRecall() {
        HistoryRequest.Builder all = HistoryRequest.newBuilder();
        assertShownUntilTheRecall(scene -> Stream.of(
                        all,
                        all.clone().setBefore(2),
                        all.clone().setAfter(0),
                        all.clone().setSince(0),
                        all.clone().setAround(1),
                        all.clone().setFrom(1),
                        all.clone().setKind("image"),
                        all.clone().setSender(scene.self.uid().value()))
                .map(request -> scene.history(request)));
    }

    @Test
    void piecesForBrokers_showTheContentUntilTheRecall() {
        assertShownUntilTheRecall(scene -> Stream.of(
                scene.ask(Subjects.FETCH, scene.fetch().setAfter(0).setLimit(100)),
                scene.ask(Subjects.FETCH, scene.fetch().addAllOnly(List.of(1L))),
                scene.ask(Subjects.FETCH, scene.fetch().addAllOnly(List.of(2L))),
                scene.ask(Subjects.FETCH, scene.fetch().addAllOnly(List.of(3L)))));
    }

    @Test
    void sync_neverShowsContent() {
        Scene scene = new Scene();
        Supplier<List<String>> sync = () -> List.of(scene.ask(
                Subjects.SYNC,
                SyncRequest.newBuilder()
                        .setUid(scene.self.uid().value())
                        .setDid(scene.self.did().value())));
        assertThat(scene.isShownBy(sync)).isFalse();

        scene.recalled();

        assertThat(scene.isShownBy(sync)).isFalse();
    }

    @Test
    void envelopes_showTheContentOnlyWhenItIsSent() {
        User alice = HTTP.newUser();
        User bob = HTTP.newUser();
        HTTP.befriend(alice, bob);
        List<Envelope> heard = SERVICE.listen(bob.uid());
        String secret = "secret-" + alice.uid();
        Id conversation = HTTP.as(
                        alice,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"%s\"}".formatted(bob.uid(), secret))
                .expect(201)
                .id("conversation");
        String path = "/v1/conversations/" + conversation + "/";
        HTTP.as(alice, "PATCH", path + "messages/1", "{\"text\":\"" + secret + ", edited\"}")
                .expect(200);
        HTTP.as(
                        bob,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"yes\",\"replyTo\":1}".formatted(alice.uid()))
                .expect(201);
        assertThat(heard).hasSize(3).allMatch(envelope -> contains(envelope.toByteArray(), secret));
        HTTP.as(bob, "PUT", path + "pins/1").expect(200);
        heard.clear();

        HTTP.as(alice, "POST", path + "messages/1/recall").expect(200);
        HTTP.as(bob, "PUT", path + "messages/3/reactions/%F0%9F%91%8D").expect(200);
        HTTP.as(bob, "PUT", path + "pins/3").expect(200);
        HTTP.as(bob, "PATCH", path + "messages/3", "{\"text\":\"no\"}").expect(200);
        HTTP.as(alice, "POST", path + "read", "{\"seq\":4}").expect(200);

        assertThat(heard).isNotEmpty().noneMatch(envelope -> contains(envelope.toByteArray(), secret));
    }

    @Test
    void combinedMessages_showWhatTheyContainUntilTheirRecall() {
        User alice = HTTP.newUser();
        User bob = HTTP.newUser();
        HTTP.befriend(alice, bob);
        String secret = "secret-" + alice.uid();
        String toBob = "{\"u\":\"" + bob.uid() + "\"}";
        Id conversation = HTTP.as(alice, "POST", "/v1/messages", "{\"to\":%s,\"text\":\"%s\"}".formatted(toBob, secret))
                .expect(201)
                .id("conversation");
        HTTP.as(
                        alice,
                        "POST",
                        "/v1/messages/forward",
                        "{\"from\":{\"conversation\":\"%s\",\"seqs\":[1]},\"to\":[%s],\"combined\":true}"
                                .formatted(conversation, toBob))
                .expect(200);
        String path = "/v1/conversations/" + conversation + "/messages/";
        HTTP.as(alice, "POST", path + "1/recall").expect(200);
        assertThat(HTTP.as(bob, "GET", path + "2/combined").expect(200).text()).contains(secret);
        assertThat(HTTP.as(bob, "GET", path + "2").expect(200).text()).contains(secret);

        HTTP.as(alice, "POST", path + "2/recall").expect(200);

        assertThat(HTTP.as(bob, "GET", path + "2/combined").expect(410).text()).doesNotContain(secret);
        assertThat(HTTP.as(bob, "GET", path + "2").expect(200).text()).doesNotContain(secret);
        assertThat(columnsWith(secret)).isEmpty();
    }

    @Test
    void media_areReadableAndReferencedUntilTheRecall() throws Exception {
        Scene scene = new Scene();
        assertThat(scene.mayReadMedia()).isTrue();
        assertThat(scene.isMediaReferenced()).isTrue();

        scene.recalled();

        assertThat(scene.mayReadMedia()).isFalse();
        assertThat(scene.isMediaReferenced()).isFalse();
    }

    @Test
    void tables_containTheContentUntilTheRecall() {
        Scene scene = new Scene();
        assertThat(columnsWith(scene.secret.text())).containsExactly("entry.content", "entry_version.content");
        assertThat(rowsOf("recalled_copy", scene)).isZero();

        scene.recalled();

        assertThat(columnsWith(scene.secret.text())).isEmpty();
        assertThat(rowsOf("recalled_copy", scene)).isEqualTo(2);
        for (String derived : List.of("entry_version", "reaction", "mention", "media_reference", "entry_facet")) {
            assertThat(rowsOf(derived, scene)).as(derived).isZero();
        }
    }

    private static void assertShownUntilTheRecall(java.util.function.Function<Scene, Stream<String>> path) {
        Scene scene = new Scene();
        assertThat(path.apply(scene)).isNotEmpty().allMatch(text -> text.contains(scene.secret.text()));

        scene.recalled();

        assertThat(path.apply(scene)).isNotEmpty().noneMatch(text -> text.contains(scene.secret.text()));
    }

    /** One call of an operation, with names in place of ids. */
    private interface Call {
        void make(SweptOperation operation, SweptCaller caller, String request, Shows shows);
    }

    private static void everyCall(Call call) {
        for (ContentStatement statement : STATEMENTS) {
            for (SweptOperation operation : OPERATIONS) {
                Optional<SweptCaller> caller = operation.anyAllowed();
                if (!operation.name().equals(statement.operation())) {
                    continue;
                }
                if (statement.isAsInTable()) {
                    caller.ifPresent(who -> call.make(operation, who, operation.request(), statement.shows()));
                } else {
                    call.make(
                            operation,
                            caller.orElse(SweptCaller.ADMINISTRATOR),
                            statement.request(),
                            statement.shows());
                    // The other lines of the operation are about who may do it.
                    break;
                }
            }
        }
    }

    private static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** The columns of all tables in which the text stands somewhere. */
    private static Collection<String> columnsWith(String text) {
        Set<String> found = new TreeSet<>();
        JdbcTemplate sql = SERVICE.bean(JdbcTemplate.class);
        List<String> tables = sql.queryForList(
                "select table_name from information_schema.tables where table_schema = database()", String.class);
        for (String table : tables) {
            sql.query("select * from " + table, row -> {
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    byte[] value = row.getBytes(column);
                    if (value != null && contains(value, text)) {
                        found.add(table + "." + row.getMetaData().getColumnName(column));
                    }
                }
            });
        }
        return found;
    }

    /** The rows that a table has for the message, in both conversations. */
    private static long rowsOf(String table, Scene scene) {
        return SERVICE.sql()
                .sql("select count(*) from " + table + " where seq = ? and conversation_id in (?, ?)")
                .params(SweptSecret.SEQ, scene.world.id("pair"), scene.world.id("gid"))
                .query(Long.class)
                .single();
    }

    /** A world of its own with the secret, which a call may break. */
    private static final class Scene {

        final SweptWorld world = WORLDS.next();
        final SweptSecret secret = new SweptSecret(world, SERVICE.bean(JdbcTemplate.class));
        final User self = world.user(SweptCaller.SELF);

        Scene() {
            SERVICE.inTransaction(secret::insert);
        }

        /** The same after the message was recalled in both conversations. */
        Scene recalled() {
            for (String conversation : List.of("pair", "gid")) {
                HTTP.as(
                                HTTP.admin(),
                                "POST",
                                "/v1/admin/conversations/%s/messages/%d/recall"
                                        .formatted(new Id(world.id(conversation)), SweptSecret.SEQ))
                        .expect(204);
            }
            return this;
        }

        /** The answers over both edges, if there are two. The second call may find what the first has left. */
        List<String> texts(SweptOperation operation, SweptCaller caller, String request) {
            String filled = world.fill(request);
            boolean overRpc = operation.rpc() != null && caller != SweptCaller.KEY;
            return overRpc
                    ? List.of(
                            CALLS.overRpc(operation, caller, world, filled).text(),
                            CALLS.overHttp(operation, caller, world, filled).text())
                    : List.of(CALLS.overHttp(operation, caller, world, filled).text());
        }

        /** Whether all texts contain the secret. Fails if only some do. */
        boolean isShownBy(Supplier<List<String>> texts) {
            List<String> found = texts.get();
            long count =
                    found.stream().filter(text -> text.contains(secret.text())).count();
            assertThat(count).as("%s", found).isIn(0L, (long) found.size());
            return count > 0;
        }

        String history(HistoryRequest.Builder request) {
            return ask(
                    Subjects.RPC,
                    RpcRequest.newBuilder()
                            .setUid(self.uid().value())
                            .setDid(self.did().value())
                            .setMethod("history")
                            .setFormat(Format.PROTOBUF)
                            .setBody(request.setConversation(world.id("pair"))
                                    .build()
                                    .toByteString()));
        }

        FetchRequest.Builder fetch() {
            return FetchRequest.newBuilder()
                    .setUid(self.uid().value())
                    .setDid(self.did().value())
                    .setConversation(world.id("pair"));
        }

        /** The answer, readable where it contains text. */
        String ask(String subject, MessageLite.Builder request) {
            return ByteString.copyFrom(SERVICE.ask(subject, request.build())).toString(StandardCharsets.ISO_8859_1);
        }

        boolean mayReadMedia() throws Exception {
            MediaReaderRequest request = MediaReaderRequest.newBuilder()
                    .setUid(self.uid().value())
                    .setMediaId(secret.media().value())
                    .setUploader(world.id("owner"))
                    .build();
            return MediaReaderReply.parseFrom(SERVICE.ask(Subjects.MEDIA_READER, request))
                    .getMay();
        }

        boolean isMediaReferenced() throws Exception {
            MediaReferenced request = MediaReferenced.newBuilder()
                    .addMediaIds(secret.media().value())
                    .build();
            return MediaReferenced.parseFrom(SERVICE.ask(Subjects.MEDIA_REFERENCED, request))
                            .getMediaIdsCount()
                    > 0;
        }
    }
}
