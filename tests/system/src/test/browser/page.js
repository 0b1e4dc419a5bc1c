// A chat page that uploads and shows files. It uses only browser APIs and mqtt.js. Called by client.js.

import mqtt from '/mqtt.esm.js'

let api
let token
let client
const received = []
let woken = () => {}

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const sha256 = async (blob) => hex(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))

const ask = (method, path, body) =>
  fetch(api + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  })

const expect = async (status, response) => {
  if (response.status !== status) throw new Error(`${response.url} was ${response.status}: ${await response.text()}`)
  return response
}

const call = async (status, method, path, body) => (await expect(status, await ask(method, path, body))).json()

// With all headers of the ticket. A browser ignores the given Content-Length and sends its own, which is the same.
const put = async ({ url, headers }, body) => expect(200, await fetch(url, { method: 'PUT', headers, body }))

const putParts = async (mediaId, { size, count }, blob) => {
  const parts = Array.from({ length: count }, (_, index) => index + 1)
  const { items } = await call(200, 'POST', `/v1/media/${mediaId}/parts`, { parts })
  await Promise.all(items.map((part) => put(part, blob.slice((part.number - 1) * size, part.number * size))))
}

const upload = async (name, blob) => {
  const wish = { name, type: blob.type, size: blob.size, sha256: await sha256(blob) }
  const ticket = await call(201, 'POST', '/v1/media/uploads', wish)
  if (ticket.put) await put(ticket.put, blob)
  else await putParts(ticket.mediaId, ticket.parts, blob)
  return call(200, 'POST', `/v1/media/${ticket.mediaId}/complete`, {})
}

const shown = async (src) => {
  const image = new Image()
  image.src = src
  await image.decode()
  document.body.append(image)
  return image.naturalWidth
}

const fetched = async (mediaId) =>
  (await expect(200, await fetch(`${api}/v1/media/${mediaId}`, { headers: { Authorization: `Bearer ${token}` } }))).blob()

globalThis.waggle = {
  async connect(http, ws, did, accessToken) {
    api = http
    token = accessToken
    client = await mqtt.connectAsync(ws, { clientId: did, username: '', password: token, protocolVersion: 5 })
    client.on('message', (topic, payload) => {
      received.push(JSON.parse(payload.toString()))
      woken()
    })
  },

  async uploadPicture(width, color) {
    const canvas = new OffscreenCanvas(width, width)
    const context = canvas.getContext('2d')
    context.fillStyle = color
    context.fillRect(0, 0, width, width)
    return upload('bee.png', await canvas.convertToBlob({ type: 'image/png' }))
  },

  // Only the beginning is random, which is faster, and still no two files are equal.
  async uploadFile(size) {
    const noise = crypto.getRandomValues(new Uint8Array(65_536))
    const blob = new Blob([noise, new Uint8Array(size - noise.length)], { type: 'application/octet-stream' })
    return upload('large.bin', blob)
  },

  async send(topic, content) {
    await client.publishAsync(topic, JSON.stringify(content), { qos: 1 })
  },

  async awaitMessage(kind, mediaId) {
    const found = () => received.find((one) => one[kind]?.mediaId === mediaId)
    while (!found()) await new Promise((resolve) => (woken = resolve))
    return found()
  },

  // Through the redirect.
  showFetched: async (mediaId) => shown(URL.createObjectURL(await fetched(mediaId))),

  // As <img> and <video> load it: without a token, from its address.
  async showByAddress(mediaId, variant) {
    const { url } = await call(200, 'GET', `/v1/media/${mediaId}/address${variant ? `?variant=${variant}` : ''}`)
    return shown(url)
  },

  async hashFetched(mediaId) {
    return sha256(await fetched(mediaId))
  },

  async hashByAddress(mediaId) {
    const { url } = await call(200, 'GET', `/v1/media/${mediaId}/address`)
    return sha256(await (await expect(200, await fetch(url))).blob())
  },

  async refusal(path) {
    const response = await ask('GET', path)
    return { status: response.status, code: (await response.json()).code }
  },
}
