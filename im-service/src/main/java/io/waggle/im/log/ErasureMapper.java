package io.waggle.im.log;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;

/** Erases what entries say; they keep their numbers. */
@Mapper
interface ErasureMapper {

    void deleteMediaReferences(@Param("entries") Collection<EntryRef> entries);

    void emptyContent(
            @Param("entries") Collection<EntryRef> entries, @Param("erasable") Collection<EntryKind> erasable);

    /** The content is gone, so no sweep has to erase it. */
    void endExpiry(@Param("entries") Collection<EntryRef> entries);
}
