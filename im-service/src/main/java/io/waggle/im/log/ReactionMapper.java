package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface ReactionMapper {

    /** The reactions that the users of these have added to the messages of these. */
    List<ReactionRow> findOfUsers(@Param("reactions") Collection<Reaction> reactions);

    /** The emoji with which the user has reacted. */
    Set<String> findEmoji(@Param("message") EntryRef message, @Param("uid") Id uid);

    /** The highest version of each conversation that has amendments. */
    List<LastVersion> findVersions(@Param("conversations") Collection<Id> conversations);

    void insert(@Param("rows") Collection<ReactionRow> rows);

    void delete(@Param("rows") Collection<ReactionRow> rows);

    void amend(@Param("amendments") Collection<ReactionAmendment> amendments);

    /** The users who have reacted with the emoji, in the order of their uids. */
    List<Reactor> findReactors(
            @Param("message") EntryRef message,
            @Param("emoji") String emoji,
            @Param("afterUid") Id afterUid,
            @Param("limit") int limit);
}
