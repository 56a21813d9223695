import type { Page, Response } from '@playwright/test'

const chinese = /[\u3400-\u9fff\uf900-\ufaff]/

/** What the system adds to the title of a revision, and shows in the reader's language. */
const revisionNumber = /（第\d+次调整）$/

/**
 * What people entered is in one language. The server sends it as plain words, and what the system says as `{ zh, en }`:
 * so every Chinese word in an answer that stands under no `zh` was entered by somebody.
 */
function enteredIn(answer: unknown, found: Set<string>): void {
  if (typeof answer === 'string') {
    if (chinese.test(answer)) found.add(answer).add(answer.replace(revisionNumber, ''))
  } else if (Array.isArray(answer)) {
    for (const each of answer) enteredIn(each, found)
  } else if (typeof answer === 'object' && answer !== null) {
    for (const [key, value] of Object.entries(answer)) if (key !== 'zh') enteredIn(value, found)
  }
}

/** Everything entered that the server has sent to the page so far. */
export type Entered = () => Promise<readonly string[]>

export function entered(page: Page): Entered {
  const answers: Promise<unknown>[] = []
  page.on('response', (response: Response) => {
    if (!response.headers()['content-type']?.includes('json')) return
    answers.push(response.json().catch(() => null)) // a page that was left takes its answers along
  })
  return async () => {
    const found = new Set<string>()
    for (const answer of await Promise.all(answers)) enteredIn(answer, found)
    return [...found].sort((a, b) => b.length - a.length)
  }
}

/** Every run of words a reader meets, written and spoken, without the documents and the switch of languages. */
const wordsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const words = [document.title]
    const isForeign = (element: Element | null) =>
      element?.closest('[lang^="zh"]') && !element.closest('html[lang^="zh"]')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!isForeign(parent) && !parent?.closest('script, style, noscript')) words.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description]')) {
      if (isForeign(element)) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
        words.push(element.getAttribute(name) ?? '')
    }
    return words
  })

/** What is left in Chinese once everything entered is taken out; a comparison shows an entered text in pieces. */
export async function foreignWords(page: Page, known: Entered): Promise<string[]> {
  const shown = await wordsOf(page) // first: what is shown now has been sent before
  const texts = await known()
  const isEntered = (words: string) =>
    texts.some((each) => each.includes(words.trim())) ||
    !chinese.test(texts.reduce((left, each) => left.replaceAll(each, ''), words))
  return shown.filter((words) => chinese.test(words) && !isEntered(words))
}
