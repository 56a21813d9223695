import type { Locator, Page } from '@playwright/test'
import { listDivisions, listPeople } from '#domain/organization/organization.api.ts'
import { startDivisionPlan } from '#domain/plan/divisionPlan.api.ts'
import { createItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { createCall, issueCall } from '#domain/plan/planCall.api.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { expect, type Office, test } from './office.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { heading, languagesBeside, type Say, sayIn } from './words.ts'

const year = 2026

/** The plan of the First Land Ports Division, called for and begun, with two items. */
async function begun(office: Office): Promise<string> {
  const head = await office.client.as('hejingming')
  const body = { year, title: `${year}年度绩效工作方案编制要求`, text: '按时编制。', workingDays: 10 }
  const { id, version } = await head.do(createCall, { body })
  await head.do(issueCall, { params: { id }, body: { version } })
  const officer = await office.client.as('zhouyining')
  const plan = await officer.do(startDivisionPlan, { body: { year, from: 'empty' } })
  for (const [n, title] of ['罗湖口岸候检秩序', '文锦渡口岸改造'].entries()) {
    const content = { ...emptyContent(year), code: `L1-${year}-0${n + 1}`, title, kind: 'ownWork' as const }
    await officer.do(createItem, {
      params: { id: plan.id },
      body: { content: { ...content, responsibleDivisionId: plan.divisionId } },
    })
  }
  return plan.id
}

/** The cell of a row by the heading of its column. */
async function cellOf(page: Page, row: number, column: string): Promise<Locator> {
  await page.getByRole('grid').waitFor()
  const heads = await page.getByRole('columnheader').allInnerTexts()
  const at = heads.findIndex((words) => words.trim() === column)
  return page.locator(`td[data-row="${row - 1}"][data-column="${at - 1}"]`)
}

/** What a spreadsheet program left on the clipboard, pasted into the active cell. */
const paste = (page: Page, text: string) =>
  page.evaluate((words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

const saved = (page: Page, say: Say) =>
  expect(page.getByText(new RegExp(say('已自动保存，', 'Saved \\d')))).toBeVisible()

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`two people of a division write one plan in the grid: keys, a block, undo, both texts, a table (${language})`, async ({
    as,
    office,
  }) => {
    office.allow(409)
    const id = await begun(office)
    const page = await as('zhouyining', { language })
    const goal = say('年度目标', 'Yearly goal')

    await test.step('from the plan to the grid; keys move and write', async () => {
      await page.goto(`/division-plans/${id}`)
      await page.getByRole('link', { name: say('表格编辑', 'Edit as a table') }).click()
      await expect(page.getByRole('grid')).toBeVisible()
      await (await cellOf(page, 1, say('事项', 'Title'))).click()
      await page.keyboard.press('End')
      await expect(await cellOf(page, 1, say('约束性', 'Binding'))).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('Home')
      await expect(await cellOf(page, 1, say('事项', 'Title'))).toHaveAttribute('aria-selected', 'true')
      for (const _ of ['类别', '维度', '主要责任人', '协调处', '权重', '年度目标'])
        await page.keyboard.press('ArrowRight')
      await page.keyboard.type('候检超过30分钟不多于12次')
      await page.keyboard.press('Enter')
      await expect(await cellOf(page, 1, goal)).toHaveText('候检超过30分钟不多于12次')
      await expect(await cellOf(page, 2, goal)).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('F2')
      await page.keyboard.type('改完')
      await page.keyboard.press('Escape')
      await expect(await cellOf(page, 2, goal)).toHaveText('')
      await saved(page, say)
    })

    await test.step('a block of Excel says what it will change; what is not known stays marked', async () => {
      await (await cellOf(page, 3, say('事项', 'Title'))).click()
      await paste(page, '"深圳湾口岸\n春节通关"\t重点工作\t\t张三\r\n莲塘口岸测试\t本处工作\t\t周以宁\r\n')
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('张三')
      await dialog.getByRole('button', { name: say('粘贴', 'Paste') }).click()
      const person = say('主要责任人', 'Main responsible person')
      await expect(await cellOf(page, 4, say('编号', 'Code'))).toHaveText(`L1-${year}-04`)
      await expect(await cellOf(page, 3, person)).toHaveText('张三')
      await expect(await cellOf(page, 3, person)).toHaveAttribute('aria-invalid', 'true')
      await expect(await cellOf(page, 4, person)).toHaveText('周以宁')
      await expect(page.getByText(say('1行有内容未保存', 'Rows with something not saved: 1'))).toBeVisible()
      await saved(page, say)
    })

    await test.step('undo takes the block back, redo brings it, Delete empties a cell', async () => {
      await page.keyboard.press('Control+z')
      await expect(page.getByText('莲塘口岸测试')).toHaveCount(0)
      await page.keyboard.press('Control+y')
      await expect(await cellOf(page, 4, say('事项', 'Title'))).toHaveText('莲塘口岸测试')
      await (await cellOf(page, 3, say('主要责任人', 'Main responsible person'))).click()
      await page.keyboard.press('Delete')
      await expect(await cellOf(page, 3, say('主要责任人', 'Main responsible person'))).toHaveText('')
      await expect(page.getByText(/行有内容未保存|Rows with something not saved/)).toHaveCount(0)
      await saved(page, say)
    })

    await test.step('the long fields beside: a phase is moved by the arrows, the table says the same', async () => {
      await (await cellOf(page, 1, say('事项', 'Title'))).click()
      const side = page.getByRole('complementary', { name: say('所选事项', 'Item chosen') })
      await expect(side.getByRole('heading', { name: /罗湖口岸候检秩序/ })).toBeVisible()
      await side.getByRole('button', { name: say('按季度拆分', 'One for each quarter') }).click()
      const bar = side.getByRole('slider').first()
      await bar.press('Shift+ArrowLeft')
      const first = side.getByRole('group', { name: say('第1阶段', 'Phase 1') })
      await expect(first.getByLabel(say('终止日', 'To'))).toHaveValue(`${year}-03-30`)
      await bar.press('Shift+ArrowRight')
      await bar.press('Shift+ArrowRight')
      await expect(first.getByLabel(say('终止日', 'To'))).toHaveValue(`${year}-03-31`)
      await expect(await cellOf(page, 1, say('阶段', 'Phases'))).toHaveText('4')
      await saved(page, say)
    })

    await test.step('the main fields are in sight at once, weights are summed, last year is a line below', async () => {
      await page.setViewportSize({ width: 1440, height: 900 })
      for (const name of [
        goal,
        say('权重', 'Weight'),
        say('主要责任人', 'Main responsible person'),
        say('阶段', 'Phases'),
      ])
        await expect(page.getByRole('columnheader', { name, exact: true })).toBeInViewport({ ratio: 0.9 })
      const foot = page.getByRole('grid').locator('tfoot')
      await (await cellOf(page, 1, say('权重', 'Weight'))).click()
      await page.keyboard.type('60')
      await page.keyboard.press('Enter')
      await expect(foot).toContainText(say('距100还差40', 'not 100: 40 missing'))
      await page.keyboard.type('40')
      await page.keyboard.press('Enter')
      await expect(foot).toContainText('100.00')
      await expect(foot).toContainText(say('等于100', 'equals 100'))
      await page.getByRole('button', { name: say(`与${year - 1}年比较`, `Compare with ${year - 1}`) }).click()
      await expect(await cellOf(page, 1, say('事项', 'Title'))).toContainText(
        say(`${year - 1}年没有`, `not in ${year - 1}`),
      )
      await page.getByRole('button', { name: say('结束比较', 'End the comparison') }).click()
      await expect(await cellOf(page, 1, say('事项', 'Title'))).not.toContainText(String(year - 1))
      await saved(page, say)
    })

    const other = await as('chenjiahe', { language })
    await test.step('both change one cell: the second chooses with both texts before them', async () => {
      await other.clock.install()
      await other.goto(`/division-plans/${id}/grid`)
      await (await cellOf(other, 2, goal)).click()
      await (await cellOf(page, 2, goal)).click()
      await other.keyboard.type('九月底前完工')
      await other.keyboard.press('Enter')
      await saved(other, say)
      await page.keyboard.type('十月底前完工')
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('九月底前完工')
      await expect(dialog).toContainText('十月底前完工')
      await expect(dialog).toContainText('陈嘉禾')
      const merge = dialog.getByRole('button', { name: say('按所选合并保存', 'Save what is chosen') })
      await expect(merge).toHaveAttribute('aria-disabled', 'true')
      await dialog.getByRole('radio', { name: new RegExp(say('保留我写的', 'keep mine')) }).check()
      await merge.click()
      await expect(dialog).toBeHidden()
      await saved(page, say)
      await other.reload()
      await expect(await cellOf(other, 2, goal)).toHaveText('十月底前完工')
    })

    await test.step('a row that one adds is seen by the other while the window stays open, and stays with who added it', async () => {
      await (await cellOf(page, 5, say('事项', 'Title'))).click()
      await page.keyboard.type('福田口岸无障碍通道')
      await page.keyboard.press('Enter')
      await saved(page, say)
      await expect(page.getByText(say('正在保存', 'Saving'))).toHaveCount(0)
      await (await cellOf(other, 1, say('事项', 'Title'))).click()
      await other.keyboard.press('F2')
      await other.clock.fastForward(31_000)
      await other.keyboard.press('Escape')
      await other.clock.fastForward(31_000)
      await expect(await cellOf(other, 5, say('事项', 'Title'))).toHaveText('福田口岸无障碍通道')
      await (await cellOf(page, 2, goal)).click()
      await page.keyboard.type('九月底前完工')
      await page.keyboard.press('Enter')
      await expect(await cellOf(page, 5, say('事项', 'Title'))).toHaveText('福田口岸无障碍通道')
      await saved(page, say)
    })

    await test.step('a table of last year: a column is corrected, each cell is reported, then all is imported', async () => {
      await page.getByRole('link', { name: say('导入Excel表', 'Import from Excel') }).click()
      await expect(heading(page, say('导入事项表', 'Import a table of items'))).toBeVisible()
      const columns = ['编号', '工作任务', '时限', '主要责任人'].map((words) => ({ heading: words }))
      const rows = [['L1-2025-11', '皇岗口岸镕喆䶮𠮷改造', '9月底', '李四']]
      const buffer = await writeWorkbook([{ name: '去年', columns, rows }])
      const file = { name: '去年.xlsx', mimeType: 'application/octet-stream', buffer }
      await page.locator('input[type=file]').setInputFiles(file)
      const main = page.getByRole('main')
      await expect(main).toContainText(say('1列没有读入', 'columns not read: 1'))
      await page.getByRole('combobox', { name: say('C列的含义', 'What column C is') }).fill(say('终止', 'Ends'))
      await page.locator('.ant-select-dropdown:visible').getByText(say('终止日', 'Ends on'), { exact: true }).click()
      await page.getByRole('button', { name: say('按现在的含义重读', 'Read again like this') }).click()
      await expect(main).toContainText(say('每一列都有含义', 'every column is taken for something'))
      const told = main.getByRole('region', { name: say('试读结果', 'What was read') })
      await expect(told.getByRole('row', { name: /9月底/ })).toContainText(`${year}-09-30`)
      await expect(told.getByRole('row', { name: /李四/ })).toContainText(say('不带入', 'Left out'))
      await expect(told.getByRole('row', { name: /L1-2025-11/ })).toContainText(`L1-${year}-11`)
      await page.getByRole('button', { name: say('导入1个事项', 'Import 1 item') }).click()
      await expect(page.getByRole('grid')).toBeVisible()
      await expect(await cellOf(page, 6, say('事项', 'Title'))).toHaveText('皇岗口岸镕喆䶮𠮷改造')
    })

    await test.step('the next table with these headings is read as the last one was', async () => {
      const columns = ['编号', '工作任务', '时限', '主要责任人'].map((words) => ({ heading: words }))
      const buffer = await writeWorkbook([{ name: '前年', columns, rows: [['L1-2024-12', '沙头角改造', '45626', '']] }])
      await page.goto(`/division-plans/${id}/table`)
      const file = { name: '前年.xlsx', mimeType: 'application/octet-stream', buffer }
      await page.locator('input[type=file]').setInputFiles(file)
      const known = say('这种表头以前导入过', 'headings known from an earlier import')
      await expect(page.getByRole('main')).toContainText(known)
      await expect(page.getByRole('row', { name: /按2024-11-30读入|read as 2024-11-30/ })).toBeVisible()
    })

    await test.step('the grid is sound, in the light and in the dark', async () => {
      const path = `/division-plans/${id}/grid`
      for (const theme of ['light', 'dark'] as const) {
        const look = await as('chenjiahe', { language, theme })
        const variant = { language, theme, size: 'normal', width: 1366 } as const
        const known = language === 'en' ? entered(look) : null
        expect(
          await judge(look, { name: `grid ${theme}`, user: 'chenjiahe', at: path }, { variant, entered: known }),
        ).toEqual([])
      }
    })
  })

  test(`the office's draft in the grid: weights add up, a phone has the list (${language})`, async ({ as, office }) => {
    const staff = await office.client.as('linzhixia')
    const plan = await staff.do(createPlan, { body: { year, title: `${year}年度绩效工作方案` } })
    const [division] = (await staff.do(listDivisions)).rows
    const [person] = (await staff.do(listPeople)).rows
    const content = { ...emptyContent(year), code: `KA-${year}-01`, title: '共建文明口岸', weight: '60' }
    await staff.do(createItem, {
      params: { id: plan.id },
      body: {
        content: {
          ...content,
          responsibleDivisionId: division?.id ?? null,
          mainResponsiblePersonId: person?.id ?? null,
        },
      },
    })
    const page = await as('linzhixia', { language })
    await page.goto(`/plans/${year}/grid`)
    await (await cellOf(page, 2, say('事项', 'Title'))).click()
    await page.keyboard.type('口岸智慧化')
    await page.keyboard.press('Tab')
    await (await cellOf(page, 2, say('权重', 'Weight'))).click()
    await page.keyboard.type('４０')
    await page.keyboard.press('Enter')
    await expect(await cellOf(page, 2, say('编号', 'Code'))).toHaveText(`KA-${year}-02`)
    await expect(page.getByRole('grid').locator('tfoot')).toContainText('100.00')
    await expect(page.getByRole('grid').locator('tfoot')).toContainText(say('等于100', 'equals 100'))
    await saved(page, say)
    const phone = await as('linzhixia', { language, width: 360 })
    await phone.goto(`/plans/${year}/grid`)
    await expect(phone.getByRole('link', { name: '口岸智慧化' })).toBeVisible()
    await expect(phone.getByRole('grid')).toHaveCount(0)
  })
}
