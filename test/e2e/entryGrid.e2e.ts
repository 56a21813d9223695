import type { Locator, Page } from '@playwright/test'
import {
  beginCollectionVersion,
  changeCollectionVersion,
  forceCollectionVersion,
} from '#domain/collection/collectionPlan.api.ts'
import { listDuties } from '#domain/collection/duty.api.ts'
import type { FormField } from '#domain/collection/form.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { huanggang } from './october.ts'
import { expect, type Office, test } from './office.ts'
import { entered } from './screens/english.ts'
import { judge } from './screens/judge.ts'
import { languagesBeside, sayIn } from './words.ts'

/** The cell of a row by the heading of its column. */
async function cellOf(page: Page, row: number, column: string): Promise<Locator> {
  await page.getByRole('grid').waitFor()
  const heads = await page.getByRole('columnheader').allInnerTexts()
  const at = heads.findIndex((words) => words.trim() === column)
  return page.locator(`td[data-row="${row}"][data-column="${at - 1}"]`)
}

/** The row of an indicator. */
const placeOf = async (page: Page, indicator: string): Promise<number> =>
  Number(await page.locator('td[data-column="1"]').filter({ hasText: indicator }).first().getAttribute('data-row'))

/** What a spreadsheet program left on the clipboard, pasted into the active cell. */
const paste = (page: Page, text: string) =>
  page.evaluate((words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a division fills in its figures in one grid: keys, a block, undo, drafts, handed in at once (${language})`, async ({
    as,
  }) => {
    const page = await as('zhouyining', { language })
    const figure = say('数值', 'Figure')
    const saved = page.getByText(new RegExp(say('已自动保存，', 'Saved \\d')))
    let row = 0

    await test.step('from the data of the year to the grid; what is no figure is told beside the cell', async () => {
      await page.goto('/duties')
      await page.getByRole('link', { name: say('批量填报', 'Fill in many') }).click()
      await page.getByRole('grid').waitFor()
      row = await placeOf(page, huanggang)
      await (await cellOf(page, row, figure)).click()
      await page.keyboard.type('3/4')
      await page.keyboard.press('Tab')
      await expect(await cellOf(page, row, say('零报告', 'Nil return'))).toHaveAttribute('aria-selected', 'true')
      await expect(await cellOf(page, row, figure)).toHaveAttribute('aria-invalid', 'true')
      await page.keyboard.press('ArrowLeft')
      await expect(page.getByRole('main')).toContainText(say('是日期，不是数值', 'is a date, not a figure'))
      await page.keyboard.press('Control+z')
      await expect(await cellOf(page, row, figure)).not.toHaveText('3/4')
    })

    await test.step('a block with figure and note; kept as a draft and there again after a reload', async () => {
      await paste(page, '1,234.5\t\t口岸临时延长开放')
      await expect(await cellOf(page, row, figure)).toHaveText('1234.5')
      await expect(await cellOf(page, row, say('说明', 'Note'))).toHaveText('口岸临时延长开放')
      await expect(saved).toBeVisible()
      await page.reload()
      await expect(await cellOf(page, row, figure)).toHaveText('1234.5')
    })

    await test.step('the grid is sound, in the light and in the dark', async () => {
      for (const theme of ['light', 'dark'] as const) {
        const look = await as('chenjiahe', { language, theme })
        const variant = { language, theme, size: 'normal', width: 1366 } as const
        const known = language === 'en' ? entered(look) : null
        const screen = { name: `entries ${theme}`, user: 'chenjiahe', at: '/duties/entry' } as const
        expect(await judge(look, screen, { variant, entered: known })).toEqual([])
      }
    })

    await test.step('a table: each row is told what becomes of it, then all is there as drafts', async () => {
      await page.goto('/duties/entry')
      await page.getByRole('link', { name: say('导入Excel表', 'Import from Excel') }).click()
      await expect(
        page.getByRole('link', { name: say('下载填报表（.xlsx）', 'Download the table (.xlsx)') }),
      ).toBeVisible()
      const file = (lines: readonly string[]) => ({
        name: '数据.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(lines.join('\r\n')),
      })
      const choose = page.locator('input[type=file]')
      const head = '报送期,指标,数值,说明'
      await choose.setInputFiles(file([head, `3/4/2025,${huanggang},5,`, `2025-10,${huanggang},1234.6,延长开放`]))
      await expect(page.getByRole('row', { name: /“3\/4\/2025”/ })).toContainText(say('拒绝', 'Refused'))
      await expect(page.getByRole('row', { name: /“3\/4\/2025”/ })).toContainText('报送期')
      await expect(page.getByRole('link', { name: say('下载错误行', 'Download the refused rows') })).toBeVisible()
      const many = Array.from({ length: 60_000 }, (_, n) => `2025-10,无此指标${n},1,`)
      await choose.setInputFiles(file([head, ...many]))
      await expect(page.getByRole('progressbar')).toBeVisible()
      await expect(page.getByRole('main')).toContainText(say('正在试读', 'Being read'))
      await page.getByRole('button', { name: say('取消导入', 'Cancel the import') }).click()
      await expect(page.getByText(say('已取消，没有写入任何内容。', 'Cancelled; nothing is written.'))).toBeVisible()
      await choose.setInputFiles(file([head, `2025-10,${huanggang},"1,234.6",延长开放`]))
      await page.getByRole('button', { name: say('导入1项', 'Import 1') }).click()
      await expect(await cellOf(page, await placeOf(page, huanggang), figure)).toHaveText('1234.6')
    })

    await test.step('all that is ready is handed in at once and leaves the grid', async () => {
      await page.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('1234.6')
      await dialog.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
      await expect(dialog).toBeHidden()
      await expect(page.locator('td[data-column="2"]').filter({ hasText: '1234.6' })).toHaveCount(0)
    })

    await test.step('the head finds it on the sheet to sign', async () => {
      const head = await as('chenjiahe', { language })
      await head.goto('/duties/sign/2025-10')
      await expect(head.getByRole('main')).toContainText('1,234.6')
    })
  })

  test(`further fields of a collection plan stand beside the grid and are handed in with it (${language})`, async ({
    as,
    office,
  }) => {
    await asking(office)
    const page = await as('zhouyining', { language })
    await page.goto('/duties/entry')
    await page.getByRole('grid').waitFor()
    const row = await placeOf(page, huanggang)
    const further = () => cellOf(page, row, say('其他字段', 'Further fields'))
    await (await cellOf(page, row, say('数值', 'Figure'))).click()
    await expect(await further()).toHaveText('0/1')
    await expect(await further()).toHaveAttribute('aria-invalid', 'true')
    await page.keyboard.press('Escape')
    await expect(page.locator('#grid-side')).toBeFocused()
    const field = page.getByLabel(groups)
    for (let n = 0; n < 6 && !(await field.evaluate((one) => one === document.activeElement)); n += 1)
      await page.keyboard.press('Tab')
    await page.keyboard.type('12.5')
    await expect(await further()).toHaveText('1/1')
    await expect(await further()).not.toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText(new RegExp(say('已自动保存，', 'Saved \\d')))).toBeVisible()
    await page.reload()
    await expect(await further()).toHaveText('1/1')
    await page.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('提交签字', 'Submit for signature') })
      .click()
    await expect(page.getByRole('dialog')).toBeHidden()
    const head = await as('chenjiahe', { language })
    await head.goto('/duties/sign/2025-10')
    await expect(head.getByRole('main')).toContainText(groups)
    await expect(head.getByRole('main')).toContainText('12.5')
  })
}

const groups = '其中：团体旅客'

/** A collection plan in force that asks one number more of the indicator. */
async function asking({ client }: Office): Promise<void> {
  const [officer, lead] = [await client.as(staffOf.TG.officer), await client.as(staffOf.TG.head)]
  const { rows } = await officer.do(listDuties, { query: { year: 2025, period: '2025-10' } })
  const id = rows.find(({ indicator }) => indicator.name === huanggang)?.indicator.id ?? ''
  const [draft] = (await officer.do(beginCollectionVersion, { params: { id }, body: { from: null } })).versions
  if (!draft) throw new Error('no draft')
  const field: FormField = {
    ...{ key: 'groups', kind: 'number', name: groups, unit: '万人次', decimals: 1, role: 'current' },
    checks: [{ kind: 'required', severity: 'error' }],
  }
  const changed = await officer.do(changeCollectionVersion, {
    params: { id: draft.id },
    body: {
      version: draft.version,
      effectiveOn: '2025-01-01',
      content: { ...draft.content, fields: [field] },
    },
  })
  const body = { version: changed.versions[0]?.version ?? 0 }
  await lead.do(forceCollectionVersion, { params: { id: draft.id }, body })
}
