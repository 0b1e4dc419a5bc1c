package io.waggle.media;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AdmittedCaller;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.MediaReaderReply;
import io.waggle.protocol.fabric.v1.MediaReaderRequest;
import io.waggle.protocol.fabric.v1.MediaReferenced;
import io.waggle.protocol.fabric.v1.Refused;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** im-service as media-service sees it: it signs tokens, and answers as it is told. */
public final class ScriptedIm {

    private final OctetKeyPairJsonWebKey key;
    private final Set<Long> ended = ConcurrentHashMap.newKeySet();
    private final Set<Long> administrators = ConcurrentHashMap.newKeySet();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Set<Long> referenced = ConcurrentHashMap.newKeySet();

    private volatile Runnable whileAsked = () -> {};

    private record Reader(long uid, long media) {}

    ScriptedIm(Fabric fabric) {
        try {
            key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId("test");
        } catch (JoseException fault) {
            throw new IllegalStateException(fault);
        }
        fabric.serve(
                Subjects.KEYS,
                body -> CompletableFuture.completedFuture(KeysReply.newBuilder()
                        .setJwks(new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY))
                        .build()
                        .toByteArray()));
        fabric.serve(Subjects.CALLER, body -> CompletableFuture.completedFuture(caller(body)));
        fabric.serve(Subjects.MEDIA_READER, body -> CompletableFuture.completedFuture(reader(body)));
        fabric.serve(Subjects.MEDIA_REFERENCED, body -> CompletableFuture.completedFuture(referenced(body)));
    }

    public String tokenOf(Id uid) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("waggle");
        claims.setAudience("waggle");
        claims.setSubject(uid.toString());
        claims.setStringClaim("did", uid.toString());
        claims.setExpirationTimeMinutesInTheFuture(60);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKeyIdHeaderValue("test");
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException fault) {
            throw new IllegalStateException(fault);
        }
    }

    public void end(Id uid) {
        ended.add(uid.value());
    }

    public void promote(Id uid) {
        administrators.add(uid.value());
    }

    public void letRead(Id uid, Id media) {
        readers.add(new Reader(uid.value(), media.value()));
    }

    public void noLonger(Id uid, Id media) {
        readers.remove(new Reader(uid.value(), media.value()));
    }

    public void reference(Id media) {
        referenced.add(media.value());
    }

    /** What happens while the sweep asks which media are shown. */
    public void whileAsked(Runnable happens) {
        whileAsked = happens;
    }

    private byte[] caller(byte[] body) {
        try {
            long uid = CallerRequest.parseFrom(body).getUid();
            CallerReply.Builder reply = CallerReply.newBuilder();
            if (ended.contains(uid)) {
                reply.setRefused(Refused.newBuilder().setCode("session-ended").setDetail("Log in again."));
            } else {
                reply.setAdmitted(AdmittedCaller.newBuilder().setAdministrator(administrators.contains(uid)));
            }
            return reply.build().toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private byte[] reader(byte[] body) {
        try {
            MediaReaderRequest request = MediaReaderRequest.parseFrom(body);
            return MediaReaderReply.newBuilder()
                    .setMay(readers.contains(new Reader(request.getUid(), request.getMediaId())))
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private byte[] referenced(byte[] body) {
        try {
            MediaReferenced.Builder reply = MediaReferenced.newBuilder();
            MediaReferenced.parseFrom(body).getMediaIdsList().stream()
                    .filter(referenced::contains)
                    .forEach(reply::addMediaIds);
            whileAsked.run();
            return reply.build().toByteArray();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
