package io.waggle.broker;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AckReply;
import io.waggle.protocol.fabric.v1.AckRequest;
import io.waggle.protocol.fabric.v1.Admitted;
import io.waggle.protocol.fabric.v1.Committed;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Dissolved;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.Joined;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.Left;
import io.waggle.protocol.fabric.v1.NowReply;
import io.waggle.protocol.fabric.v1.NowRequest;
import io.waggle.protocol.fabric.v1.Passed;
import io.waggle.protocol.fabric.v1.PresenceReply;
import io.waggle.protocol.fabric.v1.PresenceReport;
import io.waggle.protocol.fabric.v1.Refused;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import io.waggle.protocol.fabric.v1.SendReply;
import io.waggle.protocol.fabric.v1.SendRequest;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.fabric.v1.SyncRequest;
import io.waggle.protocol.fabric.v1.WatchEnded;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.fabric.v1.WatchRequest;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import io.waggle.protocol.fabric.v1.WatchedState;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupLeft;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Presence;
import io.waggle.protocol.v1.Presence.Status;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A fake im-service on a fabric. It accepts everything unless a test changes an answer. */
public final class ScriptedService {

    public static final long AT = 1_795_251_600_123L;

    private final Fabric fabric;
    private final AnnouncedEntries announced = new AnnouncedEntries();
    public final BlockingQueue<SendRequest> sends = new LinkedBlockingQueue<>();
    public final BlockingQueue<NowRequest> nows = new LinkedBlockingQueue<>();
    public final AtomicInteger keyRequests = new AtomicInteger();

    public final BlockingQueue<PresenceReport> reports = new LinkedBlockingQueue<>();
    public volatile Function<WatchRequest, CompletableFuture<WatchReply>> onWatch = request -> denyWatch();

    private final AtomicLong sequence = new AtomicLong();
    public volatile Set<Long> groups = Set.of();
    public volatile int generation;
    public volatile Function<ConnectRequest, CompletableFuture<ConnectReply>> onConnect = request -> admit();
    public volatile Function<SendRequest, CompletableFuture<SendReply>> onSend = request -> accept();
    public volatile Function<NowRequest, CompletableFuture<NowReply>> onNow = request -> pass();
    public volatile Function<RpcRequest, RpcReply> onRpc = ScriptedService::echo;
    public final BlockingQueue<Cursor> acks = new LinkedBlockingQueue<>();
    public volatile Function<SyncRequest, CompletableFuture<SyncReply>> onSync =
            request -> CompletableFuture.completedFuture(SyncReply.getDefaultInstance());
    public volatile Function<FetchRequest, FetchReply> onFetch = this::fetchAnnounced;
    public volatile String jwks;

    public ScriptedService(Fabric fabric, String jwks) {
        this.fabric = fabric;
        this.jwks = jwks;
    }

    public ScriptedService start() {
        fabric.serve(Subjects.KEYS, body -> {
            keyRequests.incrementAndGet();
            return CompletableFuture.completedFuture(
                    KeysReply.newBuilder().setJwks(jwks).build().toByteArray());
        });
        fabric.serve(
                Subjects.CONNECT,
                body -> onConnect
                        .apply(parse(() -> ConnectRequest.parseFrom(body)))
                        .thenApply(ConnectReply::toByteArray));
        fabric.serve(Subjects.SEND, body -> {
            SendRequest request = parse(() -> SendRequest.parseFrom(body));
            sends.add(request);
            return onSend.apply(request).thenApply(SendReply::toByteArray);
        });
        fabric.serve(Subjects.NOW, body -> {
            NowRequest request = parse(() -> NowRequest.parseFrom(body));
            nows.add(request);
            return onNow.apply(request).thenApply(NowReply::toByteArray);
        });
        fabric.serve(Subjects.PRESENCE, body -> {
            reports.add(parse(() -> PresenceReport.parseFrom(body)));
            return CompletableFuture.completedFuture(
                    PresenceReply.getDefaultInstance().toByteArray());
        });
        fabric.serve(
                Subjects.WATCH,
                body -> onWatch.apply(parse(() -> WatchRequest.parseFrom(body))).thenApply(WatchReply::toByteArray));
        fabric.serve(
                Subjects.RPC,
                body -> CompletableFuture.completedFuture(
                        onRpc.apply(parse(() -> RpcRequest.parseFrom(body))).toByteArray()));
        fabric.serve(
                Subjects.SYNC,
                body -> onSync.apply(parse(() -> SyncRequest.parseFrom(body))).thenApply(SyncReply::toByteArray));
        fabric.serve(
                Subjects.FETCH,
                body -> CompletableFuture.completedFuture(
                        onFetch.apply(parse(() -> FetchRequest.parseFrom(body))).toByteArray()));
        fabric.serve(Subjects.ACK, body -> {
            acks.addAll(parse(() -> AckRequest.parseFrom(body)).getCursorsList());
            return CompletableFuture.completedFuture(
                    AckReply.getDefaultInstance().toByteArray());
        });
        return this;
    }

