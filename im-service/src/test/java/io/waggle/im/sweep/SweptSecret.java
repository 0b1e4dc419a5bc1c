package io.waggle.im.sweep;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Edit;
import io.waggle.protocol.v1.Media;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The same message in {@code $pair} and in {@code $gid}, with everything that can be derived from a message: it is edited, quoted
 * by a reply in its thread, pinned, reacted to, and shows an image. Its caption, and every one it has had, contains the {@link #text}.
 */
final class SweptSecret {

    /** The number of the message in both conversations. */
    static final long SEQ = 1;

    private static final long AT = 1_000;

    private final SweptWorld world;
    private final JdbcTemplate sql;
    private final String text = "secret-" + UUID.randomUUID();
    private final Id media;

    SweptSecret(SweptWorld world, JdbcTemplate sql) {
        this.world = world;
        this.sql = sql;
        this.media = new Id(world.id("media"));
    }

    String text() {
        return text;
    }

    Id media() {
        return media;
    }

    void insert() {
        // Entry 1 of the pair is there.
        sql.update(
                "update entry set content = ?, sender_uid = ?, created_at = ? where conversation_id = ? and seq = ?",
                shown("now").toByteArray(),
                world.id("self"),
                AT,
                world.id("pair"),
                SEQ);
        insert("gid", SEQ, "owner", "SAID", shown("now"), null);
        for (String conversation : new String[] {"pair", "gid"}) {
            insertDerived(conversation);
        }
        insert(
                "pair",
                2,
                "friend",
                "SAID",
                Content.newBuilder()
                        .setText("yes")
                        .setReplyTo(SEQ)
                        .setThread(SEQ)
                        .build(),
                SEQ);
        insertThread();
        insert("pair", 3, "self", "EDITED", edit(), SEQ);
        insert("gid", 2, "owner", "EDITED", edit(), SEQ);
        // The reply is the last entry of the pair, and the message itself that of the group.
        head("pair", 3, 2);
        head("gid", 2, SEQ);
    }

    private void insert(String conversation, long seq, String sender, String kind, Content content, Long about) {
        new MultiRowInsert("entry (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content,"
                        + " about_seq, created_at)")
                .row(
                        world.id(conversation),
                        seq,
                        seq,
                        world.id(sender),
                        0,
                        ByteBuffer.allocate(16).putLong(8, seq).array(),
                        kind,
                        content.toByteArray(),
                        about,
                        AT + seq)
                .run(sql);
    }

    private void insertDerived(String conversation) {
        long id = world.id(conversation);
        new MultiRowInsert("entry_version (conversation_id, seq, number, content, created_at)")
                .row(id, SEQ, 1, shown("before").toByteArray(), AT)
                .run(sql);
        new MultiRowInsert("amendment (conversation_id, seq, version, edited_at, reactions)")
                .row(
                        id,
                        SEQ,
                        1,
                        AT,
                        Reactions.newBuilder()
                                .addCounts(ReactionCount.newBuilder()
                                        .setEmoji("👍")
                                        .setCount(1))
                                .build()
                                .toByteArray())
                .run(sql);
        new MultiRowInsert("reaction (conversation_id, seq, uid, emoji, created_at)")
                .row(id, SEQ, world.id("self"), "👍", AT)
                .run(sql);
        new MultiRowInsert("pin (conversation_id, seq, pinned_by, pinned_at)")
                .row(id, SEQ, world.id("self"), AT)
                .run(sql);
        new MultiRowInsert("entry_facet (conversation_id, facet, seq)")
                .row(id, "MEDIA", SEQ)
                .row(id, "IMAGE", SEQ)
                .run(sql);
        new MultiRowInsert("mention (conversation_id, uid, seq)")
                .row(id, 0, SEQ)
                .run(sql);
        new MultiRowInsert("media_reference (media_id, uploader_uid, conversation_id, seq)")
                .row(media.value(), world.id("self"), id, SEQ)
                .run(sql);
    }

    /** With the reply; the caller follows it. */
    private void insertThread() {
        long pair = world.id("pair");
        sql.update(
                "update amendment set thread_count = 1, thread_last_seq = 2, thread_last_at = ?"
                        + " where conversation_id = ? and seq = ?",
                AT + 2,
                pair,
                SEQ);
        new MultiRowInsert("thread_entry (conversation_id, root_seq, seq, sender_uid)")
                .row(pair, SEQ, 2, world.id("friend"))
                .run(sql);
        new MultiRowInsert("thread_follow (uid, conversation_id, root_seq, following, read_seq)")
                .row(world.id("self"), pair, SEQ, true, 0)
                .run(sql);
    }

    private void head(String conversation, long last, long preview) {
        sql.update(
                "replace into conversation_head (conversation_id, last_seq, last_ordinal, preview_seq, last_at)"
                        + " values (?, ?, ?, ?, ?)",
                world.id(conversation),
                last,
                last,
                preview,
                AT + last);
    }

    private Content shown(String when) {
        return Content.newBuilder()
                .setImage(Media.newBuilder()
                        .setMediaId(media.value())
                        .setName(text)
                        .setType("image/png"))
                .setCaption(text + " " + when)
                .setMentionAll(true)
                .build();
    }

    private static Content edit() {
        return Content.newBuilder().setEdit(Edit.newBuilder().setSeq(SEQ)).build();
    }
}
