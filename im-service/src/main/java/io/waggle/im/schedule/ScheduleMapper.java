package io.waggle.im.schedule;

import com.google.protobuf.ByteString;
import io.waggle.im.schedule.ScheduledPage.Place;
import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface ScheduleMapper {

    int count(@Param("uid") Id uid);

    void insert(ScheduledRow row);

    @Nullable
    ScheduledRow find(@Param("uid") Id uid, @Param("id") Id id);

    /** Finds the message and locks it until the transaction ends. */
    @Nullable
    ScheduledRow lock(@Param("uid") Id uid, @Param("id") Id id);

    @Nullable
    ScheduledRow findByClientId(
            @Param("uid") Id uid, @Param("conversationId") Id conversationId, @Param("clientId") ByteString clientId);

    /**
     * A user's messages, the next due first.
     *
     * @param conversationId only those in this conversation; null: all
     * @param after only those after this place; null: from the first
     */
    List<ScheduledRow> findPage(
            @Param("uid") Id uid,
            @Param("conversationId") @Nullable Id conversationId,
            @Param("after") @Nullable Place after,
            @Param("limit") int limit);

    /** Stores the message as it is given; it waits for its time again. */
    void update(ScheduledRow row);

    /** Deletes messages. */
    void delete(@Param("ids") Collection<Id> ids);

    List<Id> findOfUser(@Param("uid") Id uid);

    /** The messages that are to be sent by that time, the first due first. */
    List<Id> findDue(@Param("now") long now, @Param("limit") int limit);

    /** From now on these messages are being sent, unless they were changed so that they are not due. */
    void claim(@Param("ids") Collection<Id> ids, @Param("now") long now);

    /** Those of the messages that are being sent and due, the first due first. */
    List<ScheduledRow> findClaimed(@Param("ids") Collection<Id> ids, @Param("now") long now);

    /** Puts off the next attempt to send these messages. */
    void postpone(@Param("ids") Collection<Id> ids, @Param("dueAt") long dueAt);

    /** Lets a message that is certainly not stored wait until a later time. */
    void delay(@Param("id") Id id, @Param("dueAt") long dueAt);

    /** Records that a message could not be sent, and why. */
    void fail(@Param("id") Id id, @Param("code") String code, @Param("detail") String detail);
}
