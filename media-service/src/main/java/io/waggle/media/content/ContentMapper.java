package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface ContentMapper {

    /** Inserts a content. Fails if there is another one with the same bytes and type. */
    void insert(ContentRow content);

    @Nullable
    ContentRow find(@Param("id") Id id);

    @Nullable
    ContentRow findLive(@Param("sha256") byte[] sha256, @Param("type") String type);

    /** Locks the row: until the transaction ends, no other transaction links to the content or removes it. */
    @Nullable
    ContentRow findForUpdate(@Param("id") Id id);

    List<ContentRow> findOfBytes(@Param("sha256") byte[] sha256);

    /** Finds contents in that state after the given position. */
    List<ContentRow> findIn(
            @Param("moderation") Moderation moderation, @Param("after") Id after, @Param("limit") int limit);

    List<ContentRow> findDue(@Param("now") long now, @Param("limit") int limit);

    /** @return 0 if another instance has already started the check */
    int claimCheck(@Param("id") Id id, @Param("checkAt") long checkAt, @Param("next") long next);

    /** @param again when to process it again, unless it is settled before */
    void judge(
            @Param("id") Id id,
            @Param("moderation") Moderation moderation,
            @Param("reason") String reason,
            @Param("again") @Nullable Long again);

    /** Sets the verdict only if the content is being checked. */
    int judgeChecked(
            @Param("id") Id id,
            @Param("moderation") Moderation moderation,
            @Param("reason") String reason,
            @Param("again") @Nullable Long again);

    /** Marks that nothing is left to do, unless the content is being checked or has another verdict now. */
    int settle(@Param("id") Id id, @Param("verdict") Moderation verdict);

    void startRemoving(@Param("id") Id id);

    /** Finds contents without any upload, or removed only in part. */
    List<ContentRow> findUnused(@Param("limit") int limit);

    void delete(@Param("id") Id id);

    boolean exists(@Param("id") Id id);

    boolean isStoredAs(@Param("objectKey") String objectKey);
}
