import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './office.ts'
import { languagesBeside, sayIn } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

/** The rows of a list, all of its pages. */
async function rowsOf(page: Page, more: string): Promise<number> {
  await expect(page.locator('.data-table tbody tr').first()).toBeVisible()
  while ((await page.getByRole('button', { name: more, exact: true }).count()) > 0) {
    const before = await page.locator('.data-table tbody tr').count()
    await page.getByRole('button', { name: more, exact: true }).click()
    await expect.poll(() => page.locator('.data-table tbody tr').count()).toBeGreaterThan(before)
  }
  return page.locator('.data-table tbody tr').count()
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the board: a number and its list, what changed meanwhile, a view kept (${language})`, async ({ as }) => {
    test.setTimeout(240_000)
    const staff = await as('linzhixia', { language })

    await test.step('every number opens its list', async () => {
      await staff.goto('/board')
      await expect(staff.getByRole('heading', { level: 1 })).toContainText(say('督查台', 'Supervision board'))
      await expect(staff.locator('#changes')).toContainText(say('第一次查看督查台', 'for the first time'))
      await isSound(staff)
      const lines = await staff.locator('.board-table tbody th').allTextContents()
      expect(lines.at(-1)).toBe(say('全办', 'Whole office'))
      const missing = staff.locator('.strip-cell', { hasText: say('逾期未报', 'Missing') })
      const count = Number(await missing.locator('b').textContent())
      expect(count).toBeGreaterThan(0)
      await missing.click()
      await expect(staff).toHaveURL(/\/duties\/list\?.*dataState=missing/)
      expect(await rowsOf(staff, say('更多', 'More'))).toBe(count)
    })

    await test.step('somebody else opens a ticket meanwhile; it is told as changed', async () => {
      const head = await as('hejingming', { language })
      await head.goto('/tickets')
      await head.getByRole('button', { name: say('按领导批示立项', "Open from a leader's words") }).click()
      await expect(head).toHaveURL(/\/tickets\/[0-9a-f-]{36}$/)
      await head.getByRole('textbox', { name: say('批示领导', 'The leader') }).fill('顾明川副组长')
      await head.getByLabel(say('日期', 'Day'), { exact: true }).fill('2025-11-05')
      await head.getByRole('textbox', { name: say('批示原文', 'Words') }).fill('请尽快研究。')
      await head.getByRole('textbox', { name: say('督办事由', 'Subject') }).fill('夜间通关秩序')
      await head.getByRole('textbox', { name: say('督办要求', 'Requirement') }).fill('提出措施。')
      await head.getByLabel(say('办结期限', 'Due day'), { exact: true }).fill('2025-11-20')
      await head.getByRole('button', { name: say('添加承办处', 'Add a division') }).click()
      await head.locator('.ticket-share-row').first().getByRole('combobox').first().click()
      await head.getByText(say('陆路口岸一处', 'First Land Ports Division'), { exact: true }).last().click()
      await expect(head.locator('.autosave')).toContainText(say('已自动保存', 'Saved'))
      await head.locator('#act-register').click()
      await expect(head.locator('.chips')).toContainText('督办〔2025〕')
      await staff.goto('/board')
      const changes = staff.locator('#changes')
      await expect(changes.getByRole('link', { name: '夜间通关秩序' })).toBeVisible()
      await isSound(staff)
      await changes.getByRole('button', { name: say('都看过了', 'All seen') }).click()
      await expect(changes).toContainText(say('没有变化', 'Nothing has changed'))
    })

    await test.step('a view is kept under a name and opened again', async () => {
      await staff.getByText(say('按维度', 'By dimension'), { exact: true }).click()
      await expect(staff).toHaveURL(/by=dimension/)
      const views = staff.locator('.saved-views')
      await views.locator('summary').click()
      await views.getByRole('textbox').fill('各维度')
      await views.getByRole('button', { name: say('存为常用视图', 'Save a view') }).click()
      await expect(views.getByRole('link', { name: '各维度' })).toBeVisible()
      await isSound(staff)
      await staff.goto('/board')
      await staff.locator('.saved-views summary').click()
      await staff.locator('.saved-views').getByRole('link', { name: '各维度' }).click()
      await expect(staff).toHaveURL(/by=dimension/)
      await expect(staff.locator('.board-table thead th').first()).toHaveText(say('维度', 'Dimension'))
    })
  })

  test(`the cockpit on one screen, and a division's own board (${language})`, async ({ as }) => {
    test.setTimeout(180_000)
    const leader = await as('shenhuaiyuan', { language })
    await leader.goto('/')
    await leader
      .getByRole('link', { name: say('驾驶舱', 'Cockpit'), exact: true })
      .first()
      .click()
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText(say('驾驶舱', 'Cockpit'))
    await expect(leader.locator('.period-chart canvas')).toBeVisible()
    await leader.getByText(say('看数据表', 'See the table'), { exact: true }).click()
    await isSound(leader)
    await leader.getByRole('button', { name: say('大屏显示', 'On a wall') }).click()
    await expect(leader.locator('.side-menu')).toBeHidden()
    await isSound(leader)
    await leader.getByRole('button', { name: say('退出大屏', 'Leave the wall') }).click()
    await expect(leader.locator('.side-menu')).toBeVisible()

    const officer = await as('zhouyining', { language, width: 360 })
    await officer.goto('/board')
    await expect(officer.locator('.board-table tbody th')).toHaveText([
      say('陆路口岸一处', 'First Land Ports Division'),
    ])
    await isSound(officer)
    await officer.goto('/cockpit')
    await expect(officer.locator('.cockpit-figures')).toHaveCount(0)
  })
}
