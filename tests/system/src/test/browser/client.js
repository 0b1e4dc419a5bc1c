// Chromium with a page for each user, driven by Browser.java: a JSON command per line in, a JSON event per line out.
// Arguments: the browser's program, the page's address.

import readline from 'node:readline'
import { chromium } from 'playwright-core'

const [executablePath, address] = process.argv.slice(2)

const tell = (event, details) => console.log(JSON.stringify({ event, ...details }))

// A browser that has to start on a busy machine.
const timeout = 120_000

const browser = await chromium.launch({ executablePath, timeout, handleSIGTERM: false })
process.on('SIGTERM', async () => {
  await browser.close()
  process.exit()
})

const pages = new Map()

// A context is a browser of one's own: nothing is shared, caches included.
const open = async (user) => {
  const page = await (await browser.newContext()).newPage()
  page.on('console', (message) => tell('logged', { user, text: message.text() }))
  await page.goto(address, { timeout })
  return page
}

const pageOf = (user) => {
  if (!pages.has(user)) pages.set(user, open(user))
  return pages.get(user)
}

const run = async ({ tag, user, call, values }) => {
  try {
    const page = await pageOf(user)
    const value = await page.evaluate(([name, given]) => globalThis.waggle[name](...given), [call, values])
    tell('returned', { tag, value })
  } catch (error) {
    tell('threw', { tag, message: error.message })
  }
}

tell('launched', { version: browser.version() })
readline.createInterface({ input: process.stdin }).on('line', (line) => run(JSON.parse(line)))
