package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface ContentMapper {

    /** Fails if there is another one of the same bytes and type. */
    void insert(ContentRow content);

    @Nullable
    ContentRow find(@Param("id") Id id);

    @Nullable
    ContentRow findLive(@Param("sha256") byte[] sha256, @Param("type") String type);

    /** Nobody else links to it or removes it until the transaction ends. */
    @Nullable
    ContentRow findForUpdate(@Param("id") Id id);

    List<ContentRow> findOfBytes(@Param("sha256") byte[] sha256);

    /** In that state, behind the place. */
    List<ContentRow> findIn(
            @Param("moderation") Moderation moderation, @Param("after") Id after, @Param("limit") int limit);

    List<ContentRow> findDue(@Param("now") long now, @Param("limit") int limit);

    /** @return 0 if somebody else has begun to check it */
    int claimCheck(@Param("id") Id id, @Param("checkAt") long checkAt, @Param("next") long next);

    /** @param again when it is to be looked at again, if nobody says before that there is nothing left to do */
    void judge(
            @Param("id") Id id,
            @Param("moderation") Moderation moderation,
            @Param("reason") String reason,
            @Param("again") @Nullable Long again);

    /** Only of one that is being checked. */
    int judgeChecked(
            @Param("id") Id id,
            @Param("moderation") Moderation moderation,
            @Param("reason") String reason,
            @Param("again") @Nullable Long again);

    /** Nothing is left to do, unless it is being checked or was judged otherwise meanwhile. */
    void settle(@Param("id") Id id, @Param("verdict") Moderation verdict);

    void startRemoving(@Param("id") Id id);

    /** Without any upload, or gone half. */
    List<ContentRow> findUnused(@Param("limit") int limit);

    void delete(@Param("id") Id id);

    boolean exists(@Param("id") Id id);

    boolean isStoredAs(@Param("objectKey") String objectKey);
}
