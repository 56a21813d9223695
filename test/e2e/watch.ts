import type { ConsoleMessage, Page } from '@playwright/test'

/** What a story may not contain unnoticed: errors in a page, in its console, and requests to other hosts. */
export type Watch = {
  readonly over: (page: Page, ownUrl: string) => Page
  /** The statuses of our own answers, or lost connections, that belong to the story. */
  readonly allow: (...answers: readonly (number | 'offline')[]) => void
  readonly faults: () => readonly string[]
}

export function watch(): Watch {
  const faults: { readonly answer: number | 'offline' | null; readonly words: string }[] = []
  // 503: the database is busy; the page asks again by itself
  const allowed = new Set<number | 'offline' | null>([503])
  const add = (words: string, answer: number | 'offline' | null = null) => faults.push({ answer, words })
  return {
    over(page, ownUrl) {
      page.on('pageerror', (error) => add(`${page.url()}: ${error.stack ?? error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error')
          add(`${page.url()}: ${message.text()} ${message.location().url}`, answerIn(message))
      })
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol.startsWith('http') && origin !== ownUrl) add(`${page.url()} asks ${request.url()}`)
      })
      return page
    },
    allow: (...answers) => {
      for (const answer of answers) allowed.add(answer)
    },
    faults: () => faults.filter(({ answer }) => answer === null || !allowed.has(answer)).map(({ words }) => words),
  }
}

/** Chromium writes every refused request to the console: the status tells whether the story provoked it. */
function answerIn(message: ConsoleMessage): number | 'offline' | null {
  const text = message.text()
  const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(text)?.[1]
  if (status) return Number(status)
  return text.startsWith('Failed to load resource: net::ERR_') ? 'offline' : null
}
