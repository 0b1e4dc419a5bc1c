package io.waggle.media.store;

import io.minio.GetBucketCorsArgs;
import io.minio.GetBucketLifecycleArgs;
import io.minio.MinioAsyncClient;
import io.minio.SetBucketCorsArgs;
import io.minio.SetBucketLifecycleArgs;
import io.minio.messages.CORSConfiguration;
import io.minio.messages.CORSConfiguration.CORSRule;
import io.minio.messages.Filter;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.LifecycleConfiguration.AbortIncompleteMultipartUpload;
import io.minio.messages.LifecycleConfiguration.Rule;
import io.minio.messages.LifecycleConfiguration.Transition;
import io.minio.messages.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Sets the bucket's CORS and lifecycle rules. Waggle's rules are recognised by their ids; other rules stay unchanged. If a
 * store does not support such rules, this is logged once, and the sweeps do the work.
 */
@Component
final class BucketRules {

    private static final Logger log = LoggerFactory.getLogger(BucketRules.class);
    private static final String PAGES = "waggle";
    private static final String ABANDONED = "waggle-abandoned";
    private static final String COLD = "waggle-cold";
    private static final Set<String> OURS = Set.of(ABANDONED, COLD);
    private static final int ABANDONED_AFTER_DAYS = 8;

    /** The default of stores without such rules. */
    private static final List<String> EVERY_ORIGIN = List.of("*");

    private final MinioAsyncClient client;
    private final StoreProperties properties;

    BucketRules(StoreClients clients, StoreProperties properties) {
        this.client = clients.inside();
        this.properties = properties;
    }

    void set() {
        if (!setPages() && !properties.origins().equals(EVERY_ORIGIN)) {
            log.warn("The store accepts no CORS rules: configure the origins {} in the store", properties.origins());
        }
        setLifecycle();
    }

    private boolean setPages() {
        CORSRule ours = new CORSRule(
                List.of("*"), List.of("GET", "HEAD", "PUT"), properties.origins(), List.of("ETag"), PAGES, 3_600);
        CORSConfiguration found = StoreCalls.find(
                "return its CORS rules",
                () -> client.getBucketCors(
                        GetBucketCorsArgs.builder().bucket(properties.bucket()).build()));
        if (found == null) {
            return false;
        }
        List<CORSRule> there = found.rules() == null ? List.of() : found.rules();
        if (there.stream().anyMatch(rule -> rule.toString().equals(ours.toString()))) {
            return true;
        }
        List<CORSRule> all = Stream.concat(there.stream().filter(rule -> !PAGES.equals(rule.id())), Stream.of(ours))
                .toList();
        return StoreCalls.tryTo(
                "accept CORS rules",
                () -> client.setBucketCors(SetBucketCorsArgs.builder()
                        .bucket(properties.bucket())
                        .config(new CORSConfiguration(all))
                        .build()));
    }

    private void setLifecycle() {
        Duration coldAfter = properties.coldAfter();
        List<Rule> there = lifecycle();
        boolean taken = there != null && (coldAfter == null ? setAbandoned(there) : setCold(there, cold(coldAfter)));
        if (!taken && coldAfter != null) {
            log.warn(
                    "The store does not accept the rule that moves contents to {} after {} days, so they stay",
                    properties.coldClass(),
                    coldAfter.toDays());
        }
    }

    private boolean setAbandoned(List<Rule> there) {
        return set(there, List.of(abandoned())) || set(there, List.of());
    }

    /** MinIO removes abandoned parts by itself and does not accept a rule for it. */
    private boolean setCold(List<Rule> there, Rule cold) {
        return set(there, List.of(abandoned(), cold)) || set(there, List.of(cold));
    }

    /** Returns null if the store has no lifecycle rules, or has rules that the client could not write back unchanged. */
    private @Nullable List<Rule> lifecycle() {
        LifecycleConfiguration found;
        try {
            found = StoreCalls.ask(
                    "return its lifecycle rules",
                    () -> client.getBucketLifecycle(GetBucketLifecycleArgs.builder()
                            .bucket(properties.bucket())
                            .build()));
        } catch (StoreUnusable | StoreUnavailable failed) {
            if (StoreCalls.isUnreadable(failed)) {
                log.warn("The bucket has lifecycle rules of the old form: they stay, and Waggle sets none of its own");
                return null;
            }
            if (StoreCalls.isUnknown(failed)) {
                return null;
            }
            throw failed;
        }
        return found == null || found.rules() == null ? List.of() : found.rules();
    }

    private boolean set(List<Rule> there, List<Rule> ours) {
        if (texts(there.stream().filter(rule -> OURS.contains(rule.id())).toList())
                .equals(texts(ours))) {
            return true;
        }
        List<Rule> all = new ArrayList<>(
                there.stream().filter(rule -> !OURS.contains(rule.id())).toList());
        all.addAll(ours);
        return StoreCalls.tryTo("accept lifecycle rules", () -> write(all));
    }

    private CompletableFuture<Void> write(List<Rule> rules) throws io.minio.errors.MinioException {
        return client.setBucketLifecycle(SetBucketLifecycleArgs.builder()
                .bucket(properties.bucket())
                .config(new LifecycleConfiguration(rules))
                .build());
    }

    private static Set<String> texts(List<Rule> rules) {
        return Set.copyOf(rules.stream().map(Objects::toString).toList());
    }

    private static Rule abandoned() {
        AbortIncompleteMultipartUpload abort = new AbortIncompleteMultipartUpload(ABANDONED_AFTER_DAYS);
        return new Rule(Status.ENABLED, abort, null, new Filter(Keys.CONTENTS), ABANDONED, null, null, null);
    }

    private Rule cold(Duration after) {
        Transition transition = new Transition((ZonedDateTime) null, (int) after.toDays(), properties.coldClass());
        return new Rule(Status.ENABLED, null, null, new Filter(Keys.CONTENTS), COLD, null, null, transition);
    }
}
