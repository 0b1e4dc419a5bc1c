package io.waggle.im.message;

import com.google.protobuf.ByteString;
import io.waggle.im.log.Lifetime;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import io.waggle.protocol.v1.Content;

/**
 * What a device wants to say.
 *
 * @param clientId the client message id; the same one from the same sender is the same message
 */
public record SendCommand(
        Id sender, Id device, Topic.Destination to, ByteString clientId, Content content, Lifetime lifetime) {}
