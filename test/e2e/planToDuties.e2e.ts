import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { allotIndicator, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { readPlan, returnPlan, submitPlan } from '#domain/plan/plan.api.ts'
import { tableWith } from '#test/fixtures/municipalTables.ts'
import { cityTable, upload } from './files.ts'
import { expect, type Office, test } from './office.ts'
import { chips, choose, heading, languages, type Say, sayIn } from './words.ts'

const params = { year: 2026 }

/** The rows that the story itself does not allot are not the office's. */
async function declareTheRest({ client }: Office): Promise<void> {
  const staff = await client.as('linzhixia')
  const { rows } = await staff.do(readMunicipalPlan, { params })
  for (const { id, version, responsibleDivisionId, notApplicableReason } of rows) {
    if (responsibleDivisionId !== null || notApplicableReason !== null) continue
    const allotment = { kind: 'notApplicable' as const, reason: '本单位属“办”类，该指标权重为0。' }
    await staff.do(allotIndicator, { params: { id }, body: { version, allotment } })
  }
}

/** Returned by the leader elsewhere, and laid before them once more. */
async function returnAndSubmitAgain({ client }: Office): Promise<void> {
  const leader = await client.as('shenhuaiyuan')
  const head = await client.as('hejingming')
  const { id, version } = await leader.do(readPlan, { params })
  const returned = await leader.do(returnPlan, { params: { id }, body: { version, reason: '报送要求须再核。' } })
  await head.do(submitPlan, { params: { id }, body: { version: returned.version } })
}

async function writeItem(page: Page, say: Say): Promise<void> {
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
  await fill(say('编号', 'Code'), 'KA-2026-01')
  await fill(say('权重', 'Weight'), '100')
  await choose(page, say('主要责任人', 'Main responsible person'), say('苏文澜（秘书处）', '苏文澜（Secretariat）'))
  await fill(say('年度目标', 'Yearly goal'), '全年完成率不低于95%')
  await choose(page, say('评价方法', 'Method'), say('按完成率', 'Completion rate'))
  await page.getByRole('button', { name: say('按季度拆分', 'One for each quarter') }).click()
  for (const n of [1, 2, 3, 4]) {
    const phase = page.getByRole('group', { name: say(`第${n}阶段`, `Phase ${n}`) })
    await phase.getByLabel(say('目标', 'Goal'), { exact: true }).fill(`完成${n * 25 - 5}%以上`)
    if (n < 4) await phase.getByLabel(say('考核标准', 'Criterion')).fill(`完成${n * 25 - 5}%以上为达到`)
  }
}

for (const language of languages) {
  const say = sayIn(language)

  test(`the city's table becomes a plan, the plan is decided and issued, and its duties appear (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    const head = await as('hejingming', { language })
    const main = staff.getByRole('main')

    await test.step('the performance office begins the plan of 2026', async () => {
      await staff.goto('/plans?all')
      await staff.getByRole('button', { name: say('开始编制', 'Begin') }).click()
      await expect(heading(staff, '2026')).toBeVisible()
      office.allow(404) // the city's table of 2026 is not there yet
      await staff.getByRole('link', { name: say('市级指标', "City's indicators") }).click()
    })

    const file = staff.getByLabel(say('市级指标表（.xlsx）', "The city's table (.xlsx)"))
    await test.step('a faulty copy is refused by row and column, and nothing of it is imported', async () => {
      const faulty = await tableWith((sheet) => {
        sheet.getCell('I6').value = '百分之四'
      })
      await file.setInputFiles(upload('faulty.xlsx', faulty))
      await expect(main).toContainText(say('不能导入；没有导入任何一行', 'nothing can be imported, and nothing was'))
      await expect(main).toContainText(
        say('第6行I列：“百分之四”不是数字', 'row 6, column I: “百分之四” is not a number'),
      )
      await expect(main.getByRole('button', { name: say('导入', 'Import') })).toHaveCount(0)
    })

    await test.step('the real one is tried and imported', async () => {
      await file.setInputFiles(upload(cityTable.name, await readFile(cityTable.path)))
      await main.getByRole('button', { name: say('导入9项', 'Import 9 rows') }).click()
      await expect(main).toContainText(say('9项没有分解', '9 are not allotted'))
    })

    const row = (name: string) => staff.getByRole('row').filter({ hasText: name })
    await test.step('one row is allotted, one is declared not applicable', async () => {
      const dialog = staff.getByRole('dialog')
      await row('公共服务白皮书')
        .getByRole('button', { name: say('分解', 'Allot') })
        .click()
      await choose(dialog, say('责任处', 'Responsible division'), say('秘书处', 'Secretariat'))
      await choose(
        dialog,
        say('协调处', 'Coordinating division'),
        say('综合法规处', 'General and Legal Affairs Division'),
      )
      await dialog.getByRole('button', { name: say('分解', 'Allot') }).click()
      await expect(dialog).toBeHidden()
      await expect(row('公共服务白皮书')).toContainText(say('综合法规处', 'General and Legal Affairs Division'))
      const other = staff
        .getByRole('row')
        .filter({ hasText: say('没有分解', 'Not allotted') })
        .first()
      await other.getByRole('button', { name: say('分解', 'Allot') }).click()
      await dialog.getByText(say('不适用于我办', 'does not apply to the office')).click()
      await dialog.getByLabel(say('不适用的理由', 'Why it does not apply')).fill('本单位无此职能。')
      await dialog.getByRole('button', { name: say('分解', 'Allot') }).click()
      await expect(dialog).toBeHidden()
      await expect(main).toContainText('本单位无此职能。')
    })

    await test.step('the item is begun from its row; the linter names the criterion that is missing', async () => {
      await declareTheRest(office)
      await staff.reload()
      await row('公共服务白皮书')
        .getByRole('link', { name: say('带入方案', 'Begin the item') })
        .click()
      await expect(heading(staff, say('增列事项', 'Add an item'))).toBeVisible()
      await writeItem(staff, say)
      await expect(main).toContainText(say('阶段没有考核标准', 'A phase without criterion'))
      await staff.getByRole('button', { name: say('保存事项', 'Save the item') }).click()
      await expect(main).toContainText(say('没有未保存的改动', 'Nothing is unsaved'))
      await expect(staff).toHaveURL(/\/items\/.*\/edit/)
    })

    await test.step('faults stop the submission until they are put right', async () => {
      await head.goto('/plans/2026')
      const submit = head.getByRole('button', { name: say('提请审定', 'Submit for decision') })
      await expect(submit).toHaveAttribute('aria-disabled', 'true')
      await expect(submit).toHaveAccessibleDescription(new RegExp(say('处须改', 'must be put right')))
      const last = staff.getByRole('group', { name: say('第4阶段', 'Phase 4') })
      await last.getByLabel(say('考核标准', 'Criterion')).fill('完成95%以上为达到')
      await staff.getByRole('button', { name: say('保存事项', 'Save the item') }).click()
      await expect(main).toContainText(say('没有未保存的改动', 'Nothing is unsaved'))
      await staff.goto('/plans/2026')
      await staff.getByRole('button', { name: say('修改总则', 'Change the chapters') }).click()
      for (const chapter of [
        say('评估程序', 'Procedure'),
        say('评估标准', 'Standards'),
        say('指标数据报送要求', 'Reporting requirements'),
      ])
        await staff.getByLabel(chapter).fill('按实施细则和本年度通知执行。')
      await staff.getByRole('button', { name: new RegExp(`^${say('保存', 'Save')}`) }).click()
      await expect(main).toContainText(say('没有须改之处', 'Nothing has to be put right'))
      await head.reload()
      await submit.click()
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('提请审定', 'Submit for decision') })
        .click()
      await expect(head.getByRole('main')).toContainText(say('第1版待领导小组组长审定', 'Version 1 awaits the head'))
    })

    await test.step('the head of the leading group decides on the version that was read, and on no other', async () => {
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto('/plans/2026')
      const first = leader.getByRole('button', { name: say('审定第1版', 'Decide on version 1') })
      await expect(first).toBeVisible()
      await returnAndSubmitAgain(office)
      office.allow(409)
      await first.click()
      await expect(leader.getByRole('main')).toContainText(
        say('您阅看的是第1版，现已有第2版', 'You read version 1; version 2 exists now'),
      )
      await leader.getByRole('button', { name: say('重新阅看', 'Read it anew') }).click()
      await leader.getByRole('button', { name: say('审定第2版', 'Decide on version 2') }).click()
      await expect(chips(leader)).toContainText(say('已审定', 'Decided'))
    })

    await test.step('issued with its number, it makes the duties of the year', async () => {
      await head.reload()
      await head.getByRole('button', { name: say('印发', 'Issue') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕9号')
      await dialog.getByRole('button', { name: say('印发', 'Issue') }).click()
      await expect(head.getByRole('main')).toContainText('深口绩〔2025〕9号')
      const officer = await as('chengruoxi', { language })
      await officer.goto('/duties?year=2026')
      const cells = officer.getByRole('link', { name: say('未到期', 'Not yet open') })
      await expect(cells.first()).toBeVisible()
    })
  })
}
