package io.waggle.im.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

record CertificateChange(
        @Schema(requiredMode = REQUIRED, maxLength = 16384) @Nullable
        String certificate) {}
