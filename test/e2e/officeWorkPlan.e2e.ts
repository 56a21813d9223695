import type { ItemContent } from '#domain/plan/item.api.ts'
import { createItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { createPlan } from '#domain/plan/plan.api.ts'
import { upload } from './files.ts'
import { expect, test } from './office.ts'
import { chips, choose, heading, languagesBeside, sayIn } from './words.ts'

const faulty = '序号,任务,牵头处\n1,皇岗口岸重建,没有这个处\n1,通关便利化改革,\n'
const sound = '2026年任务分工\n任务,序号,牵头处\n推进皇岗口岸重建,1,陆路口岸一处\n深化通关便利化改革,2,\n'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the office's work plan is recorded, its tasks are taken over, linked and declined (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    const main = staff.getByRole('main')
    const dialog = staff.getByRole('dialog')
    const colleague = await office.client.as('linzhixia')
    const plan = await colleague.do(createPlan, { body: { year: 2026, title: '2026年度绩效工作方案' } })
    const content: ItemContent = { ...emptyContent(2026), code: 'KA-2026-07', title: '通关便利化改革' }
    await colleague.do(createItem, { params: { id: plan.id }, body: { content } })

    await test.step('from the plans to the work plan of 2026, which is not recorded yet', async () => {
      await staff.goto('/plans?all')
      await staff.getByRole('link', { name: say('2026年全办工作计划', 'Work plan of 2026') }).click()
      await expect(main).toContainText(say('还没有录入', 'not recorded yet'))
      await main.getByRole('link', { name: say('录入工作计划', 'Record the work plan') }).click()
      await expect(heading(staff, /2026/)).toBeVisible()
    })

    await test.step('a faulty table is refused row by row; the sound one is taken over whole', async () => {
      await staff.getByText(say('从表格读入', 'From a table'), { exact: true }).click()
      const table = staff.getByLabel(say('选择任务表…', 'Choose the table…'))
      await table.setInputFiles(upload('faulty.csv', Buffer.from(faulty)))
      const tried = staff.getByRole('region', { name: say('试读结果', 'What was read') })
      await expect(tried).toContainText(say('第2行：没有“没有这个处”', 'Row 2: There is no division “没有这个处”'))
      await expect(tried).toContainText(say('第3行：序号与前面的任务重复', 'Row 3: Its number is that of an earlier'))
      await expect(tried.getByRole('button')).toHaveCount(0)
      await table.setInputFiles(upload('tasks.csv', Buffer.from(sound)))
      await tried.getByRole('button', { name: say('填入这2项', 'Take over these 2') }).click()
      await expect(staff.getByRole('textbox', { name: say('第1行任务', 'Task in row 1') })).toHaveValue(
        '推进皇岗口岸重建',
      )
    })

    await test.step('a pasted line is added, the original laid down, the version recorded', async () => {
      await staff.getByText(say('粘贴多行', 'Pasted lines'), { exact: true }).click()
      const pasted = staff.getByRole('textbox', { name: say('粘贴的任务', 'Pasted tasks') })
      await pasted.fill(`3、组织机关文体活动（${say('陆路口岸一处', 'First Land Ports Division')}牵头）`)
      await staff.getByRole('button', { name: say('加在下表后面', 'Add them to the table') }).click()
      const original = staff.getByLabel(say('选择原件…', 'Choose the original…'))
      await original.setInputFiles(upload('2026.csv', Buffer.from(sound)))
      await expect(main).toContainText(say('原件：2026.csv', 'Original: 2026.csv'))
      await staff.getByRole('button', { name: say('录入第1版（3项任务）', 'Record version 1 (tasks: 3)') }).click()
      await expect(chips(staff)).toContainText(say('第1版', 'Version 1'))
      await expect(main).toContainText(say('未处理3', 'open 3'))
    })

    const row = (text: string) => staff.getByRole('row').filter({ hasText: text })
    await test.step('the merge says what is missing; one task becomes an item', async () => {
      await main.getByRole('link', { name: say('方案汇总', 'Merge'), exact: true }).click()
      await expect(main).toContainText(say('本年度编制要求还没有下发', 'The call of this year is not issued'))
      await staff.getByRole('checkbox', { name: say('选中第1项任务', 'Choose task 1') }).check()
      await staff.getByRole('button', { name: say('纳入所选1项任务', 'Take over 1 tasks') }).click()
      await expect(row('推进皇岗口岸重建')).toContainText('GZ-1')
    })

    await test.step('another is linked to the item it names; the third is declined with a reason', async () => {
      await expect(row('深化通关便利化改革')).toContainText(say('可能已有事项', 'May be covered by'))
      await row('深化通关便利化改革')
        .getByRole('button', { name: say('对应事项', 'Link') })
        .click()
      await expect(dialog).toContainText('KA-2026-07 通关便利化改革')
      await dialog.getByRole('button', { name: say('对应', 'Link') }).click()
      await expect(dialog).toBeHidden()
      await expect(row('深化通关便利化改革')).toContainText(say('已对应', 'Covered'))
      await row('组织机关文体活动')
        .getByRole('button', { name: say('不纳入', 'Decline') })
        .click()
      await dialog.getByLabel(say('理由', 'Reason')).fill('属机关日常事务')
      await dialog.getByRole('button', { name: say('不纳入', 'Do not take over') }).click()
      await expect(dialog).toBeHidden()
      await expect(main).toContainText(
        say('已纳入1，已对应1，不纳入1，未处理0', 'taken over 1, covered 1, declined 1, open 0'),
      )
    })

    await test.step('the division that the declined task names reads the reason and nothing of the draft', async () => {
      const chief = await as('chenjiahe', { language })
      await chief.goto('/plans/2026/work-plan')
      const declined = chief.getByRole('row').filter({ hasText: '组织机关文体活动' })
      await expect(declined).toContainText('属机关日常事务')
      const taken = chief.getByRole('row').filter({ hasText: '推进皇岗口岸重建' })
      await expect(taken).not.toContainText('GZ-1')
      await expect(
        chief.getByRole('main').getByRole('link', { name: say('修订工作计划', 'Record a further') }),
      ).toHaveCount(0)
    })

    await test.step('a later version changes the task: the two are compared', async () => {
      await staff.goto('/plans/2026/work-plan/edit')
      await staff.getByRole('textbox', { name: say('修订理由', 'Reason') }).fill('年初调整')
      const words = staff.getByRole('textbox', { name: say('第1行任务', 'Task in row 1') })
      await words.fill('推进皇岗口岸重建，年内封顶')
      await choose(staff, say('第2行牵头处', 'Leading division in row 2'), say('秘书处', 'Secretariat'))
      await expect(main).toContainText(say('任务新增0项，改动2项，取消0项', '0 new, 2 changed, 0 dropped'))
      await staff.getByRole('button', { name: say('录入第2版', 'Record version 2') }).click()
      await expect(chips(staff)).toContainText(say('第2版', 'Version 2'))
      const comparison = staff.getByRole('region', { name: say('版本对照', 'Comparison') })
      await expect(comparison).toContainText('推进皇岗口岸重建，年内封顶')
    })

    await test.step('the item of the office’s plan tells its lineage and that the task was changed since', async () => {
      await main.getByRole('link', { name: 'GZ-1', exact: true }).click()
      await expect(heading(staff, '推进皇岗口岸重建')).toBeVisible()
      await expect(main).toContainText(
        say('取自《2026年全办工作计划》第1版第1项', 'From “2026年全办工作计划”, version 1, task 1'),
      )
      await expect(main).toContainText(
        say('第2版为“推进皇岗口岸重建，年内封顶”', 'Version 2: “推进皇岗口岸重建，年内封顶”'),
      )
    })
  })
}
