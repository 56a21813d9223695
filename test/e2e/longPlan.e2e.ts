import type { Page } from '@playwright/test'
import { createPlan } from '#domain/plan/plan.api.ts'
import { listPlanItems, readPlanFindings } from '#domain/plan/planItems.api.ts'
import { importPlanTable } from '#domain/plan/planTable.api.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { expect, type Office, test } from './office.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { languagesBeside, sayIn } from './words.ts'

const [year, count] = [2027, 230]

/** A draft of more items than one page and than one answer hold. */
async function begun({ client }: Office): Promise<void> {
  const staff = await client.as('linzhixia')
  const { id } = await staff.do(createPlan, { body: { year, title: `${year}年度绩效工作方案` } })
  const columns = ['编号', '事项', '维度', '权重'].map((heading) => ({ heading }))
  const rows = Array.from({ length: count }, (_, at) => [
    `KA-${year}-${at + 1}`,
    `口岸事项${at + 1}`,
    at === 100 ? '满意度' : '行政业绩',
    '0.4',
  ])
  const file = await staff.upload('事项.xlsx', await writeWorkbook([{ name: '评估事项', columns, rows }]))
  await staff.do(importPlanTable, { params: { id }, body: { fileId: file.id, leaves: 0 } })
}

/** Answers of one endpoint wait until they are let go. */
async function held(page: Page, path: string): Promise<() => void> {
  const gate = Promise.withResolvers<void>()
  await page.route(new RegExp(`${path.replace(':id', '[0-9a-f-]{36}')}(\\?|$)`), async (route) => {
    await gate.promise
    await route.continue()
  })
  return gate.resolve
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a plan of ${count} items opens with the first of them, and its check follows (${language})`, async ({
    as,
    office,
  }) => {
    await begun(office)
    const page = await as('hejingming', { language })
    const letGo = await held(page, readPlanFindings.path)
    const items = page.getByRole('table', { name: say('评估事项', 'Items') })
    const rows = items.getByRole('row')
    const consult = page.getByRole('button', { name: say('征求意见', 'Consult the divisions') })

    await test.step('the page is there before the check: who may act waits for it', async () => {
      await page.goto(`/plans/${year}`)
      await expect(page.getByRole('main')).toContainText(say(`${count}个事项，权重合计92.00`, `${count} items`))
      await expect(page.getByRole('main')).toContainText(say('正在核对。', 'It is being checked.'))
      await expect(rows).toHaveCount(51)
      await expect(consult).toHaveAttribute('aria-disabled', 'true')
      await expect(consult).toHaveAccessibleDescription(new RegExp(say('正在核对方案，请稍候', 'being checked')))
      letGo()
      await expect(consult).toHaveAccessibleDescription(new RegExp(say('处须改', 'must be put right')))
      await expect(rows.nth(1)).toContainText(say('处须改', 'to put right'))
    })

    await test.step('more of the items, and only those of one dimension', async () => {
      await page
        .locator('#items')
        .getByRole('button', { name: say('更多', 'More') })
        .click()
      await expect(rows).toHaveCount(101)
      await expect(rows.nth(100)).toContainText(`KA-${year}-100`)
      await page.getByRole('combobox', { name: say('维度', 'Dimension') }).click()
      await page.getByTitle(say('满意度', 'Satisfaction')).click()
      await expect(rows).toHaveCount(2)
      await expect(rows.nth(1)).toContainText(`KA-${year}-101`)
    })

    await test.step('a new item counts on from the last one', async () => {
      await page.getByRole('button', { name: say('增列事项', 'Add an item') }).click()
      await expect(page.getByLabel(say('编号', 'Code'))).toHaveValue(`KA-${year}-${count + 1}`)
    })

    await test.step('a long list is sound on a screen and on a phone', async () => {
      for (const width of [1366, 360] as const) {
        const look = await as('linzhixia', { language, width })
        const variant = { language, theme: 'light', size: 'normal', width } as const
        const known = language === 'en' ? entered(look) : null
        const screen = { name: `plan of ${count} items`, user: 'linzhixia', at: `/plans/${year}` }
        expect(await judge(look, screen, { variant, entered: known })).toEqual([])
      }
    })

    await test.step('the grid is there once it has every item', async () => {
      const release = await held(page, `${listPlanItems.path}\\?limit=200&after=[^&]+`)
      await page.goto(`/plans/${year}/grid`)
      await expect(page.getByRole('status')).toContainText(say(`共${count}个，已读200个`, `${count} items, 200 so far`))
      release()
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(count + 3))
    })
  })
}
