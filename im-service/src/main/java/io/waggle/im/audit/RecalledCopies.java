package io.waggle.im.audit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.im.log.CombinedMessages;
import io.waggle.im.log.CombinedQuery;
import io.waggle.im.log.CombinedRow;
import io.waggle.im.log.EntryRef;
import io.waggle.im.log.History;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.stored.v1.ContainedMessage;
import io.waggle.protocol.stored.v1.RecalledContents;
import io.waggle.protocol.v1.CombinedMessage;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps the contents of recalled messages, encrypted and for a limited time, if a key is set. */
@Service
public class RecalledCopies {

    private static final Logger log = LoggerFactory.getLogger(RecalledCopies.class);
    private static final int SWEPT_AT_ONCE = 1_000;

    private final RecalledCopyMapper mapper;
    private final History history;
    private final CombinedMessages combined;
    private final @Nullable CopySeal seal;
    private final Duration keep;
    private final Clock clock;

    RecalledCopies(
            RecalledCopyMapper mapper,
            History history,
            CombinedMessages combined,
            AuditProperties properties,
            Clock clock,
            SecureRandom random) {
        this.mapper = mapper;
        this.history = history;
        this.combined = combined;
        this.seal = properties.secretKey() == null ? null : new CopySeal(properties.secretKey(), random);
        this.keep = properties.keep() == null ? Duration.ZERO : properties.keep();
        this.clock = clock;
    }

    /** Keeps what the message contains and has contained. Call it in the change that recalls the message, before that. */
    public void keep(EntryRef message) {
        if (seal == null) {
            return;
        }
        RecalledContents.Builder contents = RecalledContents.newBuilder();
        for (Message content : history.contents(message)) {
            // A quote belongs to another message.
            contents.addVersions(content.toBuilder().clearQuote().clearReactions());
        }
        combined.all(message).forEach(row -> contents.addContained(contained(row)));
        ByteString sealed = seal.close(message, contents.build().toByteString());
        mapper.insert(
                new RecalledCopyRow(message.conversationId(), message.seq(), sealed, clock.millis() + keep.toMillis()));
    }

    private static ContainedMessage contained(CombinedRow row) {
        return ContainedMessage.newBuilder()
                .setParent(row.parent())
                .setMessage(CombinedMessage.newBuilder()
                        .setSeq(row.number())
                        .setFrom(row.senderUid().value())
                        .setAt(row.sentAt())
                        .setContent(row.content()))
                .build();
    }

    private static CombinedRow row(ContainedMessage contained) {
        CombinedMessage message = contained.getMessage();
        return new CombinedRow(
                (int) message.getSeq(),
                contained.getParent(),
                new Id(message.getFrom()),
                message.getAt(),
                message.getContent());
    }

    /**
     * The contents that a recalled message has had, the oldest first.
     *
     * @throws Refused if there is no copy that can be read
     */
    List<Message> versions(Id reader, Id conversation, long seq) {
        return open(reader, conversation, seq).getVersionsList();
    }

    /**
     * A page of the messages directly within a recalled combined message. Empty if it was none.
     *
     * @throws Refused if there is no copy that can be read
     */
    CombinedMessages.Page contained(Id reader, Id conversation, long seq, CombinedQuery query) {
        List<CombinedRow> rows = open(reader, conversation, seq).getContainedList().stream()
                .map(RecalledCopies::row)
                .toList();
        return CombinedMessages.page(rows, query);
    }

    private RecalledContents open(Id reader, Id conversation, long seq) {
        if (seal == null) {
            throw new Refused(
                    ErrorCode.NOT_FOUND, "no copies of recalled messages are kept here; set waggle.messages.audit.key");
        }
        RecalledCopyRow copy = mapper.find(conversation, seq, clock.millis());
        if (copy == null) {
            throw new Refused(
                    ErrorCode.NOT_FOUND,
                    "there is no copy of this entry: it was not recalled, or its copy is older than "
                            + "waggle.messages.audit.keep");
        }
        ByteString contents = seal.open(new EntryRef(conversation, seq), copy.sealed());
        if (contents == null) {
            throw new Refused(
                    ErrorCode.NOT_FOUND,
                    "the copy was encrypted with another key; set waggle.messages.audit.key to that one to read it");
        }
        log.info("Administrator {} has read the recalled message {} of conversation {}", reader, seq, conversation);
        return parse(contents);
    }

    private static RecalledContents parse(ByteString contents) {
        try {
            return RecalledContents.parseFrom(contents);
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalStateException("a copy of a recalled message is damaged", damaged);
        }
    }

    /** Also without a key: copies that were made before are not kept longer. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        try {
            while (mapper.deleteUntil(clock.millis(), SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
        } catch (DataAccessException away) {
            log.warn("Old copies of recalled messages were not deleted; the next sweep tries again", away);
        }
    }
}
