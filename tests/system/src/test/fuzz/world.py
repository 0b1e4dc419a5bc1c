"""Creates what the operations need: users with friends, groups, devices, media and so on."""

import datetime
import hashlib
import json
import urllib.error
import urllib.request
import uuid

PASSWORD = "correct horse battery"
MANY = 40


class Api:
    """A client of Waggle's HTTP API for one caller."""

    def __init__(self, base, token=None, acts_as=None):
        self.base = base
        self.token = token
        self.acts_as = acts_as

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if self.acts_as:
            headers["Waggle-User"] = self.acts_as
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, method=method, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"{method} {path} was answered {refused.code} {refused.read().decode()}") from refused
        return json.loads(text) if text else {}


def register(base):
    name = "fuzz" + uuid.uuid4().hex[:12]
    account = Api(base).call("POST", "/v1/accounts", {"username": name, "password": PASSWORD})
    return {"username": name, "uid": account["uid"]}


def login(base, username):
    device = {"name": "fuzzer", "platform": "other"}
    return Api(base).call("POST", "/v1/sessions", {"username": username, "password": PASSWORD, "device": device})


def new_user(base):
    user = register(base)
    session = login(base, user["username"])
    return {**user, **session, "api": Api(base, session["accessToken"])}


def befriend(one, other):
    request = one.call("POST", "/v1/friend-requests", {"to": other["uid"]})
    other["api"].call("POST", f"/v1/friend-requests/{request['id']}/accept")


def group(api, members=(), **more):
    return api.call("POST", "/v1/groups", {"name": "Bees", "members": list(members), **more})["gid"]


