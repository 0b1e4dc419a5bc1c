// A device with the TypeScript SDK. SdkDevice.java sends one JSON command per line and reads one JSON event per line.
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
    new Promise((resolve, reject) => {
      const tag = String(++lastBatch)
      batches.set(tag, { resolve, reject })
      report('batch', { tag, conversation, position, entries })
    }),
})

let online = false
let began = 0
client.onState((state) => {
  if (state.name === 'connecting') {
    began = Date.now()
  }
  const isOnline = state.name === 'online'
  if (isOnline !== online) {
    online = isOnline
    report(online ? 'online' : 'offline', { began, reason: state.reason })
  }
  if (state.name === 'closed') {
    report('closed', { reason: state.reason })
  }
})

// Messages that are neither stored nor failed.
const sending = new Set()

function send({ id, to, content }) {
  // The SDK sends it again by itself.
  if (sending.has(id)) {
    return
  }
  sending.add(id)
  client
    .send(to, content, { id })
    .stored.finally(() => sending.delete(id))
    .then(
      ({ seq }) => report('stored', { id, seq }),
      ({ code, detail }) => report('failed', { id, code, detail }),
    )
}

const commands = {
  connect: () => client.connect(),
  close: () => client.close(),
  send,
  keep: ({ tag }) => batches.get(tag)?.resolve(),
  refuse: ({ tag }) => batches.get(tag)?.reject(new Error('The test refuses it.')),
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
