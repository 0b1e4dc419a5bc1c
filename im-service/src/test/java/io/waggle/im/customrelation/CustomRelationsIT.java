package io.waggle.im.customrelation;

import io.waggle.im.HttpCalls;
import io.waggle.im.RunningService;
import io.waggle.im.relation.MessagingRule;
import io.waggle.im.relation.Relations;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CustomRelationsIT {

    private static final RelationType BOSS =
            new RelationType("superior", "subordinate", MessagingRule.ALLOW, MessagingRule.DEFAULT);
    private static final RelationType RIVALS =
            new RelationType("rival", "rival", MessagingRule.DENY, MessagingRule.DENY);

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RelationTypes types = service.bean(RelationTypes.class);
    private final CustomRelations relations = service.bean(CustomRelations.class);
    private final Id alice = http.newUser().uid();
    private final Id bob = http.newUser().uid();

    @BeforeEach
    @AfterEach
    void removeTypes() {
        types.list().forEach(type -> types.remove(type.name()));
    }

    @Test
    void define_listed_onceUnderTheFirstName() {
        types.define(BOSS);
        types.define(RIVALS);

        assertThat(types.list())
                .containsExactly(
                        RIVALS,
                        new RelationType("subordinate", "superior", MessagingRule.DEFAULT, MessagingRule.ALLOW));
    }

    @Test
    void define_again_changesItsRulesButNotItsInverse() {
        types.define(BOSS);
        relations.put("superior", alice, bob);

        types.define(new RelationType("superior", "subordinate", MessagingRule.DENY, MessagingRule.DEFAULT));

        assertThat(rule(alice, bob)).isEqualTo(MessagingRule.DENY);
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                () -> types.define(new RelationType("superior", "peer", MessagingRule.DENY, MessagingRule.DEFAULT)));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                () -> types.define(new RelationType("chief", "subordinate", MessagingRule.DENY, MessagingRule.DENY)));
        assertThat(types.list()).hasSize(1);
    }

    @Test
    void define_nonsense_refused() {
        for (RelationType type : List.of(
                new RelationType("", "b", MessagingRule.DENY, MessagingRule.DENY),
                new RelationType("a", "B", MessagingRule.DENY, MessagingRule.DENY),
                new RelationType("a".repeat(33), "b", MessagingRule.DENY, MessagingRule.DENY),
                new RelationType("same", "same", MessagingRule.DENY, MessagingRule.ALLOW))) {
            assertRefused(ErrorCode.INVALID_REQUEST, () -> types.define(type));
        }
    }

    @Test
    void put_isFoundFromBothSidesUntilDeletedFromEither() {
        types.define(BOSS);

        relations.put("superior", alice, bob);
        relations.put("superior", alice, bob);
        relations.put("subordinate", bob, alice);

        assertThat(page("superior", alice))
                .singleElement()
                .satisfies(relation -> assertThat(relation.other()).isEqualTo(bob));
        assertThat(page("subordinate", bob)).hasSize(1);
        assertThat(page("subordinate", alice)).isEmpty();
        assertThat(relations.delete("subordinate", bob, alice)).isTrue();
        assertThat(relations.delete("superior", alice, bob)).isFalse();
        assertThat(page("superior", alice)).isEmpty();
    }

    @Test
    void put_unknownTypeUserOrOneself_refused() {
        types.define(BOSS);

        assertRefused(ErrorCode.NOT_FOUND, () -> relations.put("boss", alice, bob));
        assertRefused(ErrorCode.NOT_FOUND, () -> relations.put("superior", alice, new Id(2)));
        assertRefused(ErrorCode.INVALID_REQUEST, () -> relations.put("superior", alice, alice));
        assertRefused(ErrorCode.NOT_FOUND, () -> relations.list("boss", alice, null, null));
    }

    @Test
    void ties_ruleOfSeveral_denyWinsOverAllowOverNone() {
        types.define(BOSS);
        types.define(RIVALS);
        assertThat(rule(alice, bob)).isNull();

        relations.put("superior", alice, bob);
        assertThat(rule(alice, bob)).isEqualTo(MessagingRule.ALLOW);
        assertThat(rule(bob, alice)).isNull();

        relations.put("rival", bob, alice);
        assertThat(rule(alice, bob)).isEqualTo(MessagingRule.DENY);
        assertThat(rule(bob, alice)).isEqualTo(MessagingRule.DENY);
    }

    @Test
    void remove_byEitherName_pairsGoToo() {
        types.define(BOSS);
        relations.put("superior", alice, bob);

        types.remove("subordinate");

        assertThat(types.list()).isEmpty();
        assertThat(rule(alice, bob)).isNull();
        types.define(BOSS);
        assertThat(page("superior", alice)).isEmpty();
        assertRefused(ErrorCode.NOT_FOUND, () -> types.remove("boss"));
    }

    private @Nullable MessagingRule rule(Id sender, Id recipient) {
        return service.bean(Relations.class).between(sender, recipient).rule();
    }

    private List<CustomRelation> page(String type, Id uid) {
        Page<CustomRelation> page = relations.list(type, uid, null, null);
        return page.items();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable action) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(action)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
