package io.waggle.im.business;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.waggle.im.caller.Business;
import io.waggle.im.customrelation.CustomRelation;
import io.waggle.im.customrelation.RelationType;
import io.waggle.kit.description.Refuses;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "business systems")
class BusinessRelationController {

    private final BusinessRelations relations;

    BusinessRelationController(BusinessRelations relations) {
        this.relations = relations;
    }

    @Operation(
            operationId = "defineRelationType",
            summary = "Define a relation type with its inverse, or change its messaging rules")
    @PutMapping("/v1/server/relation-types/{name}")
    @Refuses(ErrorCode.LIMIT_REACHED)
    RelationType define(
            Business business,
            @Parameter(schema = @Schema(type = "string", pattern = "^[a-z][a-z0-9._-]{0,31}$")) @PathVariable
                    String name,
            @RequestBody NewRelationType type) {
        return relations.define(name, type);
    }

    @Operation(operationId = "listRelationTypes", summary = "List the relation types")
    @GetMapping("/v1/server/relation-types")
    Page<RelationType> listTypes(Business business) {
        return relations.listTypes();
    }

    @Operation(operationId = "removeRelationType", summary = "Delete a relation type and all its relations")
    @DeleteMapping("/v1/server/relation-types/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Business business, @PathVariable String name) {
        relations.removeType(name);
    }

    @Operation(
            operationId = "putRelation",
            summary = "Record that one of the system's own users is the {type} of another user")
    @PutMapping("/v1/server/relations/{type}/{uid}/{other}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(Business business, @PathVariable String type, @PathVariable Id uid, @PathVariable Id other) {
        relations.put(business, type, uid, other);
    }

    @Operation(
            operationId = "deleteRelation",
            summary = "Delete the record that one of the system's own users is the {type} of another user")
    @DeleteMapping("/v1/server/relations/{type}/{uid}/{other}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Business business, @PathVariable String type, @PathVariable Id uid, @PathVariable Id other) {
        relations.delete(business, type, uid, other);
    }

    @Operation(operationId = "listRelations", summary = "List the users whose {type} is one of the system's own users")
    @GetMapping("/v1/server/relations/{type}/{uid}")
    Page<CustomRelation> list(
            Business business,
            @PathVariable String type,
            @PathVariable Id uid,
            @RequestParam @Nullable Id cursor,
            @RequestParam @Nullable Integer limit) {
        return relations.list(business, type, uid, cursor, limit);
    }
}
