package io.waggle.media.upload;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.kit.http.Check;
import io.waggle.kit.names.Names;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** A request to upload a file. */
record NewUpload(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 255) @Nullable
        String name,

        @Schema(
                requiredMode = REQUIRED,
                pattern = "^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}$",
                example = "image/jpeg")
        @Nullable
        String type,

        @Schema(requiredMode = REQUIRED, minimum = "1") @Nullable
        Long size,

        @Schema(requiredMode = REQUIRED, pattern = "^[0-9a-fA-F]{64}$") @Nullable
        String sha256) {

    private static final int NAME_LENGTH = 255;
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    String checkedName() {
        return Names.ofFile("name", name, NAME_LENGTH);
    }

    String checkedType() {
        String checked = Check.present("type", type).toLowerCase(Locale.ROOT);
        if (!TYPE.matcher(checked).matches()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "type must be a media type such as image/jpeg, without parameters");
        }
        return checked;
    }

    long checkedSize(UploadProperties properties, String checkedType) {
        long checked = Check.present("size", size);
        long max = properties.maxOf(checkedType);
        if (checked < 1) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "size must be the number of bytes, at least 1");
        }
        if (checked > max) {
            throw new Refused(
                    ErrorCode.TOO_LONG, "size is " + checked + "; the maximum for " + checkedType + " is " + max);
        }
        return checked;
    }

    byte[] checkedSha256() {
        String checked = Check.present("sha256", sha256);
        if (!SHA256.matcher(checked).matches()) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "sha256 must be 64 hexadecimal digits");
        }
        return HexFormat.of().parseHex(checked);
    }
}
