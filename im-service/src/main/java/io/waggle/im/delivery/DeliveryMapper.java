package io.waggle.im.delivery;

import io.waggle.im.log.EntryRef;
import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface DeliveryMapper {

    void insertDevice(@Param("did") Id did, @Param("seenAt") long seenAt);

    @Nullable
    Long findSeenAt(@Param("did") Id did);

    void updateSeenAt(
            @Param("dids") Collection<Id> dids, @Param("seenAt") long seenAt, @Param("unlessAfter") long unlessAfter);

    /** The devices among these that exist. Locks them, so that they are not deleted before the transaction ends. */
    List<Id> lockDevices(@Param("dids") Collection<Id> dids);

    void deleteDevice(@Param("did") Id did);

    void deleteCursors(@Param("did") Id did);

    void deleteWithheldOf(@Param("did") Id did);

    void withhold(@Param("entries") Collection<WithheldRow> entries);

    void deleteWithheld(WithheldRow entry);

    /** The newest withheld entry beyond the {@code kept} newest ones; null if there are not so many. */
    @Nullable
    Long findOldestKept(@Param("did") Id did, @Param("conversationId") Id conversationId, @Param("kept") int kept);

    void deleteWithheldUpTo(@Param("did") Id did, @Param("conversationId") Id conversationId, @Param("seq") long seq);

    /** The withheld entries whose packets fit the limit, in ascending order in each conversation. */
    List<EntryRef> findWithheld(
            @Param("did") Id did, @Param("packetLimit") long packetLimit, @Param("limit") int limit);

    /** The conversations in which the device lacks entries, the most recently active first. */
    List<BehindRow> findBehind(@Param("uid") Id uid, @Param("did") Id did, @Param("limit") int limit);

    /** The device's positions in these conversations of the user, whether it lacks entries there or not. */
    List<BehindRow> findPlaces(
            @Param("uid") Id uid, @Param("did") Id did, @Param("conversationIds") Collection<Id> conversationIds);

    /** The newest entries of the user's conversations, as cursors of a new device. */
    List<CursorRow> findHeads(@Param("uid") Id uid, @Param("did") Id did);

    @Nullable
    Long findCursor(@Param("did") Id did, @Param("conversationId") Id conversationId);

    /** A cursor never goes back. */
    void advance(@Param("cursors") Collection<CursorRow> cursors);

    /** The cursors among these that are in a pair's conversation and are the furthest of their user's devices. */
    List<Reached> findReached(@Param("cursors") Collection<CursorRow> cursors);

    /** The conversations among these ranges in which the range contains an entry that the device has not sent itself. */
    List<Id> findReceived(@Param("did") Id did, @Param("ranges") Collection<EntryRange> ranges);

    /** The furthest delivery cursor of the user's devices. */
    @Nullable
    Long findDelivered(@Param("uid") Id uid, @Param("conversationId") Id conversationId);
}