    public CompletableFuture<ConnectReply> admit() {
        return CompletableFuture.completedFuture(ConnectReply.newBuilder()
                .setAdmitted(Admitted.newBuilder()
                        .setUsername("alice")
                        .addAllGroups(groups)
                        .setGeneration(generation))
                .build());
    }

    /** Admits a device with its user, and without groups. */
    public static CompletableFuture<ConnectReply> identify(Id uid) {
        return CompletableFuture.completedFuture(ConnectReply.newBuilder()
                .setAdmitted(Admitted.newBuilder().setUid(uid.value()))
                .build());
    }

    public static CompletableFuture<ConnectReply> refuseConnect(ErrorCode code) {
        return CompletableFuture.completedFuture(
                ConnectReply.newBuilder().setRefused(refused(code)).build());
    }

    public static CompletableFuture<ConnectReply> refuseConnect(ErrorCode code, String detail) {
        return CompletableFuture.completedFuture(ConnectReply.newBuilder()
                .setRefused(refused(code).toBuilder().setDetail(detail))
                .build());
    }

    public static RpcReply echo(RpcRequest request) {
        return RpcReply.newBuilder().setBody(request.getBody()).build();
    }

    public CompletableFuture<SendReply> accept() {
        return CompletableFuture.completedFuture(SendReply.newBuilder()
                .setCommitted(Committed.newBuilder()
                        .setSeq(sequence.incrementAndGet())
                        .setAt(AT))
                .build());
    }

    public static CompletableFuture<NowReply> pass() {
        return CompletableFuture.completedFuture(
                NowReply.newBuilder().setPassed(Passed.getDefaultInstance()).build());
    }

    public static CompletableFuture<NowReply> refuseNow(ErrorCode code) {
        return CompletableFuture.completedFuture(
                NowReply.newBuilder().setRefused(refused(code)).build());
    }

    public static CompletableFuture<SendReply> refuse(ErrorCode code) {
        return CompletableFuture.completedFuture(
                SendReply.newBuilder().setRefused(refused(code)).build());
    }

    /** @param retryAfter the seconds after which the message may succeed */
    public static CompletableFuture<SendReply> refuse(ErrorCode code, int retryAfter) {
        return CompletableFuture.completedFuture(SendReply.newBuilder()
                .setRefused(refused(code).toBuilder().setRetryAfter(retryAfter))
                .build());
    }

    public static Refused refused(ErrorCode code) {
        return Refused.newBuilder()
                .setCode(code.wireName())
                .setDetail("because of " + code)
                .build();
    }

