import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { listItems } from '#domain/plan/item.api.ts'
import { expect, type Office, test } from './office.ts'
import { chips, languagesBeside, sayIn } from './words.ts'

async function itemOf({ client }: Office, code: string): Promise<string> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(listItems, { query: { year: 2025, limit: 200 } })
  return `/items/${rows.find((row) => row.code === code)?.id}`
}

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

const phaseRow = (page: Page, name: string): Locator =>
  page.getByRole('table', { name: /考核标准与认定|Criteria and judgements/ }).getByRole('row', { name })

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a phase is reported, claimed, judged and reviewed by three parties (${language})`, async ({ as, office }) => {
    const path = await itemOf(office, 'KA-2025-03')
    const officer = await as('tangyiming', { language, width: 360 })

    await test.step('the light says by which rule the item is behind', async () => {
      await officer.goto(path)
      await expect(chips(officer)).toContainText(say('滞后', 'Behind'))
      await expect(officer.locator('.reasons')).toContainText(say('灯号规则2', 'Rule 2 of lights'))
      await isSound(officer)
    })

    await test.step('the division reports on a phone: the phase is reached, and the light follows', async () => {
      await officer.getByRole('button', { name: say('报告进度…', 'Report progress…') }).click()
      const dialog = officer.getByRole('dialog')
      await expect(dialog).toContainText('外立面和查验大厅完工为达到')
      await isSound(officer)
      await dialog.getByLabel(say('已达到', 'Reached'), { exact: true }).check()
      await dialog.getByLabel(say('进展', 'Progress'), { exact: true }).fill('外立面和查验大厅已经完工')
      await dialog.getByRole('button', { name: say('报告进度', 'Report progress') }).click()
      await expect(officer.locator('#reports')).toContainText('外立面和查验大厅已经完工')
      await expect(chips(officer)).toContainText(say('正常', 'On course'))
    })

    await test.step('it checks its own item', async () => {
      await officer.getByRole('button', { name: say('记录自查…', 'Record an own check…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('检查情况', 'Finding'), { exact: true }).fill('查验大厅消防验收资料齐全')
      await dialog.getByRole('button', { name: say('记录自查', 'Record an own check') }).click()
      await expect(officer.locator('#checks')).toContainText('查验大厅消防验收资料齐全')
    })

    await test.step('its measure is a to-do until the officer says that it is done', async () => {
      await officer.getByRole('button', { name: say('记录自查…', 'Record an own check…') }).click()
      const asked = officer.getByRole('dialog')
      await asked.getByLabel(say('检查情况', 'Finding'), { exact: true }).fill('夜间照明不足')
      await asked.getByLabel(say('措施', 'Measure'), { exact: true }).fill('增设照明两组')
      await asked.getByLabel(say('完成期限', 'Until'), { exact: true }).fill('2025-11-12')
      await asked.getByRole('button', { name: say('记录自查', 'Record an own check') }).click()
      await expect(officer.locator('#checks')).toContainText('增设照明两组')
      await officer.goto('/todos')
      await officer
        .getByRole('link', { name: new RegExp(say('记录措施完成', 'Record the measure as done')) })
        .first()
        .click()
      await officer
        .locator('#checks')
        .getByRole('button', { name: say('记录措施完成…', 'Record the measure as done…') })
        .click()
      const dialog = officer.getByRole('dialog')
      await isSound(officer)
      await dialog.getByRole('textbox').fill('照明已增设，现场查看过')
      await dialog.getByRole('button', { name: say('记录措施完成', 'Record the measure as done') }).click()
      await expect(officer.locator('#checks')).toContainText('照明已增设，现场查看过')
    })

    const head = await as('dengruogu', { language })
    await test.step('its head claims the phase from the to-dos', async () => {
      await head.goto('/todos')
      await head
        .getByRole('link', { name: new RegExp(say('申请认定阶段完成', 'Claim a phase as finished')) })
        .first()
        .click()
      await head.getByRole('button', { name: say('申请认定阶段完成…', 'Claim a phase as finished…') }).click()
      const dialog = head.getByRole('dialog')
      await isSound(head)
      await dialog.getByRole('button', { name: say('申请认定阶段完成', 'Claim a phase as finished') }).click()
      await expect(phaseRow(head, '联检楼施工')).toContainText(say('待认定', 'To be judged'))
    })

    await test.step('the performance office judges it against the written criterion', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto(path)
      const row = phaseRow(staff, '联检楼施工')
      await row.getByRole('button', { name: say('认定…', 'Judge…') }).click()
      const dialog = staff.getByRole('dialog')
      await expect(dialog).toContainText('外立面和查验大厅完工为达到')
      await isSound(staff)
      await dialog.getByLabel(say('部分达到', 'Partly met'), { exact: true }).check()
      await dialog.getByLabel(say('理由', 'Reason'), { exact: true }).fill('查验大厅吊顶未完工')
      await dialog.getByRole('button', { name: say('认定', 'Judge') }).click()
      await expect(row).toContainText(say('部分达到', 'Partly met'))
      await expect(chips(staff)).toContainText(say('有风险', 'At risk'))
    })

    await test.step('the head asks for a review in time', async () => {
      await head.reload()
      const row = phaseRow(head, '联检楼施工')
      await row.getByRole('button', { name: say('申请复核…', 'Ask for a review…') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByRole('textbox').fill('吊顶不在书面标准之内')
      await dialog.getByRole('button', { name: say('申请复核', 'Ask for a review') }).click()
      await expect(row).toContainText(say('复核中', 'Under review'))
    })

    await test.step('a deputy head of the group decides it, and it is final', async () => {
      const deputy = await as('yezhiqiu', { language })
      await deputy.goto('/todos')
      await deputy
        .getByRole('link', { name: new RegExp(say('复核', 'Decide the review')) })
        .first()
        .click()
      const row = phaseRow(deputy, '联检楼施工')
      await row.getByRole('button', { name: say('复核…', 'Decide the review…') }).click()
      const dialog = deputy.getByRole('dialog')
      await expect(dialog).toContainText('查验大厅吊顶未完工')
      await dialog.getByLabel(say('已达到', 'Met'), { exact: true }).check()
      await dialog.getByLabel(say('理由', 'Reason'), { exact: true }).fill('书面标准不含吊顶')
      await dialog.getByRole('button', { name: say('复核', 'Decide the review') }).click()
      await expect(row).toContainText(say('已达到', 'Met'))
      await deputy.getByText(/认定经过|How it was judged/).click()
      await isSound(deputy)
    })

    await test.step('the performance office lets one item be reported by the quarter', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto(path)
      await staff
        .locator('#reports')
        .getByRole('button', { name: say('设定报告周期…', 'Set how often it is reported…') })
        .click()
      const dialog = staff.getByRole('dialog')
      await isSound(staff)
      await dialog.getByLabel(say('每季度', 'Quarterly'), { exact: true }).check()
      await dialog.getByLabel(say('理由', 'Reason'), { exact: true }).fill('施工按季度验收')
      await dialog.getByRole('button', { name: say('设定报告周期', 'Set how often it is reported') }).click()
      await expect(staff.locator('#reports')).toContainText('施工按季度验收')
    })

    await test.step('the list of items is narrowed to one light and taken along', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/items?light=red')
      await expect(staff.getByRole('main')).toContainText('政府信息网上公开')
      await expect(staff.getByRole('main')).not.toContainText('罗湖口岸升级改造')
      await isSound(staff)
      const download = staff.waitForEvent('download')
      await staff
        .getByRole('link', { name: say('导出事项进度.xlsx', 'Export the items with their progress as .xlsx') })
        .click()
      expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
    })

    await test.step('a phase that nobody claimed in time is judged as not met', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/todos')
      await staff
        .getByRole('link', { name: new RegExp(say('认定为未达到', 'Judge as not met')) })
        .first()
        .click()
      await staff
        .getByRole('button', { name: say('认定为未达到…', 'Judge as not met…') })
        .first()
        .click()
      const dialog = staff.getByRole('dialog')
      await isSound(staff)
      await dialog.getByLabel(say('理由', 'Reason'), { exact: true }).fill('阶段终了后未申请认定')
      await dialog.getByRole('button', { name: say('认定为未达到', 'Judge as not met') }).click()
      await staff.getByText(/认定经过|How it was judged/).click()
      await expect(staff.getByRole('main')).toContainText('阶段终了后未申请认定')
      await expect(staff.getByRole('main')).toContainText(say('责任处未申请认定', 'not claimed by its division'))
    })
  })
}
