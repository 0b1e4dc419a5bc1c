package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Param;

/** Writes entries through the batch session, which queues the rows until it is flushed. */
interface EntryBatchMapper {

    void insert(EntryRow row);

    void insertExpiry(EntryRow row);

    void insertMediaReference(
            @Param("mediaId") Id mediaId, @Param("uploaderUid") Id uploaderUid, @Param("entry") EntryRef entry);

    void insertFacet(@Param("conversationId") Id conversationId, @Param("facet") Facet facet, @Param("seq") long seq);

    void insertCombined(@Param("entry") EntryRef entry, @Param("message") CombinedRow message);

    void insertMention(@Param("conversationId") Id conversationId, @Param("uid") Id uid, @Param("seq") long seq);
}
