"""Gives the fuzzer existing ids, and counts the answers.

Schemathesis generates ids that do not exist. In a request that is meant to be valid, they are replaced by ids of existing
objects. So the operation is reached, and a request is refused only for what is meant to be wrong in it.
"""

import atexit
import collections
import datetime
import itertools
import json
import os

import schemathesis

with open(os.environ["WAGGLE_FUZZ_WORLD"], encoding="utf-8") as file:
    WORLD = json.load(file)
TOMORROW = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)).isoformat().replace("+00:00", "Z")
TALLY = collections.defaultdict(collections.Counter)
TURNS = {name: itertools.cycle(value) for name, value in WORLD.items() if isinstance(value, list) and value}


def take(name):
    """Returns the next value of a list, or the only value; None if this caller has none."""
    return next(TURNS[name]) if name in TURNS else WORLD.get(name)


# By operation, then by parameter name. The entries under "" apply to all operations.
PATHS = {
    "": {
        "uid": "friend", "gid": "groups", "conversation": "conversation", "media": "media", "content": "contents",
        "did": "devices", "code": "codes", "type": "type", "name": "type", "other": "other", "id": "keys",
    },
    "groupsDissolve": {"gid": "spareGroups"},
    "groupsTransfer": {"gid": "spareGroups"},
    "groupsBan": {"gid": "spareGroups", "uid": "other"},
    "groupsUnban": {"gid": "spareGroups", "uid": "other"},
    "groupsRemove": {"gid": "spareGroups", "uid": "other"},
    "groupsJoin": {"gid": "openGroups"},
    "groupsAcceptJoin": {"gid": "approval", "id": "joinRequests"},
    "groupsRejectJoin": {"gid": "approval", "id": "joinRequests"},
    "groupsInvitesRevoke": {"gid": "groups.0", "code": "codes"},
    "invitesJoin": {"code": "invited"},
    "entry": {"conversation": "talk", "seq": "said"},
    "hideEntry": {"conversation": "talk", "seq": "hidden"},
    "messagesHide": {"conversation": "talk"},
    "messagesHidden": {"conversation": "talk"},
    "messagesEdit": {"conversation": "talk", "seq": "said"},
    "messagesVersions": {"conversation": "talk", "seq": "said"},
    "messagesRecall": {"conversation": "talk", "seq": "recalled"},
    "adminRecall": {"conversation": "talk", "seq": "recalled"},
    "adminRecalled": {"conversation": "talk", "seq": "erased"},
    "adminRecalledCombined": {"conversation": "talk", "seq": "erased"},
    "messagesCombined": {"conversation": "talk", "seq": "combined"},
    "messagesReact": {"conversation": "talk", "seq": "said", "emoji": "=\U0001F44D"},
    "messagesUnreact": {"conversation": "talk", "seq": "said", "emoji": "=\U0001F44D"},
    "messagesReactions": {"conversation": "talk", "seq": "said"},
    "messagesReactors": {"conversation": "talk", "seq": "said", "emoji": "=\U0001F44D"},
    "pinsAdd": {"conversation": "talk", "seq": "said"},
    "pinsRemove": {"conversation": "talk", "seq": "said"},
    "pinsList": {"conversation": "talk"},
    "threadsPage": {"conversation": "talk", "seq": "said"},
    "threadsRead": {"conversation": "talk", "seq": "said"},
    "threadsFollow": {"conversation": "talk", "seq": "said"},
    "threadsUnfollow": {"conversation": "talk", "seq": "said"},
    "scheduledGet": {"id": "scheduled"},
    "scheduledUpdate": {"id": "scheduled"},
    "scheduledCancel": {"id": "cancelled"},
    "friendsAccept": {"id": "friendRequests"},
    "friendsReject": {"id": "friendRequests"},
    "friendsRemove": {"uid": "other"},
    "blocksAdd": {"uid": "other"},
    "blocksRemove": {"uid": "other"},
    "uploadProgress": {"media": "parts"},
    "signParts": {"media": "parts"},
    "adminBan": {"uid": "spare.uid"},
    "adminUnban": {"uid": "spare.uid"},
    "openUserSession": {"uid": "uid"},
    "putRelation": {"uid": "uid"},
    "deleteRelation": {"uid": "uid"},
    "listRelations": {"uid": "uid"},
}
BODIES = {
    "login": {"username": "spare.username", "password": "=correct horse battery"},
    "refreshSession": {"refreshToken": "sessions.refreshToken"},
    "openDeviceSession": {"did": "device.did", "secret": "device.secret"},
    "friendsRequest": {"to": "strangers"},
    "groupsCreate": {"members": ["friend"]},
    "groupsAdd": {"uids": ["strangers"]},
    "groupsTransfer": {"uid": "friend"},
    "conversationsRead": {"seq": "=1"},
    "messagesHide": {"seqs": ["hidden"]},
    "devicesCertificate": {"certificate": "certificate"},
    "mePassword": {"oldPassword": "=correct horse battery"},
    "meDeactivate": {"password": "=correct horse battery"},
    "signParts": {"parts": "=[1]"},
    "defineRelationType": {"inverse": "=subordinate"},
    "adminBan": {"until": "=2100-01-01T00:00:00Z"},
}
# Operations that end the caller's session, or the account.
ENDING_OPERATIONS = {"sessionsEnd", "mePassword", "meDeactivate"}


