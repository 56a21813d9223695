import type { Locator, Page } from '@playwright/test'
import { huanggang } from './october.ts'
import { expect, password, test } from './office.ts'
import { chips, heading, languagesBeside, sayIn } from './words.ts'

/** Presses Tab until the thing has the focus, as somebody without a mouse would. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`the focus never reached ${target}`)
}

/** The focus rests on something, never on the page as a whole. */
const expectFocus = (page: Page) => expect(page.locator(':focus')).toHaveCount(1)

test('the way round the bar and the menu', async ({ as }) => {
  const page = await as('zhouyining')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('a figure is filled in and signed without the mouse', async ({ as }) => {
  const officer = await as('zhouyining')
  await officer.goto('/')
  const toDuty = officer.getByRole('listitem').filter({ hasText: huanggang }).getByRole('link', { name: '去填报' })
  await tabTo(officer, toDuty)
  await officer.keyboard.press('Enter')
  const field = officer.getByRole('textbox', { name: huanggang })
  await expect(field).toBeFocused()
  const brought = await field.inputValue()
  await officer.keyboard.press('Control+A')
  await officer.keyboard.type(brought)
  await officer.keyboard.press('Control+Enter')
  await expect(chips(officer)).toContainText('待签字')
  await expectFocus(officer)

  const head = await as('chenjiahe')
  await head.goto('/')
  const toSheet = head.getByRole('listitem').filter({ hasText: '签字' }).getByRole('link').first()
  await tabTo(head, toSheet)
  await head.keyboard.press('Enter')
  await expect(head.getByRole('button', { name: '签字提交' })).toBeFocused()
  await head.keyboard.press('Enter')
  const dialog = head.getByRole('dialog')
  await tabTo(head, dialog.getByLabel('请再次输入登录密码'))
  await head.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(head.getByRole('button', { name: '签字提交' })).toBeFocused()
  await head.keyboard.press('Enter')
  await tabTo(head, dialog.getByLabel('请再次输入登录密码'))
  await head.keyboard.type(password)
  await head.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(head.getByRole('main')).toContainText('没有待签字的数据')
  await expectFocus(head)
})

test('arrows move in the matrix, Enter opens the cell', async ({ as }) => {
  const page = await as('fangjiming')
  await page.goto('/duties')
  const table = page.getByRole('region', { name: '指标数据表' })
  const cell = (name: RegExp) => table.getByRole('link', { name })
  await tabTo(page, table.locator('td a[tabindex="0"]'))
  const start = await page.locator(':focus').getAttribute('aria-label')
  await page.keyboard.press('ArrowRight')
  const right = await page.locator(':focus').getAttribute('aria-label')
  expect(right).not.toBe(start)
  await page.keyboard.press('ArrowDown')
  const below = (await page.locator(':focus').getAttribute('aria-label')) ?? ''
  expect(below).not.toBe(right)
  await page.keyboard.press('ArrowUp')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', right ?? '')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', start ?? '')
  await expect(cell(/1月/).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/duties\/[0-9a-f-]{36}/)
  await expectFocus(page)
})

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`arrows move in the divisions and the calendar, Enter opens exactly the list (${language})`, async ({ as }) => {
    const page = await as('linzhixia', { language })
    const focused = page.locator(':focus')
    const nameOfFocus = async () => (await focused.getAttribute('aria-label')) ?? ''
    const rows = page.getByRole('table', { name: say('数据清单', 'List of data') }).locator('tbody tr')

    await test.step('division by period', async () => {
      await page.goto('/duties/divisions')
      const table = page.getByRole('region', { name: say('各处数据表', 'Table of data by division') })
      await tabTo(page, table.locator('td a[tabindex="0"]'))
      const start = await nameOfFocus()
      await page.keyboard.press('ArrowRight')
      expect(await nameOfFocus()).not.toBe(start)
      await page.keyboard.press('ArrowLeft')
      expect(await nameOfFocus()).toBe(start)
      await page.keyboard.press('ArrowDown')
      expect(await nameOfFocus()).not.toBe(start)
      await page.keyboard.press('ArrowUp')
      expect(await nameOfFocus()).toBe(start)
      const count = Number(await focused.locator('.value').textContent())
      await expect(page.locator('.cell-panel')).toContainText(String(count))
      await page.keyboard.press('Enter')
      await expect(heading(page, say('数据清单', 'List of data'))).toBeVisible()
      await expect(rows).toHaveCount(count)
      await expectFocus(page)
    })

    await test.step('the calendar', async () => {
      await page.goto('/duties/calendar?month=2025-11')
      const table = page.getByRole('region', { name: say('期限日历表', 'Calendar of due days') })
      await tabTo(page, table.locator('td a[tabindex="0"]'))
      const start = await nameOfFocus()
      await page.keyboard.press('ArrowRight')
      expect(await nameOfFocus()).not.toBe(start)
      const panel = page.locator('.cell-panel')
      await expect(panel).toContainText(say('期限', 'nternal'))
      const missing = panel.getByRole('link', { name: say('未报', 'Missing') }).first()
      if ((await missing.count()) > 0) {
        const count = Number(await missing.locator('b').textContent())
        await missing.press('Enter')
        await expect(heading(page, say('数据清单', 'List of data'))).toBeVisible()
        await expect(rows).toHaveCount(count)
      }
    })
  })
}
