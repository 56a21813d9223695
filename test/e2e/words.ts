import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import type { Language } from '#domain/kernel/text.ts'
import { expect, password } from './office.ts'
import { isEveryVariant } from './screens/variants.ts'

export const languages = ['zh', 'en'] as const satisfies readonly Language[]

/** Stories beside the main job: in both languages by `npm run test:full`, in Chinese by `npm test`. */
export const languagesBeside: readonly Language[] = isEveryVariant ? languages : ['zh']

/** The words of a story in the language that it is told in. */
export type Say = (zh: string, en: string) => string
export const sayIn =
  (language: Language): Say =>
  (zh, en) =>
    language === 'zh' ? zh : en

/** Opens a list of choices and takes one of them. */
export async function choose(within: Page | Locator, label: string, option: string): Promise<void> {
  const page = 'page' in within ? within.page() : within
  // a star before the label of what is required is part of the name
  await within.getByRole('combobox', { name: new RegExp(`^(\\* )?${label}$`) }).click()
  // the list that can be seen carries no roles: those are on a hidden copy of it
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click()
}

/** One page has a heading with these words: it is there and its data with it. */
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name, level: 1 })

/** The row of a to-do, whose link leads to what ends it. */
export const todo = (page: Page, what: string | RegExp): Locator => page.getByRole('listitem').filter({ hasText: what })

/** Beside the title: the stage, the day that is due, what the data are. */
export const chips = (page: Page): Locator => page.getByRole('main').locator('.chips').first()

/** A leader signs the document off that is open. */
export async function signOff(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('签发', 'Sign off') }).click()
  const signing = page.getByRole('dialog')
  await signing.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
  await signing.getByRole('button', { name: say('签发', 'Sign off') }).click()
  await expect(chips(page)).toContainText(say('已签发', 'Signed off'))
}

/** In the dialog of a signature or a decision: the password, and the button of this name. */
export async function sign(page: Page, say: Say, button: string): Promise<void> {
  const signing = page.getByRole('dialog')
  await expect(signing).toBeVisible()
  const asked = signing.getByLabel(say('请再次输入登录密码', 'Your password again'))
  if (await asked.isVisible()) await asked.fill(password)
  await signing.getByRole('button', { name: button }).click()
}

/** A file behind a link: its name and its bytes. */
export async function downloaded(page: Page, link: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** The words of a .docx, without its markup. */
export const wordsOf = (docx: Buffer): string => {
  const document = unzipSync(docx)['word/document.xml']
  if (!document) throw new Error('not a Word document')
  return strFromU8(document).replaceAll(/<[^>]+>/g, '')
}
