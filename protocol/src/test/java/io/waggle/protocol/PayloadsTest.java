package io.waggle.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Album;
import io.waggle.protocol.v1.Answer;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Location;
import io.waggle.protocol.v1.Media;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Refusal;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.api.Test;

import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PayloadsTest {

    @Test
    void readNow_forgedPlace_refused() {
        for (String member : new String[] {"to", "gid", "To"}) {
            byte[] payload = "{\"typing\":true,\"%s\":\"0R5Y2K8GQ3ZZZ\"}"
                    .formatted(member)
                    .getBytes(UTF_8);

            assertThatThrownBy(() -> Payloads.readNow(Format.JSON, payload))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(member);
        }
    }

    @Test
    void readSend_textAtTheLimit_accepted() {
        String text = "é".repeat(Limits.TEXT_BYTES / 2);

        assertThat(Payloads.readSend(Format.JSON, text.getBytes(UTF_8))
                        .getContent()
                        .getText())
                .isEqualTo(text);
    }

    @Test
    void readSend_textOverTheLimit_tooLongSaysBoth() {
        Refused refused = refused(Format.JSON, "é".repeat(Limits.TEXT_BYTES / 2) + "!");

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LONG);
        assertThat(refused.detail()).contains("8193").contains("8192");
    }

    @Test
    void readSend_invalidUtf8_refused() {
        assertThat(refused(Format.JSON, new byte[] {'h', 'i', (byte) 0xff}).code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        assertThat(refused(Format.JSON, new byte[] {'{', '"', (byte) 0xc3, '"', '}'})
                        .code())
                .isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_memberTwice_refusedByNameWhereverItStands() {
        assertThat(refused(Format.JSON, "{\"text\":\"a\",\"text\":\"b\"}").detail())
                .isEqualTo("the payload has the member \"text\" twice");
        assertThat(refused(Format.JSON, "{\"text\":\"a\",\"mood\":{\"x\":1,\"x\":1}}")
                        .detail())
                .contains("has the member \"x\" twice");
        assertThat(refused(Format.JSON, "{\"custom\":{\"type\":\"t\",\"data\":[{\"y\":1,\"y\":2}]}}")
                        .detail())
                .contains("has the member \"y\" twice");
        assertThat(refused(Format.JSON, "{\"text\":\"a\",\"\\u0074ext\":\"b\"}").detail())
                .contains("has the member \"text\" twice");
        String long9000 = "x".repeat(9_000);
        assertThat(refused(Format.JSON, "{\"%s\":1,\"%s\":1}".formatted(long9000, long9000))
                        .detail())
                .hasSizeLessThan(200);
    }

    @Test
    void readSend_deepNesting_refused() {
        String deep = "{\"text\":\"hi\",\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

        assertThat(refused(Format.JSON, deep).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_protobufThatIsNone_refused() {
        assertThat(refused(Format.PROTOBUF, "{\"text\":\"hi\"}").code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_protobufExtraForgesAMember_refused() {
        Content forged = Content.newBuilder()
                .setText("hi")
                .setExtra(ByteString.copyFromUtf8("{\"from\":\"0000000000001\"}"))
                .build();

        assertThat(refused(Format.PROTOBUF, send(forged)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_protobufCustomWithBrokenJson_refused() {
        Content broken = Content.newBuilder()
                .setCustom(Custom.newBuilder().setType("a").setJson("{\"a\":"))
                .build();

        assertThat(refused(Format.PROTOBUF, send(broken)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_locationThatIsNone_saysWhatWouldBeRight() {
        assertThat(refused(Format.JSON, "{\"location\":{\"lat\":91,\"lon\":0}}").detail())
                .isEqualTo("location.lat must be -90 to 90 degrees");
        assertThat(refused(Format.JSON, "{\"location\":{\"lat\":0,\"lon\":-181}}")
                        .detail())
                .isEqualTo("location.lon must be -180 to 180 degrees");
        assertThat(refused(Format.JSON, "{\"location\":{\"lon\":11.6}}").detail())
                .isEqualTo("location must have lat and lon");
    }

    @Test
    void readSend_protobufLocationThatIsNoNumber_refused() {
        Location here = Location.newBuilder().setLat(48.1).setLon(11.6).build();
        List<Location> wrong = List.of(
                here.toBuilder().setLat(Double.NaN).build(),
                here.toBuilder().setLon(Double.NEGATIVE_INFINITY).build(),
                here.toBuilder().setAccuracy(Double.NaN).build(),
                here.toBuilder().clearLat().build());

        assertThat(wrong)
                .extracting(
                        location -> Content.newBuilder().setLocation(location).build())
                .allSatisfy(content -> assertThat(
                                refused(Format.PROTOBUF, send(content)).code())
                        .isEqualTo(ErrorCode.INVALID_PAYLOAD));
    }

    @Test
    void readSend_albumOfTooFewOrTooMany_saysHowMany() {
        String item = "{\"image\":{\"mediaId\":\"0R5Y2K8GQ5AAA\"}}";

        assertThat(refused(Format.JSON, "{\"album\":[" + item + "]}").detail())
                .isEqualTo("album must have at least 2 images and videos; send a single one as image or video");
        Refused tooMany = refused(Format.JSON, "{\"album\":[" + (item + ",").repeat(20) + item + "]}");
        assertThat(tooMany.code()).isEqualTo(ErrorCode.TOO_LONG);
        assertThat(tooMany.detail()).contains("21").contains("20");
    }

    @Test
    void readSend_protobufAlbumWithAnEmptyItem_refused() {
        Album album = Album.newBuilder()
                .addItems(Album.Item.newBuilder().setImage(Media.newBuilder().setMediaId(1)))
                .addItems(Album.Item.newBuilder().setCaption("nothing"))
                .build();

        byte[] sent = send(Content.newBuilder().setAlbum(album).build());

        assertThat(refused(Format.PROTOBUF, sent).detail()).isEqualTo("each element of album must have image or video");
        assertThatThrownBy(() -> Payloads.readNow(Format.PROTOBUF, sent)).isInstanceOf(Refused.class);
    }

    @Test
    void readNow_anyMedia_refused() {
        String media = "{\"mediaId\":\"0R5Y2K8GQ5AAA\"}";
        for (String member : List.of(
                "\"image\":" + media,
                "\"video\":" + media + ",\"caption\":\"hi\"",
                "\"album\":[{\"image\":" + media + "},{\"video\":" + media + "}]")) {
            byte[] payload = ("{" + member + "}").getBytes(UTF_8);

            assertThatThrownBy(() -> Payloads.readNow(Format.JSON, payload))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("cannot have media");
        }
    }

    @Test
    void readSend_cardOfAUserOrAnybodyElse_notBothAndNotNeither() {
        assertThat(refused(Format.JSON, "{\"card\":{}}").detail())
                .contains("either uid")
                .contains("or name");
        assertThat(refused(Format.JSON, "{\"card\":{\"uid\":\"0R5Y2K8GQ5AAA\",\"name\":\"Bob\"}}")
                        .detail())
                .contains("must not have name");
    }

    @Test
    void readSend_cardOverALimit_tooLongSaysBoth() {
        String phone = "\"" + "1".repeat(Limits.PHONE_LENGTH + 1) + "\"";

        Refused refused = refused(Format.JSON, "{\"card\":{\"name\":\"Carol\",\"phones\":[" + phone + "]}}");

        assertThat(refused.code()).isEqualTo(ErrorCode.TOO_LONG);
        assertThat(refused.detail()).contains("card.phones").contains("65").contains("64");
    }

    @Test
    void readSend_unknownProtobufField_survives() {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        Content content =
                Content.newBuilder().setText("hi").setUnknownFields(later).build();

        Content read = Payloads.readSend(Format.PROTOBUF, send(content)).getContent();

        assertThat(read.getUnknownFields().getField(99).getVarintList()).containsExactly(7L);
    }

    @Test
    void readSend_moreUnknownProtobufThanAMessageHolds_tooLong() {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[Limits.CONTENT_BYTES]))
                                .build())
                .build();
        Content content =
                Content.newBuilder().setText("hi").setUnknownFields(later).build();

        assertThat(refused(Format.PROTOBUF, send(content)).code()).isEqualTo(ErrorCode.TOO_LONG);
    }

    @Test
    void readSend_jsonThatCouldNotBeShown_refusedInEveryPlace() {
        for (String value :
                new String[] {"1e99999999999", "-1e-99999999999", "\"\\ud800\"", "{\"\\udc00\":1}", "[\"\u0000\"]"}) {
            assertThat(refused(Format.JSON, "{\"text\":\"hi\",\"a\":" + value + "}")
                            .code())
                    .as("member %s", value)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
            assertThat(refused(Format.JSON, "{\"custom\":{\"type\":\"a\",\"data\":" + value + "}}")
                            .code())
                    .as("data %s", value)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
            assertThat(refused(Format.PROTOBUF, send(withExtra("{\"a\":" + value + "}")))
                            .code())
                    .as("extra %s", value)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
            assertThat(refused(Format.PROTOBUF, send(withJson(value))).code())
                    .as("json %s", value)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void readSend_jsonInAnotherEncoding_refused() {
        byte[] utf16 = "{\"text\":\"hi\"}".getBytes(UTF_16LE);

        assertThat(refused(Format.JSON, utf16).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        Content extra = Content.newBuilder()
                .setText("hi")
                .setExtra(ByteString.copyFrom(utf16))
                .build();
        assertThat(refused(Format.PROTOBUF, send(extra)).code()).isEqualTo(ErrorCode.INVALID_PAYLOAD);
    }

    @Test
    void readSend_reservedMemberInAnotherCase_refused() {
        for (String member :
                new String[] {"From", "SEQ", "\u017feq", "friendAdded", "groupJoined", "friendRequested"}) {
            assertThat(refused(Format.JSON, "{\"text\":\"hi\",\"" + member + "\":1}")
                            .code())
                    .as(member)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
            assertThat(refused(Format.PROTOBUF, send(withExtra("{\"" + member + "\":1}")))
                            .code())
                    .as(member)
                    .isEqualTo(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void readSend_nameThatNoPropertyCarries_detailIsShortAndPlain() {
        Refused refused = refused(Format.JSON, "{\"custom\":{\"a\\u0000\\n" + "x".repeat(9_000) + "\":1}}");

        assertThat(refused.detail())
                .hasSizeLessThan(400)
                .doesNotContain("\u0000")
                .doesNotContain("\n");
    }

    @Test
    void writeDown_deepestDataInAnAnswer_written() {
        String deepest = "[".repeat(62) + "]".repeat(62);
        Content content = Payloads.readSend(
                        Format.JSON, ("{\"custom\":{\"type\":\"a\",\"data\":" + deepest + "}}").getBytes(UTF_8))
                .getContent();
        Message message = Message.newBuilder()
                .setId(ByteString.copyFrom(new byte[16]))
                .setContent(content)
                .build();
        Answer answer = Answer.newBuilder()
                .setMethod("history")
                .setResult(ByteString.copyFrom(Payloads.writePage(Format.JSON, List.of(message), false)))
                .build();

        byte[] shown = Payloads.writeDown(
                Format.JSON, Down.newBuilder().setAnswer(answer).build());

        assertThat(new String(shown, UTF_8)).contains(deepest);
    }

    @Test
    void writeDown_unknownMembers_keepTheirExactNumbers() {
        String sent = "{\"text\":\"hi\",\"amount\":123456789012345678901234567890.10,\"tiny\":1E-400}";
        Content content = Payloads.readSend(Format.JSON, sent.getBytes(UTF_8)).getContent();
        Message message = Message.newBuilder()
                .setId(ByteString.copyFrom(new byte[16]))
                .setContent(content)
                .build();

        String shown = new String(
                Payloads.writeDown(
                        Format.JSON, Down.newBuilder().setMessage(message).build()),
                UTF_8);

        assertThat(shown)
                .contains("\"amount\":123456789012345678901234567890.10")
                .contains("\"tiny\":1E-400");
    }

    @Test
    void readAddressed_userGroupAndName() {
        assertThat(Payloads.readAddressed("{\"to\":{\"u\":\"0R5Y2K8GQ3ZZZ\"},\"text\":\"hi\"}".getBytes(UTF_8))
                        .to())
                .isInstanceOf(Topic.ToUser.class);
        assertThat(Payloads.readAddressed("{\"text\":\"hi\",\"to\":{\"g\":\"0R5Y2K8GQ3ZZZ\"}}".getBytes(UTF_8))
                        .to())
                .isInstanceOf(Topic.ToGroup.class);
        assertThat(Payloads.readAddressed("{\"to\":{\"u\":\"@bob\"},\"text\":\"hi\"}".getBytes(UTF_8))
                        .to())
                .isEqualTo(new Topic.ToUsername("bob"));
    }

    @Test
    void readAddressed_withoutDestination_refused() {
        for (String body : new String[] {
            "{\"text\":\"hi\"}",
            "{\"to\":{},\"text\":\"hi\"}",
            "{\"to\":{\"u\":\"x\"},\"text\":\"hi\"}",
            "{\"to\":\"u\",\"text\":\"hi\"}",
            "hi"
        }) {
            Refused refused = catchThrowableOfType(Refused.class, () -> Payloads.readAddressed(body.getBytes(UTF_8)));
            assertThat(refused.code()).as(body).isEqualTo(ErrorCode.INVALID_PAYLOAD);
        }
    }

    @Test
    void withoutDetail_eitherFormat_keepsCodeAndId() throws Exception {
        Refusal refusal = Refusal.newBuilder()
                .setCode("too-long")
                .setId(ByteString.copyFrom(new byte[16]))
                .setDetail("Shorten \",\"detail\":\" to the limit")
                .build();
        for (Format format : List.of(Format.JSON, Format.PROTOBUF)) {
            byte[] error = Payloads.writeDown(
                    format, Down.newBuilder().setError(refusal).build());

            assertThat(Payloads.withoutDetail(format, error))
                    .isEqualTo(Payloads.writeDown(
                            format,
                            Down.newBuilder()
                                    .setError(refusal.toBuilder().clearDetail())
                                    .build()));
        }
    }

    @Test
    void noticeName_everyNotice_isItsMember() {
        Down.getDescriptor().getFields().stream()
                .filter(field -> !field.getName().equals("message"))
                .forEach(field -> {
                    Down down = Down.newBuilder()
                            .setField(field, DynamicMessage.getDefaultInstance(field.getMessageType()))
                            .build();
                    for (Format format : List.of(Format.JSON, Format.PROTOBUF)) {
                        assertThat(Payloads.noticeName(format, Payloads.writeDown(format, down)))
                                .isEqualTo(field.getJsonName());
                    }
                });
    }

    @Test
    void noticeName_fromANewerVersion_isEmpty() {
        byte[] notice = Down.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                999,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build()
                .toByteArray();

        assertThat(Payloads.noticeName(Format.PROTOBUF, notice)).isEmpty();
    }

    private static Content withExtra(String extra) {
        return Content.newBuilder()
                .setText("hi")
                .setExtra(ByteString.copyFromUtf8(extra))
                .build();
    }

    private static Content withJson(String data) {
        return Content.newBuilder()
                .setCustom(Custom.newBuilder().setType("a").setJson(data))
                .build();
    }

    private static byte[] send(Content content) {
        return Send.newBuilder().setContent(content).build().toByteArray();
    }

    private static Refused refused(Format format, String payload) {
        return refused(format, payload.getBytes(UTF_8));
    }

    private static Refused refused(Format format, byte[] payload) {
        return catchThrowableOfType(Refused.class, () -> Payloads.readSend(format, payload));
    }
}
