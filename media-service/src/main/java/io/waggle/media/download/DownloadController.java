package io.waggle.media.download;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.media.access.Caller;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

@RestController
@Tag(name = "Media")
class DownloadController {

    private static final String STATE = "Waggle-Media-State";

    private final Downloads downloads;

    DownloadController(Downloads downloads) {
        this.downloads = downloads;
    }

    @Operation(summary = "Where to get media from, for a moment; a placeholder for what is held back")
    @GetMapping("/v1/media/{media}")
    ResponseEntity<byte[]> download(
            Caller caller, @PathVariable Id media, @RequestParam(required = false) @Nullable String variant) {
        return switch (downloads.find(caller, media, Variant.of(variant))) {
            case Downloads.Outcome.Address(var uri) ->
                ResponseEntity.status(HttpStatus.FOUND)
                        .location(uri)
                        .cacheControl(CacheControl.noStore())
                        .build();
            case Downloads.Outcome.Held() ->
                ResponseEntity.ok()
                        .contentType(MediaType.IMAGE_PNG)
                        .cacheControl(CacheControl.noStore())
                        .header(STATE, "held")
                        .body(Placeholder.png());
        };
    }

    /** A page cannot send a token with an image or a film, nor see where it was redirected to. */
    @Operation(summary = "The same as JSON, for pages that show it by its address")
    @GetMapping("/v1/media/{media}/address")
    ResponseEntity<Address> address(
            Caller caller, @PathVariable Id media, @RequestParam(required = false) @Nullable String variant) {
        Address address = switch (downloads.find(caller, media, Variant.of(variant))) {
            case Downloads.Outcome.Address(var uri) -> new Address(uri, null);
            case Downloads.Outcome.Held() -> new Address(null, "held");
        };
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(address);
    }

    /**
     * One of the two.
     *
     * @param url good for a moment
     * @param state why there is none
     */
    record Address(@Nullable URI url, @Nullable String state) {}
}
