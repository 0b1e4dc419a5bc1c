package io.waggle.im.account;

import io.waggle.im.http.Patch;

import java.time.LocalDate;

/** What a user wants to change in the profile. */
record ProfileChange(
        Patch<String> nickname,
        Patch<String> avatar,
        Patch<String> phone,
        Patch<Gender> gender,
        Patch<LocalDate> birthDate) {

    @Override
    public String toString() {
        return "ProfileChange[]";
    }
}
