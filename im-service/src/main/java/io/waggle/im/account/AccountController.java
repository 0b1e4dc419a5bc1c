package io.waggle.im.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Open;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

@RestController
@Tag(name = "accounts")
class AccountController {

    private final AccountService accounts;
    private final PasswordService passwords;

    AccountController(AccountService accounts, PasswordService passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Open
    @Idempotent
    @Operation(operationId = "register", summary = "Register")
    @PostMapping("/v1/accounts")
    @ApiResponse(
            responseCode = "201",
            useReturnTypeSchema = true,
            headers = @Header(name = "Location", schema = @Schema(type = "string")))
    @Refuses({ErrorCode.USERNAME_TAKEN, ErrorCode.OVERLOADED})
    ResponseEntity<Registered> register(@RequestBody Registration registration) {
        return ResponseEntity.created(URI.create("/v1/me")).body(accounts.register(registration));
    }

    @Operation(summary = "Get the profile of the caller")
    @Rpc("me")
    @GetMapping("/v1/me")
    MyProfile me(Caller caller) {
        return accounts.profile(caller);
    }

    @Operation(summary = "Change the profile of the caller; omit a member to keep it, null clears it")
    @Rpc("me.update")
    @PatchMapping("/v1/me")
    MyProfile change(Caller caller, @RequestBody ProfileChange change) {
        return accounts.change(caller, change);
    }

    @Operation(summary = "Change the password of the caller; all their other sessions end")
    @Rpc("me.password")
    @PutMapping("/v1/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.BAD_CREDENTIALS, ErrorCode.OVERLOADED})
    void changePassword(Caller caller, @RequestBody PasswordChange change) {
        passwords.change(caller, change);
    }

    @Operation(summary = "Get who may find, befriend and message the caller")
    @Rpc("me.privacy")
    @GetMapping("/v1/me/privacy")
    Privacy privacy(Caller caller) {
        return accounts.privacy(caller);
    }

    @Operation(
            summary = "Change who may find, befriend and message the caller; omit a member to keep it, null resets it")
    @Rpc("me.privacy.update")
    @PatchMapping("/v1/me/privacy")
    Privacy changePrivacy(Caller caller, @RequestBody PrivacyChange change) {
        return accounts.change(caller, change);
    }

    @Operation(summary = "Deactivate the account of the caller, for good")
    @Rpc("me.deactivate")
    @DeleteMapping("/v1/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses({ErrorCode.BAD_CREDENTIALS, ErrorCode.OVERLOADED})
    void deactivate(Caller caller, @RequestBody Deactivation deactivation) {
        passwords.deactivate(caller, deactivation);
    }
}
