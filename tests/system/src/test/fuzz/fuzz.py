"""Runs Schemathesis on all operations of a running Waggle, as a user, as an administrator and with an API key.

usage: fuzz.py URL SCHEMATHESIS ADMIN_PASSWORD CERTIFICATE FOLDER

Exits with 1 and prints the reason if an answer differs from the API description, or if an operation was never carried out.
"""

import json
import os
import pathlib
import subprocess
import sys

import world

CHECKS = ",".join([
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection",
])
HERE = pathlib.Path(__file__).parent

# Operations that a generated request cannot carry out, with the reason.
NEVER_DONE = {}


# Each caller requests all operations, and its own operations with more examples.
OWN = {"user": "^/", "admin": "^/v1/(admin|media/(moderation|blocks))", "key": "^/v1/server"}
MANY_EXAMPLES = ["--phases", "coverage,fuzzing", "--max-examples", "6"]
FEW_EXAMPLES = ["--phases", "fuzzing", "--max-examples", "4"]


def run(caller, url, program, facts, folder):
    (folder / "world.json").write_text(json.dumps(facts), encoding="utf-8")
    own = schemathesis(url, program, folder, "own", [*MANY_EXAMPLES, "--include-path-regex", OWN[caller]])
    if caller == "user":
        return own
    others = schemathesis(url, program, folder, "others", [*FEW_EXAMPLES, "--exclude-path-regex", OWN[caller]])
    return own[0] and others[0], {**own[1], **others[1]}


def schemathesis(url, program, folder, name, options):
    """Returns whether it found no error, and how often each operation was answered with each status."""
    tally = folder / (name + ".json")
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "WAGGLE_FUZZ_WORLD": str(folder / "world.json"),
        "WAGGLE_FUZZ_TALLY": str(tally),
    }
    command = [
        program, "--config-file", str(HERE / "schemathesis.toml"), "run", url + "/v3/api-docs", "--url", url,
        "--checks", CHECKS, "--generation-deterministic", "--generation-with-security-parameters", "false",
        "--continue-on-failure", "--no-shrink", "--no-color", "--warnings", "off", "--max-redirects", "0", *options,
    ]
    done = subprocess.run(
        command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode != 0:
        print(f"--- {folder.name}, {name}:\n{done.stdout}")
    return done.returncode == 0, json.loads(tally.read_text(encoding="utf-8"))


def operations(url):
    paths = world.Api(url).call("GET", "/v3/api-docs")["paths"]
    return {operation["operationId"] for path in paths.values() for operation in path.values()}


def main():
    url, program, password, certificate, folder = sys.argv[1:]
    device = {"name": "fuzzer", "platform": "other"}
    session = world.Api(url).call("POST", "/v1/sessions", {"username": "admin", "password": password, "device": device})
    admin = world.Api(url, session["accessToken"])
    pem = pathlib.Path(certificate).read_text(encoding="utf-8")
    fine, done, requested = True, set(), set()
    for caller, build in world.CALLERS.items():
        place = pathlib.Path(folder).resolve() / caller
        place.mkdir()
        kept, tally = run(caller, url, program, build(url, admin, pem), place)
        fine = fine and kept
        requested |= tally.keys()
        carried_out = {name for name, statuses in tally.items() if any(status < "400" for status in statuses)}
        done |= carried_out
        print(f"{caller}: {sum(sum(one.values()) for one in tally.values())} requests,"
              f" {len(carried_out)} of {len(tally)} operations carried out")
    everything = operations(url)
    for name in sorted(everything - requested):
        print("never requested: " + name)
    for name in sorted((requested - done) - NEVER_DONE.keys()):
        print("never carried out: " + name)
    return 0 if fine and not (everything - requested) and not ((requested - done) - NEVER_DONE.keys()) else 1


if __name__ == "__main__":
    sys.exit(main())
