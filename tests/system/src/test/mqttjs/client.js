// A device with mqtt.js. MqttJs.java sends one JSON command per line and reads one JSON event per line.
// Arguments: url, client id, access token, MQTT version (5 or 4), format (json or protobuf), milliseconds until it connects
// again (0: never).
import readline from 'node:readline'
import mqtt from 'mqtt'

const [url, clientId, password, version, format, reconnectPeriod = '0'] = process.argv.slice(2)
const is5 = version === '5'

const report = (event, details) => console.log(JSON.stringify({ event, ...details }))

const client = mqtt.connect(url, {
  clientId,
  username: '',
  password,
  protocolVersion: Number(version),
  clean: true,
  reconnectPeriod: Number(reconnectPeriod),
  ...(is5 ? { properties: { userProperties: { format } } } : {}),
})

// On success, the callback of publish gets no packet, so acknowledgements are taken from the received packets. They arrive in the
// order of the publishes, because the server handles one after the other.
const tags = []

client.on('packetreceive', (packet) => {
  if (packet.cmd === 'puback') {
    const { reasonCode = 0, properties = {} } = packet
    report('acknowledged', { tag: tags.shift(), reasonCode, properties })
  }
})
client.on('connect', () => report('connected', {}))
client.on('message', (topic, payload) => report('received', { topic, payload: payload.toString('base64') }))
client.on('close', () => report('closed', {}))
client.on('error', (error) => report('failed', { message: error.message }))

// Publishes "1", "2", ... without waiting.
function publishAtOnce(topic, count) {
  let done = 0
  for (let i = 1; i <= count; i++) {
    client.publish(topic, String(i), { qos: 1 }, (error) => {
      if (error) {
        report('failed', { message: error.message })
      }
      done += 1
      if (done === count) {
        report('published', {})
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
  // A refusal is reported like any acknowledgement, above.
  client.publish(topic, Buffer.from(payload, 'base64'), { qos: 1 }, () => {})
})