def upload(api):
    """Uploads a text and returns its media id."""
    content = uuid.uuid4().hex.encode()
    wish = {"name": "a.txt", "type": "text/plain", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    ticket = api.call("POST", "/v1/media/uploads", wish)
    put = urllib.request.Request(ticket["put"]["url"], method="PUT", data=content, headers=ticket["put"]["headers"])
    urllib.request.urlopen(put, timeout=60).close()
    api.call("POST", f"/v1/media/{ticket['mediaId']}/complete")
    return ticket["mediaId"]


def tomorrow():
    time = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    return time.isoformat().replace("+00:00", "Z")


def upload_in_parts(api):
    wish = {"name": "b.bin", "type": "application/octet-stream", "size": 20_000_000, "sha256": uuid.uuid4().hex * 2}
    return api.call("POST", "/v1/media/uploads", wish)["mediaId"]


def around(base, me, certificate):
    """Creates everything around the calling user.

    Values are taken from the lists in turn, so that an operation that works once per value can be repeated.
    """
    api = me["api"]
    friend, other, asker, spare = (new_user(base) for _ in range(4))
    strangers = [register(base)["uid"] for _ in range(MANY)]
    for one in (friend, other):
        befriend(api, one)
    members = [friend["uid"], other["uid"]]
    groups = [group(api, members) for _ in range(3)]
    approval = group(api, [friend["uid"]], joinPolicy="approval")
    open_groups = [group(friend["api"], joinPolicy="open") for _ in range(MANY)]
    invited = [friend["api"].call("POST", f"/v1/groups/{group(friend['api'])}/invites", {})["code"] for _ in range(MANY)]
    sent = [api.call("POST", "/v1/messages", {"to": {"u": friend["uid"]}, "text": f"{i}"}) for i in range(5)]
    friend["api"].call("POST", "/v1/messages", {"to": {"u": me["uid"]}, "text": "a"})
    for gid in groups:
        api.call("POST", "/v1/messages", {"to": {"g": gid}, "custom": {"type": "t", "data": {"a": [1]}}})
    media = upload(api)
    api.call("POST", "/v1/messages", {"to": {"u": friend["uid"]}, "file": {"mediaId": media}})
    # A group in which no other operation leaves, mutes or deletes anything.
    talk = group(api, members)
    said = [api.call("POST", "/v1/messages", {"to": {"g": talk}, "text": f"{i}"})["seq"] for i in range(3 * MANY)]
    erased = said.pop()
    api.call("POST", f"/v1/conversations/{talk}/messages/{erased}/recall")
    later = {"to": {"u": friend["uid"]}, "sendAt": tomorrow(), "text": "later"}
    scheduled = [api.call("POST", "/v1/scheduled-messages", later)["id"] for _ in range(MANY)]
    forward = {"from": {"conversation": talk, "seqs": said[:3]}, "to": [{"g": talk}], "combined": True}
    combined = api.call("POST", "/v1/messages/forward", forward)["items"][0]["messages"][0]["seq"]
    requests = [new_user(base)["api"].call("POST", "/v1/friend-requests", {"to": me["uid"]})["id"] for _ in range(12)]
    joiners = [new_user(base) for _ in range(12)]
    join_requests = [one["api"].call("POST", f"/v1/groups/{approval}/join", {})["id"] for one in joiners]
    devices = [provision(api) for _ in range(8)]
    return {
        "friend": friend["uid"],
        "other": other["uid"],
        "username": friend["username"],
        "strangers": strangers,
        "groups": groups,
        "approval": approval,
        "openGroups": open_groups,
        "spareGroups": [group(api, members) for _ in range(MANY)],
        "codes": [api.call("POST", f"/v1/groups/{groups[0]}/invites", {})["code"] for _ in range(MANY)],
        "invited": invited,
        "conversation": sent[0]["conversation"],
        "talk": talk,
        "said": said[:MANY],
        "recalled": said[MANY:2 * MANY],
        "hidden": said[2 * MANY:],
        "erased": erased,
        "scheduled": scheduled[: MANY // 2],
        "cancelled": scheduled[MANY // 2 :],
        "combined": combined,
        "media": media,
        "parts": upload_in_parts(api),
        "friendRequests": requests,
        "joinRequests": join_requests,
        "device": devices[0],
        "devices": [one["did"] for one in devices[1:]],
        "certificate": certificate,
        "spare": {"username": spare["username"], "uid": spare["uid"]},
        # The limit is five devices per user, so these logins replace no other.
        "sessions": [login(base, register(base)["username"]) for _ in range(12)],
        "leavers": [login(base, register(base)["username"])["accessToken"] for _ in range(12)],
    }


def provision(api):
    return api.call("POST", "/v1/devices", {"name": "scale", "platform": "iot", "credential": "secret"})


def for_user(base, admin, certificate):
    me = new_user(base)
    return {"token": me["accessToken"], "uid": me["uid"], **around(base, me, certificate)}


def for_admin(base, admin, certificate):
    me = {"uid": admin.call("GET", "/v1/me")["uid"], "api": admin}
    upload(new_user(base)["api"])
    contents = [case["contentId"] for case in admin.call("GET", "/v1/media/moderation?state=passed")["items"]]
    keys = [key(admin)["id"] for _ in range(MANY)]
    return {
        "token": admin.token,
        "uid": me["uid"],
        "contents": contents,
        "keys": keys,
        **around(base, me, certificate),
    }


def key(admin, app="fuzz"):
    scopes = ["users", "tokens", "messages", "groups", "relations"]
    return admin.call("POST", "/v1/admin/api-keys", {"app": app, "name": "fuzzer", "scopes": scopes})


def for_key(base, admin, certificate):
    secret = key(admin, "shop")["key"]
    system = Api(base, secret)
    name = "shop" + uuid.uuid4().hex[:12]
    uid = system.call("POST", "/v1/server/users", {"username": name})["uid"]
    system.call("PUT", "/v1/server/relation-types/superior", {"inverse": "subordinate"})
    me = {"uid": uid, "api": Api(base, secret, uid)}
    return {"token": secret, "uid": uid, "type": "superior", **around(base, me, certificate)}


CALLERS = {"user": for_user, "admin": for_admin, "key": for_key}
