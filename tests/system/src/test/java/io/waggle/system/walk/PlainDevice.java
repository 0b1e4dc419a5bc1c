package io.waggle.system.walk;

import io.waggle.system.client.Login;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import tools.jackson.databind.JsonNode;

import java.io.IOException;

/** A device that uses only MQTT: it acknowledges each message that arrives. */
final class PlainDevice extends Device {

    private final boolean mqtt5;
    private final boolean usesLibrary;
    private volatile boolean acknowledges = true;

    PlainDevice(WalkSetup walk, int user, Login login, EventFile events, boolean mqtt5, boolean usesLibrary) {
        super(walk, user, login, events, false);
        this.mqtt5 = mqtt5;
        this.usesLibrary = usesLibrary;
    }

    @Override
    protected Link openLink() throws IOException {
        acknowledges = true;
        return usesLibrary
                ? new LibraryLink(walk.waggle(), walk.endpoint(), login, mqtt5, this)
                : new RawLink(walk.endpoint(), login, mqtt5, false, this);
    }

    /** Not with MQTT 3.1.1, where refusals are messages: they could not be delivered. */
    @Override
    protected void stopAcknowledging() {
        acknowledges = !mqtt5;
    }

    @Override
    protected void entry(JsonNode entry, Runnable acknowledge) {
        keep(entry);
        long seq = entry.path("seq").asLong();
        acknowledge(entry.path("conversation").asString(), seq, seq, acknowledge);
    }

    @Override
    protected void notice(JsonNode json, Runnable acknowledge) {
        JsonNode gap = json.path("gap");
        if (gap.isMissingNode()) {
            super.notice(json, acknowledge);
            return;
        }
        String conversation = gap.path("conversation").asString();
        long from = gap.path("from").asLong();
        long to = gap.path("to").asLong();
        events.add(at -> new Event.Gap(at, conversation, from, to));
        acknowledge(conversation, from, to, acknowledge);
    }

    private void acknowledge(String conversation, long from, long to, Runnable acknowledge) {
        if (acknowledges) {
            events.add(at -> new Event.Acknowledged(at, conversation, from, to));
            acknowledge.run();
        }
    }
}
