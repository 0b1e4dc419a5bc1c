package io.waggle.im.log;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;

/** Erases the content of entries; the entries keep their numbers. */
@Mapper
interface ErasureMapper {

    void deleteMediaReferences(@Param("entries") Collection<EntryRef> entries);

    void deleteFacets(@Param("entries") Collection<EntryRef> entries);

    void emptyContent(
            @Param("entries") Collection<EntryRef> entries, @Param("erasable") Collection<EntryKind> erasable);

    void deleteCombined(@Param("entries") Collection<EntryRef> entries);

    void deleteVersions(@Param("entries") Collection<EntryRef> entries);

    void deleteReactions(@Param("entries") Collection<EntryRef> entries);

    void clearReactionCounts(@Param("entries") Collection<EntryRef> entries);

    /** Takes the entries off the sweep's list: their content is erased. */
    void endExpiry(@Param("entries") Collection<EntryRef> entries);
}
