package io.waggle.im.account;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.http.Patch;

import java.time.LocalDate;

/** A change of a user's profile. */
record ProfileChange(
        @Schema(minLength = 1, maxLength = 64) Patch<String> nickname,
        @Schema(minLength = 1, maxLength = 512) Patch<String> avatar,
        @Schema(pattern = "^\\+?[0-9]{4,15}$") Patch<String> phone,
        Patch<Gender> gender,
        Patch<LocalDate> birthDate) {

    @Override
    public String toString() {
        return "ProfileChange[]";
    }
}