def value(place):
    if isinstance(place, list):
        return [value(one) for one in place]
    if place.startswith("="):
        return json.loads(place[1:]) if place[1:2] in "[0123456789" and not place[5:6] == "-" else place[1:]
    name, _, member = place.partition(".")
    found = WORLD.get(name) if member.isdigit() else take(name)
    if found is None or not member:
        return found
    return found[int(member)] if member.isdigit() else found.get(member)


def meant_wrong(case, component):
    """Returns whether this part of the request is meant to be wrong."""
    return any(location.value == component and info.mode.is_negative for location, info in case.meta.components.items())


def replace(container, places):
    for name, place in places.items():
        if name in container:
            known = value(place)
            if known is not None:
                container[name] = known


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation.definition.raw.get("operationId")
    if case.path_parameters and not meant_wrong(case, "path"):
        places = {**PATHS[""], **PATHS.get(operation, {})}
        if any(info.mode.is_negative for info in case.meta.components.values()):
            # Any text is a valid emoji to the description, so a wrong request keeps the one that it has.
            places.pop("emoji", None)
        replace(case.path_parameters, places)
    if isinstance(case.body, dict) and not meant_wrong(case, "body"):
        make_body_valid(operation, case.body)
    if "Waggle-User" in case.headers and not meant_wrong(case, "header"):
        case.headers["Waggle-User"] = WORLD["uid"]
    leaves = operation in ENDING_OPERATIONS
    case.headers["Authorization"] = "Bearer " + (take("leavers") if leaves else WORLD["token"])
    if leaves:
        case.headers.pop("Waggle-User", None)
    elif WORLD["token"].startswith("wgk_") and not meant_wrong(case, "header"):
        case.headers["Waggle-User"] = WORLD["uid"]


def make_body_valid(operation, body):
    replace(body, BODIES.get(operation, {}))
    if operation == "messagesEdit":
        body.clear()
        body["text"] = "edited"
    if operation == "messagesForward":
        if not body.get("combined"):
            body.pop("title", None)
        body["from"] = {"conversation": WORLD["talk"], "seqs": [take("said")]}
        body["to"] = [{"u": WORLD["friend"]}]
    if operation == "sendSystemMessage" and "to" in body:
        # The system sends no media and replies to nothing.
        for member in [name for name in body if name not in ("to", "id")]:
            del body[member]
        body["text"] = "news"
    if operation == "scheduledUpdate":
        body.clear()
        body["text"] = "changed"
    if operation in ("sendMessage", "scheduledCreate"):
        body.pop("replyTo", None)
        body.pop("thread", None)
    if operation == "scheduledCreate" and "sendAt" in body:
        body["sendAt"] = TOMORROW
        body.pop("expiresAt", None)
    if operation in ("sendMessage", "sendSystemMessage", "scheduledCreate") and "to" in body:
        body["to"] = {"u": WORLD["friend"]}
        for kind in ("image", "file", "voice", "video"):
            if kind in body:
                body[kind] = {"mediaId": WORLD["media"]}
                break
        else:
            if "album" in body:
                body["album"] = [{"image": {"mediaId": WORLD["media"]}, "caption": "1"}, {"image": {"mediaId": WORLD["media"]}}]
            else:
                body.pop("caption", None)
    if operation == "devicesProvision":
        body.pop("certificate", None)
        body["credential"] = "secret"


@schemathesis.hook
def after_call(context, case, response):
    TALLY[case.operation.definition.raw.get("operationId", case.operation.label)][str(response.status_code)] += 1


@atexit.register
def tell():
    with open(os.environ["WAGGLE_FUZZ_TALLY"], "w", encoding="utf-8") as told:
        json.dump(TALLY, told)
