import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import type { PostKind } from '#domain/kernel/actor.ts'
import type { Language } from '#domain/kernel/text.ts'
import { choosePost, Session, signIn } from '#domain/session/session.api.ts'
import { startServer } from '#server/main.ts'
import { demoPassword } from '#server/setup/demoPeople.ts'
import { createDatabase } from '#test/databases.ts'
import { demoStandsOn } from '#tools/demo-office/build.ts'
import { fetchPatiently, type OfficeClient, officeClient } from '#tools/demo-office/client.ts'
import { administrators } from '#tools/demo-office/people.ts'
import { demoConfig, template } from './template.ts'
import { type Watch, watch } from './watch.ts'

export { expect } from '@playwright/test'
export const password = demoPassword

/** A demo office of one story's own: its database, its files, its server, its clock. */
export type Office = {
  readonly url: string
  /** Moves the office's clock forward to the day, as the control of the demo does. */
  readonly clock: (day: string) => Promise<void>
  /** The office's own interface, for what a story takes as given. */
  readonly client: OfficeClient
  /** Answers of our own server that this story provokes; any other refusal fails it. */
  readonly allow: Watch['allow']
}

export type Display = {
  readonly language?: Language
  /** Of several posts the one to act under; otherwise the person's first. */
  readonly post?: PostKind
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark' | 'contrast'
  readonly size?: 'normal' | 'large'
}

type Fixtures = {
  readonly watched: Watch
  readonly office: Office
  /** A browser of somebody's own in which they are signed in; it stands at no page yet. */
  readonly as: (userName: string, display?: Display) => Promise<Page>
  /** A browser in which nobody is signed in. */
  readonly visitor: (display?: Display) => Promise<Page>
}

const clockKeeper = administrators.auditAdmin.userName

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures a fixture needs from here
  watched: async ({}, use) => {
    const watched = watch()
    await use(watched)
    base.expect(watched.faults(), 'what went wrong in the pages of this story').toEqual([])
  },

  office: async ({ watched }, use) => {
    const { dataDir, name, ...server } = template()
    const database = await createDatabase(server, name)
    const folder = await mkdtemp(join(tmpdir(), 'jiheng-story-'))
    await cp(dataDir, folder, { recursive: true })
    const running = await startServer({ config: demoConfig(folder), appUrl: database.appUrl })
    const url = `http://127.0.0.1:${running.port}`
    const client = officeClient(url, demoPassword, demoStandsOn)
    const clock = async (day: string) => {
      await client.as(clockKeeper)
      await client.goTo(day)
    }
    await use({ url, client, clock, allow: watched.allow })
    await running.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  },

  visitor: async ({ office, browser, watched }, use) => {
    const opened: BrowserContext[] = []
    await use(async (display = {}) => {
      const context = await browser.newContext(contextFor(office.url, display))
      opened.push(context)
      return watched.over(await context.newPage(), office.url)
    })
    for (const context of opened) await context.close() // before the server goes, which they would miss
  },

  as: async ({ office, visitor }, use) => {
    await use(async (userName, display = {}) => {
      const value = await signedIn(office.url, userName, display.post)
      const page = await visitor(display)
      await page.context().addCookies([{ url: office.url, name: 'jiheng', value, httpOnly: true, sameSite: 'Strict' }])
      return page
    })
  },
})

function contextFor(url: string, display: Display): BrowserContextOptions {
  const { language = 'zh', width = 1366, height = width < 600 ? 740 : 900, theme = 'light', size = 'normal' } = display
  const kept = { language, theme, size }
  const localStorage = Object.entries(kept).map(([name, value]) => ({ name: `jiheng.${name}`, value }))
  return {
    baseURL: url,
    viewport: { width, height },
    reducedMotion: 'reduce',
    hasTouch: width < 600,
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
  }
}

async function signedIn(url: string, userName: string, post: PostKind | undefined): Promise<string> {
  const first = await send(url, signIn.path, { userName, password: demoPassword })
  const session = Session.parse(await first.json())
  const wanted = post && session.posts.find(({ kind }) => kind === post)
  if (!wanted || wanted.id === session.post.id) return tokenOf(first)
  return tokenOf(await send(url, choosePost.path, { postId: wanted.id }, `jiheng=${tokenOf(first)}`))
}

async function send(url: string, path: string, body: unknown, cookie = ''): Promise<Response> {
  const headers = { origin: url, cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
  const response = await fetchPatiently(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response
}

const tokenOf = (response: Response): string =>
  /jiheng=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
