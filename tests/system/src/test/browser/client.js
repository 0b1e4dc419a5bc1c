// Chromium with a page for each user. Browser.java sends one JSON command per line and reads one JSON event per line.
// Arguments: the path of the browser, the address of the page.

import readline from 'node:readline'
import { chromium } from 'playwright-core'

const [executablePath, address] = process.argv.slice(2)

const report = (event, details) => console.log(JSON.stringify({ event, ...details }))

// The browser may have to start on a busy machine.
const timeout = 120_000

const browser = await chromium.launch({ executablePath, timeout, handleSIGTERM: false })
process.on('SIGTERM', async () => {
  await browser.close()
  process.exit()
})

const pages = new Map()

// A context is like a separate browser: nothing is shared, not even caches.
const open = async (user) => {
  const page = await (await browser.newContext()).newPage()
  page.on('console', (message) => report('logged', { user, text: message.text() }))
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
    report('returned', { tag, value })
  } catch (error) {
    report('threw', { tag, message: error.message })
  }
}

report('launched', { version: browser.version() })
readline.createInterface({ input: process.stdin }).on('line', (line) => run(JSON.parse(line)))
