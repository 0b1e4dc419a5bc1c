package io.waggle.im.sweep;

import io.waggle.im.RunningService;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation, called by everyone: each is answered as {@code operations.txt} says, over HTTP and rpc alike. */
class AuthorisationSweepIT {

    /** What no API key is for: administration, and the end of a session, which it has none of. */
    private static final Set<String> WITHOUT_SCOPE = Set.of(
            "GET /v1/admin/conversations/{conversation}/messages/{seq}/recalled",
            "GET /v1/admin/conversations/{conversation}/messages/{seq}/recalled/combined",
            "GET /v1/admin/users/{uid}",
            "PUT /v1/admin/users/{uid}/ban",
            "DELETE /v1/admin/users/{uid}/ban",
            "POST /v1/admin/conversations/{conversation}/messages/{seq}/recall",
            "POST /v1/admin/api-keys",
            "GET /v1/admin/api-keys",
            "DELETE /v1/admin/api-keys/{id}",
            "DELETE /v1/sessions/current");

    private static final List<SweptOperation> OPERATIONS = SweptOperation.all();
    private static final RunningService SERVICE = RunningService.start(Map.of());
    private static final SweptApi API = new SweptApi(SERVICE);
    private static final SweptKeys KEYS = new SweptKeys(SERVICE);
    private static final SweptCalls CALLS = new SweptCalls(SERVICE, API, KEYS);
    private static final SweptWorlds WORLDS = new SweptWorlds(SERVICE);

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void table_namesEveryOperation() {
        assertThat(names(operation -> true)).containsExactlyInAnyOrderElementsOf(API.names());
        assertThat(OPERATIONS.stream()
                        .flatMap(operation -> Stream.ofNullable(operation.rpc()))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(API.rpcNames());
        assertThat(names(operation -> !operation.isOpen() && !operation.isForAnyKey()))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_SCOPE);
    }

    @Test
    void everyOperation_byEveryone_isAnsweredAsTheTableSays() {
        SoftAssertions all = new SoftAssertions();
        for (SweptOperation operation : OPERATIONS) {
            operation.outcomes().forEach((caller, expected) -> {
                all.assertThat(overHttp(operation, caller, WORLDS.next()))
                        .as("%s over HTTP by %s", operation, caller)
                        .isEqualTo(expected);
                if (operation.rpc() != null && caller != SweptCaller.KEY) {
                    all.assertThat(overRpc(operation, caller, WORLDS.next()))
                            .as("%s over rpc by %s", operation, caller)
                            .isEqualTo(expected);
                }
            });
        }
        all.assertAll();
    }

    @Test
    void everyOperation_withoutAToken_isUnauthenticatedUnlessItIsOpen() {
        SoftAssertions all = new SoftAssertions();
        for (SweptOperation operation : OPERATIONS) {
            String request = WORLDS.next().fill(operation.request());
            String expected = operation.isOpen() ? operation.outcomes().get(SweptCaller.STRANGER) : "unauthenticated";
            all.assertThat(overHttp(operation, List.of(), request))
                    .as("%s by nobody", operation)
                    .isEqualTo(expected);
            if (!operation.isOpen()) {
                all.assertThat(overHttp(operation, SweptCalls.token("nonsense"), request))
                        .as("%s with nonsense for a token", operation)
                        .isEqualTo(expected);
            }
        }
        all.assertAll();
    }

    @Test
    void everyOperation_byTheBannedAndTheDeactivated_isRefused() {
        SoftAssertions all = new SoftAssertions();
        Map.of("BANNED", "banned", "DEACTIVATED", "session-ended").forEach((standing, expected) -> {
            SweptWorld world = WORLDS.next();
            List<SweptCaller> callers = List.of(SweptCaller.OWNER, SweptCaller.ADMINISTRATOR, SweptCaller.SELF);
            callers.forEach(caller -> world.setStanding(caller, standing));
            OPERATIONS.stream()
                    .filter(operation -> !operation.isOpen() && !operation.isForBusiness())
                    .forEach(operation -> callers.forEach(caller -> {
                        all.assertThat(overHttp(operation, caller, world))
                                .as("%s over HTTP, %s", operation, standing)
                                .isEqualTo(expected);
                        if (operation.rpc() != null) {
                            all.assertThat(overRpc(operation, caller, world))
                                    .as("%s over rpc, %s", operation, standing)
                                    .isEqualTo(expected);
                        }
                    }));
        });
        all.assertAll();
    }

