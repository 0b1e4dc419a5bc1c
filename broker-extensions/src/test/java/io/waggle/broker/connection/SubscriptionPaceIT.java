package io.waggle.broker.connection;

import io.waggle.broker.RawMqtt;
import io.waggle.broker.RawMqtt.Body;
import io.waggle.broker.RawMqtt.Packet;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.Limits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionPaceIT extends WithBroker {

    private static final int SUBSCRIBE = 0x82;
    private static final int UNSUBSCRIBE = 0xA2;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscribe_mostFiltersAllowed_areAllAnswered(boolean mqtt5) throws IOException {
        try (RawMqtt client = connect(mqtt5, new Body())) {
            client.write(SUBSCRIBE, subscribe(mqtt5, Limits.FILTERS));

            byte[] suback = Objects.requireNonNull(client.await(RawMqtt.SUBACK)).body();
            assertThat(suback).hasSize((mqtt5 ? 3 : 2) + Limits.FILTERS);
            assertThat(suback[suback.length - 1] & 0xFF).isEqualTo(mqtt5 ? 0x87 : 0x80);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SUBSCRIBE, UNSUBSCRIBE})
    void packet_oneFilterTooMany_endsTheConnectionWithTheReason(int header) throws IOException {
        try (RawMqtt client = connect(true, new Body())) {
            int filters = Limits.FILTERS + 1;
            client.write(header, header == SUBSCRIBE ? subscribe(true, filters) : unsubscribe(true, filters));

            Packet end = Objects.requireNonNull(client.read());

            assertThat(end.type()).isEqualTo(RawMqtt.DISCONNECT);
            assertThat(end.endReason()).isEqualTo(0x97);
            assertThat(end.text()).contains("too-long: a SUBSCRIBE or UNSUBSCRIBE names at most 1000 topic filters");
            assertThat(client.read()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SUBSCRIBE, UNSUBSCRIBE})
    void packet_answerLargerThanTheClientsLimit_endsTheConnection(int header) throws IOException {
        try (RawMqtt client = connect(true, new Body().u8(0x27).u32(300))) {
            client.write(header, header == SUBSCRIBE ? subscribe(true, 295) : unsubscribe(true, 295));

            Packet end = Objects.requireNonNull(client.read());

            assertThat(end.type()).isEqualTo(RawMqtt.DISCONNECT);
            assertThat(end.endReason()).isEqualTo(0x95);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SUBSCRIBE, UNSUBSCRIBE})
    void packet_answerAtTheClientsLimit_isAnswered(int header) throws IOException {
        try (RawMqtt client = connect(true, new Body().u8(0x27).u32(300))) {
            client.write(header, header == SUBSCRIBE ? subscribe(true, 294) : unsubscribe(true, 294));

            int answer = header == SUBSCRIBE ? RawMqtt.SUBACK : RawMqtt.UNSUBACK;
            assertThat(Objects.requireNonNull(client.await(answer)).body()).hasSize(3 + 294);
        }
    }

    private RawMqtt connect(boolean mqtt5, Body properties) throws IOException {
        return RawMqtt.connect(port(), mqtt5, did, tokens.issue(uid, did), properties);
    }

    private static Body subscribe(boolean mqtt5, int filters) {
        Body body = id(mqtt5);
        for (int i = 0; i < filters; i++) {
            body.text("no/" + i).u8(1);
        }
        return body;
    }

    private static Body unsubscribe(boolean mqtt5, int filters) {
        Body body = id(mqtt5);
        for (int i = 0; i < filters; i++) {
            body.text("no/" + i);
        }
        return body;
    }

    private static Body id(boolean mqtt5) {
        Body body = new Body().u16(5);
        return mqtt5 ? body.u8(0) : body;
    }
}