    /** Returns the next message that reached the service. */
    public SendRequest nextSend() throws InterruptedException {
        SendRequest request = sends.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no message reached the service");
        }
        return request;
    }

    public static CompletableFuture<WatchReply> denyWatch() {
        return CompletableFuture.completedFuture(WatchReply.getDefaultInstance());
    }

    public static CompletableFuture<WatchReply> allowWatch(Id uid, Status status, long version) {
        return CompletableFuture.completedFuture(
                WatchReply.newBuilder().setState(state(uid, status, version)).build());
    }

    public void publishPresence(Id uid, Status status, long version) {
        WatchedEvent event =
                WatchedEvent.newBuilder().setState(state(uid, status, version)).build();
        fabric.publish(Subjects.presence(uid), event.toByteArray());
    }

    public void endWatch(Id watcher, Id watched) {
        WatchEnded ended = WatchEnded.newBuilder().setWatcher(watcher.value()).build();
        fabric.publish(
                Subjects.presence(watched),
                WatchedEvent.newBuilder().setEnded(ended).build().toByteArray());
    }

    private static WatchedState.Builder state(Id uid, Status status, long version) {
        return WatchedState.newBuilder()
                .setPresence(Presence.newBuilder().setUid(uid.value()).setStatus(status))
                .setVersion(version);
    }

    public void announce(Id uid, Down down, long origin) {
        announced.add(down);
        publish(
                Subjects.user(uid),
                Envelope.newBuilder().setDown(down.toByteString()).setOrigin(origin));
    }

    public void announceToGroup(Id gid, Down down, long origin) {
        announced.add(down);
        publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDown(down.toByteString()).setOrigin(origin));
    }

    public void announceToGroupLate(Id gid, Down down, long committedAt) {
        announced.add(down);
        publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDown(down.toByteString()).setAt(committedAt));
    }

    public void announceUntil(Id uid, Down down, long expiresAt) {
        publish(
                Subjects.user(uid),
                Envelope.newBuilder().setDown(down.toByteString()).setExpiresAt(expiresAt));
    }

    public void announceToGroupUntil(Id gid, Down down, long expiresAt) {
        publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDown(down.toByteString()).setExpiresAt(expiresAt));
    }

    public void sendNow(Id uid, Down down, long origin) {
        publish(
                Subjects.user(uid),
                Envelope.newBuilder().setNow(down.toByteString()).setOrigin(origin));
    }

    public void sendNowToGroup(Id gid, Down down, long origin) {
        publish(
                Subjects.group(gid),
                Envelope.newBuilder().setNow(down.toByteString()).setOrigin(origin));
    }

    public void replayToGroup(Id gid, Down down) {
        announced.add(down);
        publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDown(down.toByteString()).setReplayed(true));
    }

    /** Returns the announced entries of a conversation, except those that expire. */
    public FetchReply fetchAnnounced(FetchRequest request) {
        return announced.fetch(request);
    }

    /** Returns the requested entries of a conversation whose entries have the texts "m1", "m2" and so on. */
    public static FetchReply entries(FetchRequest request, Id conversation, long head) {
        FetchReply.Builder reply = FetchReply.newBuilder().setAfter(request.getAfter());
        long upTo = Math.min(head, request.getAfter() + request.getLimit());
        for (long seq = request.getAfter() + 1; seq <= upTo; seq++) {
            reply.addEntries(message(conversation, seq, "m" + seq).toByteString());
        }
        return reply.setUpTo(upTo).build();
    }

    /** The join is the group's first entry. */
    public void join(Id uid, Id gid, String name) {
        join(uid, gid, name, 1);
    }

    public void join(Id uid, Id gid, String name, long seq) {
        publish(
                Subjects.user(uid),
                Envelope.newBuilder()
                        .setJoined(Joined.newBuilder()
                                .setGid(gid.value())
                                .setName(name)
                                .setSeq(seq)));
    }

    public void leave(Id uid, Id gid) {
        publish(
                Subjects.user(uid),
                Envelope.newBuilder()
                        .setLeft(Left.newBuilder()
                                .setGid(gid.value())
                                .setReason(GroupLeft.Reason.LEFT)
                                .setBy(uid.value())));
    }

    public void dissolve(Id gid, Id by) {
        publish(
                Subjects.group(gid),
                Envelope.newBuilder()
                        .setDissolved(Dissolved.newBuilder().setGid(gid.value()).setBy(by.value())));
    }

    public void cut(Id uid, long did, ErrorCode code) {
        publish(
                Subjects.user(uid),
                Envelope.newBuilder().setCut(Cut.newBuilder().setDid(did).setCode(code.wireName())));
    }

    public static Down message(Id conversation, long seq, String text) {
        return Down.newBuilder()
                .setMessage(Message.newBuilder()
                        .setConversation(conversation.value())
                        .setSeq(seq)
                        .setAt(AT)
                        .setId(ByteString.copyFrom(new byte[16]))
                        .setContent(Content.newBuilder().setText(text)))
                .build();
    }

    private void publish(String subject, Envelope.Builder envelope) {
        fabric.publish(subject, envelope.build().toByteArray());
    }

    private interface Parsing<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    private static <T> T parse(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
