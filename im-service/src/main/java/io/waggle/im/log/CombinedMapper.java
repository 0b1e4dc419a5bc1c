package io.waggle.im.log;

import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;

/** Reads what combined messages contain, and locks messages that are copied. */
@Mapper
interface CombinedMapper {

    /** Locks the entries until the end of the transaction, so that nobody changes them. Others may lock them too. */
    List<Long> lock(@Param("entries") Collection<EntryRef> entries);

    /** All messages that an entry contains, in order of their numbers. */
    List<CombinedRow> findAll(@Param("entry") EntryRef entry);

    /** The messages directly within one of the combined messages of an entry. */
    List<CombinedRow> findPage(
            @Param("entry") EntryRef entry,
            @Param("parent") int parent,
            @Param("after") int after,
            @Param("limit") int limit);
}
