package io.waggle.im.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Idempotent;
import io.waggle.im.http.Open;
import io.waggle.im.rpc.Rpc;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

@RestController
@Tag(name = "accounts")
class AccountController {

    private final AccountService accounts;

    AccountController(AccountService accounts) {
        this.accounts = accounts;
    }

    @Open
    @Idempotent
    @Operation(summary = "Register")
    @PostMapping("/v1/accounts")
    ResponseEntity<Registered> register(@RequestBody Registration registration) {
        return ResponseEntity.created(URI.create("/v1/me")).body(accounts.register(registration));
    }

    @Operation(summary = "My profile")
    @Rpc("me")
    @GetMapping("/v1/me")
    MyProfile me(Caller caller) {
        return accounts.profile(caller);
    }
}
