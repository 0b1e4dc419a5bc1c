package io.waggle.media.upload;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.media.access.Caller;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Media")
class UploadController {

    private final Tickets tickets;
    private final PartUploads parts;
    private final Completion completion;

    UploadController(Tickets tickets, PartUploads parts, Completion completion) {
        this.tickets = tickets;
        this.parts = parts;
        this.completion = completion;
    }

    @Idempotent
    @Operation(
            operationId = "requestUpload",
            summary = "Request an upload ticket; 200 if the caller has already uploaded the same content")
    @PostMapping("/v1/media/uploads")
    @ApiResponse(responseCode = "200", description = "The content is uploaded already", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "A ticket for the upload", useReturnTypeSchema = true)
    @Refuses({ErrorCode.MEDIA_BLOCKED, ErrorCode.UPLOAD_QUOTA})
    ResponseEntity<Ticket> upload(Caller caller, @RequestBody NewUpload upload) {
        Ticket ticket = tickets.issue(caller.uid(), upload);
        return ResponseEntity.status(ticket.isComplete() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(ticket);
    }

    @Operation(
            operationId = "uploadProgress",
            summary = "Get the progress of a multipart upload, with the missing parts")
    @GetMapping("/v1/media/{media}/parts")
    Progress progress(Caller caller, @PathVariable Id media) {
        return parts.progress(caller.uid(), media);
    }

    @Operation(operationId = "signParts", summary = "Get signed addresses for parts of a multipart upload")
    @PostMapping("/v1/media/{media}/parts")
    Page<SignedPart> sign(Caller caller, @PathVariable Id media, @RequestBody WantedParts wanted) {
        return Page.whole(parts.sign(caller.uid(), media, wanted));
    }

    @Operation(
            operationId = "completeUpload",
            summary = "Complete an upload, or prove possession of known content; then the media can be sent")
    @PostMapping("/v1/media/{media}/complete")
    @Refuses({ErrorCode.NOT_UPLOADED, ErrorCode.MEDIA_REFUSED, ErrorCode.MEDIA_BLOCKED, ErrorCode.OVERLOADED})
    MediaView complete(Caller caller, @PathVariable Id media, @RequestBody(required = false) @Nullable Finish finish) {
        return completion.complete(caller.uid(), media, finish == null ? null : finish.proof());
    }
}
