package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Reads entries as they are now, and amends them: recalls and edits.
 *
 * <p>Call the methods that amend only within a change of the conversation ({@link ConversationLog#change}): then the amendment and
 * the entry that records it are in one transaction, and nothing else changes meanwhile. The rules are the caller's.
 */
@Service
public class Amendments {

    private final AmendmentMapper mapper;
    private final EntryMapper entries;
    private final EntryStore store;
    private final Clock clock;

    Amendments(AmendmentMapper mapper, EntryMapper entries, EntryStore store, Clock clock) {
        this.mapper = mapper;
        this.entries = entries;
        this.store = store;
        this.clock = clock;
    }

    /** The entry; null if there is none with this number. */
    public @Nullable StoredEntry find(Id conversation, long seq) {
        return find(conversation, List.of(seq)).stream().findFirst().orElse(null);
    }

    /** The entries with these numbers, in the order of their numbers. Those that do not exist are left out. */
    public List<StoredEntry> find(Id conversation, Collection<Long> seqs) {
        List<EntryRef> refs =
                seqs.stream().map(seq -> new EntryRef(conversation, seq)).toList();
        return entries.findEntries(refs).stream()
                .sorted(Comparator.comparingLong(EntryRow::seq))
                .map(row -> row.toStored(clock.millis()))
                .toList();
    }

    /** Erases the message's content with everything that was derived from it. The entry keeps its number. */
    public EntryBody recall(StoredEntry message, Id by) {
        EntryRef ref = message.ref();
        store.write(List.of(), List.of(), List.of(ref));
        replaceMentions(ref, EntryRow.mentionedIn(message.content()), Set.of());
        mapper.hide(ref);
        mapper.amend(ref, by, clock.millis(), null);
        return new EntryBody.Recalled(message.about());
    }

    /**
     * Replaces the message's content.
     *
     * @param keepsVersion whether the present content is kept for {@link History#versions}
     */
    public EntryBody edit(StoredEntry message, Content content, boolean keepsVersion) {
        EntryRef ref = message.ref();
        if (keepsVersion) {
            mapper.keepVersion(ref);
        }
        mapper.replaceContent(ref, content);
        replaceMentions(ref, EntryRow.mentionedIn(message.content()), EntryRow.mentionedIn(content));
        replaceFacets(ref, Facet.of(message.content()), Facet.of(content));
        mapper.amend(ref, null, null, clock.millis());
        return new EntryBody.Edited(message.about().with(content));
    }

    private void replaceMentions(EntryRef ref, Set<Id> before, Set<Id> after) {
        if (!before.isEmpty()) {
            mapper.deleteMentions(ref, before);
        }
        if (!after.isEmpty()) {
            mapper.insertMentions(ref, after);
        }
    }

    private void replaceFacets(EntryRef ref, Set<Facet> before, Set<Facet> after) {
        if (!before.isEmpty()) {
            mapper.deleteFacets(ref);
        }
        if (!after.isEmpty()) {
            mapper.insertFacets(ref, after);
        }
    }
}
