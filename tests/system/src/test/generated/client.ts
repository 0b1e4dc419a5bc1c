// A round trip with types that are generated from the server's API description. A compile error shows an error in the description.
import { createHash, randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./waggle.js";

const baseUrl = process.argv[2]!;
const password = "correct horse battery";
type Session = components["schemas"]["Session"];
type Entry = components["schemas"]["Entry"];

function clientOf(session?: Session) {
  return createClient<paths>({
    baseUrl,
    headers: session ? { Authorization: `Bearer ${session.accessToken}` } : {},
  });
}

/** Returns the body of an answer; throws the refusal if the status is another one. */
function expect<T, E>(answer: { data?: T; error?: E; response: Response }, status: number): NonNullable<T> {
  if (answer.response.status !== status || answer.data === undefined || answer.data === null) {
    throw new Error(`${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function equal<T>(what: string, actual: T, expected: T): void {
  if (actual !== expected) {
    throw new Error(`${what} is ${String(actual)}, not ${String(expected)}`);
  }
}

async function newUser(nickname: string) {
  const open = clientOf();
  const username = `gen${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  expect(await open.POST("/v1/accounts", { body: { username, password, nickname } }), 201);
  const session = expect(
    await open.POST("/v1/sessions", { body: { username, password, device: { name: "generated", platform: "web" } } }),
    201,
  );
  return { uid: session.uid, client: clientOf(session) };
}

/** Returns the content of an entry as text. Each kind of entry has its own type. */
function contentOf(entry: Entry): string {
  if (entry.text !== undefined) return entry.text;
  if (entry.file !== undefined) return `${entry.file.mediaId} ${entry.file.size}`;
  if (entry.change?.created !== undefined) return entry.change.created.name;
  if (entry.change?.added !== undefined) return entry.change.added.uids.join(" ");
  throw new Error(`an entry of another kind: ${JSON.stringify(entry)}`);
}

const alice = await newUser("Alice");
const bob = await newUser("Bob");

const request = expect(
  await alice.client.POST("/v1/friend-requests", { body: { to: bob.uid, greeting: "It's Alice" } }),
  201,
);
const accepted = expect(
  await bob.client.POST("/v1/friend-requests/{id}/accept", { params: { path: { id: request.id } } }),
  200,
);
equal("the request's state", accepted.state, "accepted");

const sent = expect(await alice.client.POST("/v1/messages", { body: { to: { u: bob.uid }, text: "hi" } }), 201);

const content = Buffer.from(randomUUID());
const ticket = expect(
  await alice.client.POST("/v1/media/uploads", {
    body: {
      name: "note.txt",
      type: "text/plain",
      size: content.length,
      sha256: createHash("sha256").update(content).digest("hex"),
    },
  }),
  201,
);
if (ticket.put === undefined) throw new Error("the ticket does not say where to put a small file");
// fetch sets the length itself.
const { "Content-Length": _, ...headers } = ticket.put.headers;
equal("the store's answer", (await fetch(ticket.put.url, { method: "PUT", headers, body: content })).status, 200);
const media = expect(
  await alice.client.POST("/v1/media/{media}/complete", { params: { path: { media: ticket.mediaId } } }),
  200,
);
equal("the size of the upload", media.size, content.length);
expect(await alice.client.POST("/v1/messages", { body: { to: { u: bob.uid }, file: { mediaId: media.mediaId } } }), 201);

const history = expect(
  await bob.client.GET("/v1/conversations/{conversation}/messages", {
    params: { path: { conversation: sent.conversation }, query: { limit: 10 } },
  }),
  200,
);
equal("the history", history.items.map(contentOf).join("|"), `hi|${media.mediaId} ${content.length}`);

const gid = expect(
  await alice.client.POST("/v1/groups", { body: { name: "Bees", members: [bob.uid] } }),
  201,
).gid;
const changes = expect(
  await bob.client.GET("/v1/conversations/{conversation}/messages", { params: { path: { conversation: gid } } }),
  200,
);
equal("the group's log", changes.items.map(contentOf).join("|"), `Bees|${bob.uid}`);

const list = expect(await bob.client.GET("/v1/conversations", { params: { query: {} } }), 200);
equal("the unread count", list.items.find((item) => item.id === sent.conversation)?.unread, 2);
equal("the last entry", list.items.find((item) => item.id === sent.conversation)?.last?.seq, 2);

// Null removes the value; a member that is left out changes nothing.
const me = expect(await alice.client.PATCH("/v1/me", { body: { nickname: null, avatar: "https://example.com/a.png" } }), 200);
equal("the avatar", me.avatar, "https://example.com/a.png");

const refused = await alice.client.POST("/v1/messages", { body: { to: { u: "0000000000002" }, text: "hi" } });
const code = refused.error?.code;
equal("the refusal", code, "not-friends");

const keys = expect(await clientOf().GET("/.well-known/jwks.json"), 200);
equal("the key's curve", keys.keys[0]?.crv, "Ed25519");

console.log("round trip done");
