package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface MediaReferenceMapper {

    /**
     * Whether the reader sees an entry with the media, in groups or in pairs.
     *
     * @param horizon entries that were committed before are not shown; null: all are shown
     */
    boolean isShown(
            @Param("mediaId") Id mediaId,
            @Param("reader") Id reader,
            @Param("inGroup") boolean inGroup,
            @Param("horizon") @Nullable Long horizon,
            @Param("now") long now);

    /** The uploader of each of these media. Media that no entry shows are left out. */
    List<MediaUploader> findUploaders(@Param("mediaIds") Collection<Id> mediaIds);

    /** The uploaders of the media that these entries show, in order of the entries. */
    List<ShownUpload> findUploads(@Param("conversationId") Id conversationId, @Param("seqs") Collection<Long> seqs);

    void insertHolds(@Param("holder") Id holder, @Param("mediaIds") Collection<Id> mediaIds);

    void deleteHolds(@Param("holders") Collection<Id> holders);

    /** The media among these that an entry shows or something holds. */
    Set<Id> findReferenced(@Param("mediaIds") Collection<Id> mediaIds);
}
