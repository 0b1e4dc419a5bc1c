package io.waggle.media.download;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.kit.description.Refuses;
import io.waggle.media.access.Caller;
import io.waggle.protocol.ErrorCode;
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

    @Operation(
            operationId = "download",
            summary = "Redirect to a short-lived download address; held content is answered with a placeholder")
    @GetMapping("/v1/media/{media}")
    @ApiResponse(
            responseCode = "302",
            description = "The media are at this address for a short time",
            headers = @Header(name = "Location", schema = @Schema(type = "string", format = "uri")),
            content = @Content)
    @ApiResponse(
            responseCode = "200",
            description = "The content is held back: a grey picture",
            headers = @Header(name = "Waggle-Media-State", schema = @Schema(type = "string", allowableValues = "held")),
            content = @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")))
    @Refuses(ErrorCode.MEDIA_BLOCKED)
    ResponseEntity<byte[]> download(
            Caller caller,
            @PathVariable Id media,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"thumb", "poster"}))
                    @RequestParam(required = false)
                    @Nullable
                    String variant) {
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

    /** A page cannot send a token with an image or video element, and cannot see the target of a redirect. */
    @Operation(operationId = "downloadAddress", summary = "Get the download address as JSON, for web pages")
    @GetMapping("/v1/media/{media}/address")
    @Refuses(ErrorCode.MEDIA_BLOCKED)
    ResponseEntity<Address> address(
            Caller caller,
            @PathVariable Id media,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"thumb", "poster"}))
                    @RequestParam(required = false)
                    @Nullable
                    String variant) {
        Address address = switch (downloads.find(caller, media, Variant.of(variant))) {
            case Downloads.Outcome.Address(var uri) -> new Address(uri, null);
            case Downloads.Outcome.Held() -> new Address(null, "held");
        };
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(address);
    }

    /**
     * Has either a url or a state.
     *
     * @param url valid for a short time
     * @param state why there is no url
     */
    record Address(
            @Nullable URI url,
            @Schema(allowableValues = "held") @Nullable String state) {}
}
