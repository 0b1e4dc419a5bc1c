package io.waggle.kit.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.fabric.Fabric;
import io.waggle.kit.http.Open;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Reports the program's health to operators, load balancers and monitoring. Everyone may ask; the answer contains only names of
 * parts.
 */
@RestController
@Tag(name = "health")
class HealthController {

    private final List<Part> parts;

    /** @param others the program's parts besides its database and the fabric */
    HealthController(
            ApplicationAvailability availability, DataSource database, Fabric fabric, ObjectProvider<Part> others) {
        this.parts = Stream.concat(
                        Stream.of(
                                Part.needed("traffic", () -> acceptsTraffic(availability)),
                                Part.needed("database", new DatabasePing(database)),
                                Part.needed("fabric", fabric::isConnected)),
                        others.orderedStream())
                .toList();
    }

    @Open
    @Operation(operationId = "livez", summary = "Check that the process runs: if it does not answer, restart it")
    @GetMapping("/livez")
    ResponseEntity<Health> live() {
        return answer(List.of());
    }

    @Open
    @Operation(operationId = "readyz", summary = "Check that the program can serve: if not, send requests elsewhere")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "503", description = "Names the parts that are not ready")
    @GetMapping("/readyz")
    ResponseEntity<Health> ready() {
        return answer(missing(Part::needed));
    }

    @Open
    @Operation(operationId = "healthz", summary = "Check that every part works")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "503", description = "Names the parts that are not ready")
    @GetMapping("/healthz")
    ResponseEntity<Health> healthy() {
        return answer(missing(part -> true));
    }

    private List<String> missing(Predicate<Part> asked) {
        return parts.stream()
                .filter(asked)
                .filter(part -> !part.isReady())
                .map(Part::name)
                .toList();
    }

    /** Returns whether requests are accepted: from the end of the start until the program is told to stop. */
    private static boolean acceptsTraffic(ApplicationAvailability availability) {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    private static ResponseEntity<Health> answer(List<String> missing) {
        return ResponseEntity.status(missing.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(Health.without(missing));
    }
}
