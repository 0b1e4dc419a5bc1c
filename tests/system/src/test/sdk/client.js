// A device with the TypeScript SDK. SameOrderIT.java sends one JSON command per line and reads one JSON event per line.
// Arguments: folder of the SDK, url, uid, did, access token.
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

const [folder, url, uid, did, token] = process.argv.slice(2)
const { createClient } = await import(pathToFileURL(`${folder}/dist/core/index.js`))
const { mqttTransport } = await import(pathToFileURL(`${folder}/dist/mqtt/index.js`))

const report = (event, details) => console.log(JSON.stringify({ event, ...details }))

// Batches that the test has not answered yet.
const batches = new Map()
let lastBatch = 0

const client = createClient({
  url,
  uid,
  did,
  tokens: () => Promise.resolve(token),
  transport: mqttTransport,
  sink: ({ conversation, entries, position }) =>
    new Promise((resolve) => {
      const tag = String(++lastBatch)
      batches.set(tag, resolve)
      report('batch', { tag, conversation, position, entries })
    }),
})

let online = false
client.onState((state) => {
  const isOnline = state.name === 'online'
  if (isOnline !== online) {
    online = isOnline
    report(online ? 'online' : 'offline', { reason: state.reason })
  }
})

function send({ id, to, content }) {
  client.send(to, content, { id }).stored.then(
    ({ seq }) => report('stored', { id, seq }),
    ({ code, detail }) => report('failed', { id, code, detail }),
  )
}

const commands = {
  connect: () => client.connect(),
  send,
  keep: ({ tag }) => batches.get(tag)?.(),
}

const input = readline.createInterface({ input: process.stdin })
input.on('line', (line) => {
  const command = JSON.parse(line)
  commands[command.do](command)
  if ('tag' in command) {
    batches.delete(command.tag)
  }
})
// A process without a test ends.
input.on('close', () => process.exit())
