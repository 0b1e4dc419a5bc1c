package io.waggle.im.log;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;

/** Erases the content of entries; the entries keep their numbers. */
@Mapper
interface ErasureMapper {

    void deleteMediaReferences(@Param("entries") Collection<EntryRef> entries);

    void emptyContent(
            @Param("entries") Collection<EntryRef> entries, @Param("erasable") Collection<EntryKind> erasable);

    /** Deletes the expiry records: the content is erased, so no sweep has to erase it. */
    void endExpiry(@Param("entries") Collection<EntryRef> entries);
}
