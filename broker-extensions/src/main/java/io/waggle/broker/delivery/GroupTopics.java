package io.waggle.broker.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import io.waggle.protocol.fabric.v1.Format;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.BiConsumer;

/** The topics of one group: {@code g/{gid}} for devices that read JSON, and {@code g/{gid}/pb} for protobuf. */
final class GroupTopics {

    private static final Logger log = LoggerFactory.getLogger(GroupTopics.class);

    private final Id gid;
    private final String jsonTopic;
    private final String protobufTopic;

    GroupTopics(Id gid) {
        this.gid = gid;
        this.jsonTopic = new Topic.Group(gid).toString();
        this.protobufTopic = new Topic.GroupProtobuf(gid).toString();
    }

    /**
     * @param origin the device that must not receive its own message back, if its gate does not drop it already
     * @param publish publishes a payload to a topic
     */
    void publish(
            ByteString down,
            boolean json,
            boolean protobuf,
            @Nullable DeviceConnection origin,
            BiConsumer<String, byte[]> publish) {
        Rendering rendering = new Rendering(down);
        try {
            if (json) {
                publish(Format.JSON, jsonTopic, rendering, origin, publish);
            }
            if (protobuf) {
                publish(Format.PROTOBUF, protobufTopic, rendering, origin, publish);
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("A message for group {} is malformed and was dropped", gid, malformed);
        }
    }

    private static void publish(
            Format format,
            String topic,
            Rendering rendering,
            @Nullable DeviceConnection origin,
            BiConsumer<String, byte[]> publish)
            throws InvalidProtocolBufferException {
        byte[] payload = rendering.in(format);
        if (origin != null && origin.format() == format && !origin.acksInBatches()) {
            origin.echoes().expect(topic, payload);
        }
        publish.accept(topic, payload);
    }
}
