package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

@Mapper
interface MediaMapper {

    void insert(MediaRow media);

    @Nullable
    MediaRow find(@Param("id") Id id);

    /** Finds a completed upload of the user with the same content. */
    @Nullable
    MediaRow findReady(@Param("uploaderUid") Id uploaderUid, @Param("sha256") byte[] sha256);

    @Nullable
    MediaRow findAnyOf(@Param("contentId") Id contentId);

    void setUploadId(@Param("id") Id id, @Param("uploadId") String uploadId);

    /** @return 0 if the nonce was already used */
    int forgetNonce(@Param("id") Id id);

    /** @return 0 if the upload is no longer open */
    int complete(@Param("id") Id id, @Param("contentId") Id contentId, @Param("now") long now);

    /** @return 0 if it is not ready */
    int use(@Param("id") Id id, @Param("now") long now);

    /** Finds expired tickets. */
    List<MediaRow> findExpired(@Param("now") long now, @Param("limit") int limit);

    /** Finds ready media that were not used since the given time, after the given position. */
    List<MediaRow> findIdle(
            @Param("before") long before,
            @Param("afterUsedAt") long afterUsedAt,
            @Param("afterId") Id afterId,
            @Param("limit") int limit);

    List<MediaRow> findRemoving(@Param("limit") int limit);

    /** @return 0 if it was used since, or is in another state */
    int startRemoving(@Param("id") Id id, @Param("state") MediaState state, @Param("usedAt") long usedAt);

    /** Records a use, because a message shows the media. The sweep does not check them again for a while. */
    void touch(@Param("id") Id id, @Param("usedAt") long usedAt, @Param("now") long now);

    void delete(@Param("id") Id id);

    int countOf(@Param("contentId") Id contentId);
}
