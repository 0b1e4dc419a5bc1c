package io.waggle.im.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.KeysRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionHandlerIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();

    @Test
    void connect_ownDevice_admittedWithNameAndGroups() throws InvalidProtocolBufferException {
        User alice = http.newUser();
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .id("gid");

        ConnectReply reply = connect(alice.uid(), alice.did());

        assertThat(reply.getAdmitted().getUsername()).isEqualTo(alice.username());
        assertThat(reply.getAdmitted().getGroupsList()).containsExactly(gid.value());
    }

    @Test
    void connect_someoneElsesDevice_refused() throws InvalidProtocolBufferException {
        User alice = http.newUser();
        User mallory = http.newUser();

        assertThat(connect(mallory.uid(), alice.did()).getRefused().getCode()).isEqualTo("session-ended");
    }

    @Test
    void connect_afterLogout_refused() throws InvalidProtocolBufferException {
        User alice = http.newUser();
        http.as(alice, "DELETE", "/v1/sessions/current").expect(204);

        assertThat(connect(alice.uid(), alice.did()).getRefused().getCode()).isEqualTo("session-ended");
    }

    @Test
    void keys_asked_sameAsOverHttp() throws InvalidProtocolBufferException {
        KeysReply reply = KeysReply.parseFrom(service.ask(Subjects.KEYS, KeysRequest.getDefaultInstance()));

        assertThat(reply.getJwks()).isEqualTo(http.get("/.well-known/jwks.json").text());
    }

    private ConnectReply connect(Id uid, Id did) throws InvalidProtocolBufferException {
        ConnectRequest request = ConnectRequest.newBuilder()
                .setUid(uid.value())
                .setDid(did.value())
                .build();
        return ConnectReply.parseFrom(service.ask(Subjects.CONNECT, request));
    }
}
