import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '../office.ts'
import { type Entered, foreignWords } from './english.ts'
import { faultsInPage, focusUnseen } from './inPage.ts'
import type { Screen } from './list.ts'
import type { Variant } from './variants.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** How a screen is looked at: with `entered`, no Chinese words but those may be there. */
type Look = { readonly variant: Variant; readonly entered: Entered | null }

/** Everything that is wrong on one screen and in the dialogs that its buttons open. */
export async function judge(page: Page, screen: Screen, look: Look): Promise<string[]> {
  const path = typeof screen.at === 'string' ? screen.at : await screen.at(page)
  await visit(page, path, screen.user === null || page.url() === 'about:blank')
  await screen.press?.(page)
  const faults = await faultsOf(page, look)
  for (const name of await askingButtons(page)) {
    await page.getByRole('button', { name, exact: true }).first().press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    faults.push(...(await faultsOf(page, look)).map((fault) => `“${name}” ${fault}`))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  return faults.map((fault) => `${screen.name}: ${fault}`)
}

/** The page with its data. Only the first of a person is loaded; to the others they come as by a link. */
async function visit(page: Page, path: string, isFirst: boolean): Promise<void> {
  const title = page.locator('h1')
  if (isFirst || path === nowhere) await page.goto(path)
  else {
    await turnTo(page, nowhere)
    await expect(title).toHaveText(/^(没有这个页面|There is no such page)$/)
    await turnTo(page, path)
    await expect(title).not.toHaveText(/^(没有这个页面|There is no such page)$/)
  }
  await expect(title).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
}

/** Between two pages, so that nothing of the first one stays. */
const nowhere = '/nowhere'

const turnTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

async function faultsOf(page: Page, { variant, entered }: Look): Promise<string[]> {
  // our pages have no frames: without them axe needs no second page, which takes longer than the check
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: tags, resultTypes: ['violations'], preload: false })
    .analyze()
  const axe = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join(' ')
      return `${id}: ${help}: ${target.join(' ')}: ${why}`
    }),
  )
  const wanted = { lang: variant.language === 'zh' ? 'zh-CN' : 'en', isNarrow: variant.width <= 760 }
  const own = await page.evaluate(faultsInPage, wanted)
  await page.emulateMedia({ forcedColors: 'active' })
  const focus = await page.evaluate(focusUnseen)
  await page.emulateMedia({ forcedColors: null })
  const foreign = entered ? await foreignWords(page, entered) : []
  return [...axe, ...own, ...focus, ...foreign.map((words) => `in Chinese: ${words}`)]
}

/** The names of the buttons that ask something first: "…" stands after them. */
async function askingButtons(page: Page): Promise<string[]> {
  const buttons = await page
    .locator('main button:not([aria-disabled=true], input[type=file] ~ button)')
    .filter({ hasText: '…' })
    .all()
  const names = await Promise.all(
    buttons.map(async (button) => (await button.isVisible()) && (await button.ariaSnapshot())),
  )
  return [...new Set(names.flatMap((line) => (line ? [/"(.+?)"/.exec(line)?.[1] ?? ''] : [])))].filter(Boolean)
}
