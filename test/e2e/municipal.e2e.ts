import type { Page } from '@playwright/test'
import { messyTable } from '#test/fixtures/municipalTables.ts'
import { upload } from './files.ts'
import { expect, test } from './office.ts'
import { choose, heading, languagesBeside, type Say, sayIn } from './words.ts'

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function allot(page: Page, name: string, say: Say): Promise<void> {
  const dialog = page.getByRole('dialog')
  await row(page, name)
    .getByRole('button', { name: say('分解', 'Allot') })
    .click()
  await choose(dialog, say('责任处', 'Responsible division'), say('秘书处', 'Secretariat'))
  await choose(dialog, say('协调处', 'Coordinating division'), say('综合法规处', 'General and Legal Affairs Division'))
  await dialog.getByRole('button', { name: say('分解', 'Allot') }).click()
  await expect(dialog).toBeHidden()
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a table as it comes is understood column by column, allotted, and reconciled with a later one (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    const main = staff.getByRole('main')
    const file = staff.getByLabel(say('市级指标表（.xlsx）', "The city's table (.xlsx)"))
    const again = () => main.getByRole('button', { name: say('按现在的含义重读', 'Read again like this') })

    await test.step('one column has a heading that nobody could know: nothing is imported until it is said', async () => {
      office.allow(404) // the city's table of 2026 is not there yet
      await staff.goto('/plans/2026/municipal')
      await file.setInputFiles(upload('messy.xlsx', await messyTable()))
      await expect(main).toContainText(say('1列没有读入', 'columns not read: 1'))
      await expect(main).toContainText(
        say('没有认出“数据采集责任单位”一列', 'no column was recognised as “Collecting unit”'),
      )
      await expect(main.getByRole('button', { name: new RegExp(say('^导入\\d', '^Import \\d')) })).toHaveCount(0)
    })

    await test.step('it is said, read again, and every row is accepted', async () => {
      await choose(staff, say('I列的含义', 'What column I is'), say('数据采集责任单位', 'Collecting unit'))
      await again().click()
      await expect(main).toContainText(say('每一列都有含义', 'every column is taken for something'))
      await expect(row(staff, '机关文化建设')).toContainText(
        say('该行被隐藏，已一并读入', 'this row is hidden; it was read'),
      )
      await expect(main).toContainText(say('接受6行', '6 rows accepted'))
      await main.getByLabel(say('下达日期', 'Issued by the city on')).fill('2025-11-05')
      await main.getByRole('button', { name: say('导入6项', 'Import 6 rows') }).click()
      await expect(main).toContainText(say('6项没有分解', '6 are not allotted'))
      await expect(main).toContainText('口岸设施（含𠮷、镕、喆、䶮字地名）完好率')
    })

    await test.step('two rows are allotted; the weights of the office’s class stand beside their level', async () => {
      await allot(staff, '公共服务白皮书', say)
      await allot(staff, '重大改革及工作创新', say)
      await expect(main).toContainText(say('4项没有分解', '4 are not allotted'))
      await expect(main).toContainText(say('合计45%，一级指标权重45%', '45% of 45%'))
      const send = main.getByRole('button', { name: say('登记报送市绩效办', 'Record that the plan went to the city') })
      await expect(send).toHaveAccessibleDescription(new RegExp(say('印发后才能报送', 'once it is issued')))
    })

    await test.step('a later table is compared field by field; its columns are known by now', async () => {
      await main.getByRole('link', { name: say('导入变更后的市级指标', 'Import what the city changed') }).click()
      const edit = (sheet: Parameters<NonNullable<NonNullable<Parameters<typeof messyTable>[0]>['edit']>>[0]) => {
        sheet.getCell('D9').value = '5.5%'
        sheet.getCell('H16').value = '政务公开评价'
      }
      await file.setInputFiles(upload('later.xlsx', await messyTable({ edit })))
      await expect(main).toContainText(say('这种表头以前导入过', 'headings known from an earlier import'))
      const compared = main.getByRole('region', { name: say('与现有指标比较', 'Compared with what is there') })
      await expect(compared).toContainText(
        say('不变4行，改动1行，新增1行，撤销1行', 'unchanged: 4, changed: 1, added: 1, withdrawn: 1'),
      )
      await expect(compared.getByRole('row').filter({ hasText: '重大改革及工作创新' })).toContainText('5.5')
      await main.getByLabel(say('下达日期', 'Issued by the city on')).fill('2025-11-06')
      await main.getByRole('button', { name: say('导入3处变更', 'Import 3 changes') }).click()
      await expect(main.getByLabel(say('变更理由', 'Reason of the change'))).toBeFocused()
      await staff.keyboard.type('市里调整指标和权重。')
      await main.getByRole('button', { name: say('导入3处变更', 'Import 3 changes') }).click()
      await expect(compared).toBeHidden()
    })

    await test.step('the allotments stay; what changed is to be looked at, what is gone is marked', async () => {
      await expect(heading(staff, say('2026年度市级指标', "The city's indicators of 2026"))).toBeVisible()
      const changed = row(staff, '重大改革及工作创新')
      await expect(changed).toContainText(say('市里已改动，请复核', 'Changed by the city: look again'))
      await expect(row(staff, '公共服务白皮书')).not.toContainText(say('请复核', 'look again'))
      await expect(row(staff, '行政审批绩效')).toContainText(say('市里已撤销', 'Withdrawn by the city'))
      await expect(row(staff, '政务公开评价')).toContainText(say('没有分解', 'Not allotted'))
      await expect(main).toContainText('市里调整指标和权重。')
      await allot(staff, '政务公开评价', say)
      await changed.getByRole('button', { name: say('改分解', 'Allot anew') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByRole('button', { name: say('分解', 'Allot') }).click()
      await expect(dialog).toBeHidden()
      await expect(changed).not.toContainText(say('请复核', 'look again'))
    })
  })
}
