package io.waggle.im.forward;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.forward.ForwardAnswer.ForwardedTo;
import io.waggle.im.log.Copy;
import io.waggle.im.log.CopySources;
import io.waggle.im.log.CopyWork;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.Messages;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * Forwards messages: stores copies of them in other conversations, in the name of the user who forwards them.
 *
 * <p>All messages are checked before anything is stored. Each target then stores all copies or none, and reads the originals once
 * more while nobody can recall them: so either the copies are stored before a recall, or nothing is forwarded.
 */
@Service
class ForwardService {

    private final Sources sources;
    private final CopySources originals;
    private final Messages messages;
    private final Clock clock;
    private final SecureRandom random;

    ForwardService(Sources sources, CopySources originals, Messages messages, Clock clock, SecureRandom random) {
        this.sources = sources;
        this.originals = originals;
        this.messages = messages;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Forwards messages to all targets. A target that refuses them does not affect the others.
     *
     * @throws Refused if the messages may not be forwarded
     */
    ForwardAnswer forward(Id uid, NewForward request) {
        List<ForwardTarget> targets = request.targets();
        Forwarding forwarding = request.by(uid, MessageIds.next(clock, random));
        Refused refused = refusal(forwarding);
        if (refused != null && request.id() == null) {
            throw refused;
        }
        // With the same id, messages may have been forwarded before they were recalled: then the answer is the first
        // one.
        List<ForwardedTo> items = targets.stream()
                .map(target -> forward(forwarding, target, refused))
                .toList();
        if (refused != null && items.stream().allMatch(item -> item.messages() == null)) {
            throw refused;
        }
        return new ForwardAnswer(items);
    }

    private @Nullable Refused refusal(Forwarding forwarding) {
        try {
            copies(forwarding, false).check(sources.check(forwarding));
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    /** @param refused why the messages may not be forwarded; null if they may */
    private ForwardedTo forward(Forwarding forwarding, ForwardTarget target, @Nullable Refused refused) {
        CopyWork work = conversation -> {
            if (refused != null) {
                throw refused;
            }
            return copy(forwarding, conversation);
        };
        try {
            return ForwardedTo.stored(
                    target, messages.copy(forwarding.uid(), target.destination(), forwarding.ids(), work));
        } catch (Refused denied) {
            return ForwardedTo.refused(target, denied);
        }
    }

    /** Runs in the lane of the target. */
    private List<Copy> copy(Forwarding forwarding, Conversation target) {
        List<StoredEntry> locked = originals.lock(forwarding.conversation(), forwarding.seqs());
        locked.forEach(Sources::checkNotGone);
        boolean isSaving = target instanceof Conversation.Pair pair
                && pair.peerOf(forwarding.uid()).equals(forwarding.uid());
        return copies(forwarding, isSaving).of(locked);
    }

    private Copies copies(Forwarding forwarding, boolean isSaving) {
        return new Copies(forwarding, isSaving, originals::containedIn);
    }
}
