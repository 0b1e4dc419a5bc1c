package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/** Changes entries after they were written. */
@Mapper
interface AmendmentMapper {

    /** Records an amendment of an entry, with the next version of its conversation. A null leaves the value as it is. */
    void amend(
            @Param("entry") EntryRef entry,
            @Param("recalledBy") @Nullable Id recalledBy,
            @Param("recalledAt") @Nullable Long recalledAt,
            @Param("editedAt") @Nullable Long editedAt);

    /** Shows the content to nobody any more, like content that has expired. */
    void hide(@Param("entry") EntryRef entry);

    /** Keeps the present content as the entry's newest version. */
    void keepVersion(@Param("entry") EntryRef entry);

    void replaceContent(@Param("entry") EntryRef entry, @Param("content") Content content);

    void deleteMentions(@Param("entry") EntryRef entry, @Param("uids") Collection<Id> uids);

    void insertMentions(@Param("entry") EntryRef entry, @Param("uids") Collection<Id> uids);

    void deleteFacets(@Param("entry") EntryRef entry);

    void insertFacets(@Param("entry") EntryRef entry, @Param("facets") Collection<Facet> facets);

    /** The earlier contents of an entry, the oldest first. */
    List<EntryVersion> findVersions(@Param("entry") EntryRef entry);
}