    @Test
    void everyOperation_byAKeyThatIsNotForIt_isRefused() {
        SweptWorld world = WORLDS.next();
        String self = world.name("uid");
        SoftAssertions all = new SoftAssertions();
        OPERATIONS.stream().filter(operation -> !operation.isOpen()).forEach(operation -> {
            String request = world.fill(operation.request());
            all.assertThat(overHttp(operation, SweptCalls.key(KEYS.without(operation.scope()), self), request))
                    .as("%s with a key that lacks its scope", operation)
                    .isEqualTo("not-allowed");
            if (operation.isForAnyKey() && !operation.isForBusiness()) {
                String key = KEYS.with(operation.scope());
                all.assertThat(overHttp(operation, SweptCalls.token(key), request))
                        .as("%s with a key for nobody", operation)
                        .isEqualTo("invalid-request");
                for (String foreign : List.of("stranger", "administrator", "request")) {
                    all.assertThat(overHttp(operation, SweptCalls.key(key, world.name(foreign)), request))
                            .as("%s with a key for %s", operation, foreign)
                            .isEqualTo("not-found");
                }
            }
        });
        all.assertAll();
    }

    @Test
    void everyOperation_withAnIdThatIsHiddenOrNobodys_isAnsweredAlike() {
        SoftAssertions all = new SoftAssertions();
        for (SweptOperation operation : OPERATIONS) {
            for (HiddenName hidden : HiddenName.allIn(operation.request())) {
                for (SweptCaller caller : SweptCaller.values()) {
                    if (caller != SweptCaller.KEY && caller != SweptCaller.ADMINISTRATOR) {
                        compare(all, operation, caller, hidden);
                    }
                }
            }
        }
        all.assertAll();
    }

    private static void compare(SoftAssertions all, SweptOperation operation, SweptCaller caller, HiddenName name) {
        SweptWorld one = WORLDS.next();
        SweptWorld other = WORLDS.next();
        String hidden = one.name(name.hidden());
        String unknown = other.unknownLike(name.hidden());
        String toHidden = one.fill(name.replacedBy(hidden, operation.request()));
        String toUnknown = other.fill(name.replacedBy(unknown, operation.request()));
        all.assertThat(CALLS.overHttp(operation, caller, one, toHidden).masking(hidden))
                .as("%s over HTTP by %s, of %s", operation, caller, name.hidden())
                .isEqualTo(CALLS.overHttp(operation, caller, other, toUnknown).masking(unknown));
        if (operation.rpc() != null) {
            all.assertThat(CALLS.overRpc(operation, caller, one, toHidden).masking(hidden))
                    .as("%s over rpc by %s, of %s", operation, caller, name.hidden())
                    .isEqualTo(
                            CALLS.overRpc(operation, caller, other, toUnknown).masking(unknown));
        }
    }

    private static Set<String> names(Predicate<SweptOperation> which) {
        return OPERATIONS.stream()
                .filter(which)
                .map(SweptOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String overHttp(SweptOperation operation, List<String> headers, String request) {
        return SweptOutcome.of(CALLS.answer(operation, headers, request)).code();
    }

    private static String overHttp(SweptOperation operation, SweptCaller caller, SweptWorld world) {
        return CALLS.overHttp(operation, caller, world, world.fill(operation.request()))
                .code();
    }

    private static String overRpc(SweptOperation operation, SweptCaller caller, SweptWorld world) {
        return CALLS.overRpc(operation, caller, world, world.fill(operation.request()))
                .code();
    }
}
