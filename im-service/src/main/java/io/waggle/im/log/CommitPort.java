package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.List;

/** Notifies all {@link CommitListener}s of committed entries. A listener that fails affects neither the others nor the lane. */
@Component
class CommitPort {

    private static final Logger log = LoggerFactory.getLogger(CommitPort.class);

    private final List<CommitListener> listeners;

    CommitPort(List<CommitListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void committed(Conversation conversation, EntryRow entry) {
        notifyListeners(conversation, entry, false);
    }

    void committedAgain(Conversation conversation, EntryRow entry) {
        notifyListeners(conversation, entry, true);
    }

    private void notifyListeners(Conversation conversation, EntryRow entry, boolean again) {
        for (CommitListener listener : listeners) {
            try {
                listener.onCommitted(conversation, entry, again);
            } catch (RuntimeException fault) {
                log.error(
                        "{} failed for entry {} of conversation {}; the entry stays committed",
                        listener.getClass().getSimpleName(),
                        entry.seq(),
                        conversation.id(),
                        fault);
            }
        }
    }
}
