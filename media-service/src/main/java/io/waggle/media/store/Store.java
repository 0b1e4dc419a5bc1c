package io.waggle.media.store;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CopyObjectArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.ListPartsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SourceObject;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.ListPartsResult;
import io.minio.messages.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.StreamSupport;

/** This service's own access to the store's objects. Every call blocks until the store has answered. */
@Component
public class Store {

    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchUpload", "NotFound", "ResourceNotFound");
    private static final int PARTS_AT_ONCE = 1_000;

    private final MinioAsyncClient client;
    private final StoreWatch watch;
    private final String bucket;

    Store(StoreClients clients, StoreWatch watch, StoreProperties properties) {
        this.client = clients.inside();
        this.watch = watch;
        this.bucket = properties.bucket();
    }

    /** Returns null if there is no such object. */
    public @Nullable Stored stat(String key) {
        return orAbsent(
                "stat " + key,
                () -> new Stored(client().statObject(StatObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .build())
                        .join()
                        .size()));
    }

    /** Returns null if there is no such object. */
    public @Nullable InputStream read(String key) {
        return orAbsent(
                "read " + key,
                () -> client().getObject(GetObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .build())
                        .join());
    }

    /** Returns null if there is no such object. */
    public @Nullable InputStream read(String key, long offset, long length) {
        return orAbsent(
                "read " + key,
                () -> client().getObject(GetObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .offset(offset)
                                .length(length)
                                .build())
                        .join());
    }

    public void write(String key, byte[] bytes, String type) {
        await(
                "write " + key,
                () -> client().putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .data(bytes, bytes.length)
                        .contentType(type)
                        .build()));
    }

    /** Uploads a file from the disk, in parts. */
    public void write(String key, Path file, String type) {
        await(
                "write " + key,
                () -> client.uploadObject(UploadObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .filename(file.toString())
                        .contentType(type)
                        .build()));
    }

    /** Removes the object. Does nothing if there is no such object. */
    public void remove(String key) {
        orAbsent("remove " + key, () -> {
            client().removeObject(RemoveObjectArgs.builder()
                            .bucket(bucket)
                            .object(key)
                            .build())
                    .join();
            return key;
        });
    }

    /** Moves the object. Signed addresses of the old key stop working. Does nothing if there is no such object. */
    public void move(String key, String to) {
        orAbsent(
                "copy " + key,
                () -> client().copyObject(CopyObjectArgs.builder()
                                .bucket(bucket)
                                .object(to)
                                .source(SourceObject.builder()
                                        .bucket(bucket)
                                        .object(key)
                                        .build())
                                .build())
                        .join());
        remove(key);
    }

    /** Starts a multipart upload and returns the store's id of it. */
    public String beginParts(String key, String type) {
        return await(
                        "begin parts of " + key,
                        () -> client().createMultipartUpload(CreateMultipartUploadArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .headers(new io.minio.Http.Headers(Map.of("Content-Type", type)))
                                .build()))
                .result()
                .uploadId();
    }

    /** Returns the parts that the store has, in order. Returns null if it knows no such upload. */
    public @Nullable List<StoredPart> parts(String key, String uploadId) {
        return orAbsent("list parts of " + key, () -> {
            List<StoredPart> parts = new ArrayList<>();
            ListPartsResult page = partsAfter(key, uploadId, null);
            addAll(parts, page);
            while (page.isTruncated()) {
                page = partsAfter(key, uploadId, page.nextPartNumberMarker());
                addAll(parts, page);
            }
            return parts;
        });
    }

    public void completeParts(String key, String uploadId, List<StoredPart> parts) {
        Part[] all =
                parts.stream().map(part -> new Part(part.number(), part.etag())).toArray(Part[]::new);
        await(
                "complete " + key,
                () -> client().completeMultipartUpload(CompleteMultipartUploadArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .uploadId(uploadId)
                        .parts(all)
                        .build()));
    }

    /** Aborts the multipart upload. Does nothing if there is no such upload. */
    public void abortParts(String key, String uploadId) {
        orAbsent(
                "abort " + key,
                () -> client().abortMultipartUpload(AbortMultipartUploadArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .uploadId(uploadId)
                                .build())
                        .join());
    }

    /** Returns the keys with the prefix that come after {@code after}, in order. */
    public List<String> keys(String prefix, String after, int limit) {
        Iterable<Result<Item>> found = client().listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .startAfter(after)
                .recursive(true)
                .maxKeys(limit)
                .build());
        return StreamSupport.stream(found.spliterator(), false)
                .limit(limit)
                .map(Store::keyOf)
                .toList();
    }

    private MinioAsyncClient client() {
        watch.require();
        return client;
    }

    private static String keyOf(Result<Item> item) {
        try {
            return item.get().objectName();
        } catch (MinioException failed) {
            throw new StoreUnavailable("list", failed);
        }
    }

    /** @param after the last part of the previous page; null for the first page */
    private ListPartsResult partsAfter(String key, String uploadId, @Nullable Integer after) throws MinioException {
        ListPartsArgs.Builder page = ListPartsArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .maxParts(PARTS_AT_ONCE);
        if (after != null) {
            page.partNumberMarker(after);
        }
        return client().listParts(page.build()).join().result();
    }

    private static void addAll(List<StoredPart> parts, ListPartsResult page) {
        page.parts().forEach(part -> parts.add(new StoredPart(part.partNumber(), part.partSize(), part.etag())));
    }

    private static <T> T await(String what, Call<CompletableFuture<T>> call) {
        try {
            return call.make().join();
        } catch (MinioException | CompletionException failed) {
            throw new StoreUnavailable(what, failed);
        }
    }

    private static <T> @Nullable T orAbsent(String what, Call<T> call) {
        try {
            return call.make();
        } catch (MinioException | CompletionException failed) {
            Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
            if (cause instanceof ErrorResponseException refusal
                    && ABSENT.contains(refusal.errorResponse().code())) {
                return null;
            }
            throw new StoreUnavailable(what, failed);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws MinioException;
    }
}
