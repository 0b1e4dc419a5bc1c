// A device with mqtt.js, driven by MqttJs.java: a JSON command per line in, a JSON event per line out.
// Arguments: url, client id, access token, MQTT version (5 or 4), format (json or protobuf), milliseconds until it connects
// again (0: never).
import readline from 'node:readline'
import mqtt from 'mqtt'

const [url, clientId, password, version, format, reconnectPeriod = '0'] = process.argv.slice(2)
const is5 = version === '5'

const tell = (event, details) => console.log(JSON.stringify({ event, ...details }))

const client = mqtt.connect(url, {
  clientId,
  username: '',
  password,
  protocolVersion: Number(version),
  clean: true,
  reconnectPeriod: Number(reconnectPeriod),
  ...(is5 ? { properties: { userProperties: { format } } } : {}),
})

// A publish's callback is given no packet on success, so acknowledgements are taken from the wire. They come in the order
// of the publishes, since the server takes one after the other.
const tags = []

client.on('packetreceive', (packet) => {
  if (packet.cmd === 'puback') {
    const { reasonCode = 0, properties = {} } = packet
    tell('acknowledged', { tag: tags.shift(), reasonCode, properties })
  }
})
client.on('connect', () => tell('connected', {}))
client.on('message', (topic, payload) => tell('received', { topic, payload: payload.toString('base64') }))
client.on('close', () => tell('closed', {}))
client.on('error', (error) => tell('failed', { message: error.message }))

// Says "1", "2", ... without waiting for anything.
function publishAtOnce(topic, count) {
  let done = 0
  for (let i = 1; i <= count; i++) {
    client.publish(topic, String(i), { qos: 1 }, (error) => {
      if (error) {
        tell('failed', { message: error.message })
      }
      done += 1
      if (done === count) {
        tell('published', {})
      }
    })
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { tag, topic, payload, burst } = JSON.parse(line)
  if (burst) {
    publishAtOnce(topic, burst)
    return
  }
  tags.push(tag)
  // A refusal is told like any acknowledgement, above.
  client.publish(topic, Buffer.from(payload, 'base64'), { qos: 1 }, () => {})
})
