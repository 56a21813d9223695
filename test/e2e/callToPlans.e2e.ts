import type { Page } from '@playwright/test'
import { createPlan } from '#domain/plan/plan.api.ts'
import { expect, test } from './office.ts'
import {
  chips,
  choose,
  downloaded,
  heading,
  languagesBeside,
  type Say,
  sayIn,
  signOff,
  todo,
  wordsOf,
} from './words.ts'

/** An item of the division with which the linter is content. */
async function writeItem(page: Page, say: Say): Promise<void> {
  // a star before the label of what is required is part of the name
  const fill = (label: string, value: string) =>
    page.getByRole('textbox', { name: new RegExp(`^(\\* )?${label}$`) }).fill(value)
  await fill(say('事项', 'Title'), '罗湖口岸旅客候检秩序')
  await fill(say('编号', 'Code'), 'L1-2026-01')
  await choose(
    page,
    say('主要责任人', 'Main responsible person'),
    say('陈嘉禾（陆路口岸一处）', '陈嘉禾（First Land Ports Division）'),
  )
  await fill(say('年度目标', 'Yearly goal'), '全年候检超过30分钟不多于12次')
  await choose(page, say('评价方法', 'Method'), say('按完成率', 'Completion rate'))
  await fill(say('数据报送方式', 'Reporting mode'), '按季书面报告')
  await page.getByRole('button', { name: say('按季度拆分', 'One for each quarter') }).click()
  for (const n of [1, 2, 3, 4]) {
    const phase = page.getByRole('group', { name: say(`第${n}阶段`, `Phase ${n}`) })
    await phase.getByLabel(say('考核标准', 'Criterion')).fill('不多于3次为达到')
  }
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the call for plans becomes an accepted plan of a division, late and marked so (${language})`, async ({
    as,
    office,
  }) => {
    const head = await as('hejingming', { language })
    const chief = await as('chenjiahe', { language })
    const call = say('编制要求', 'Call')

    await test.step('the performance office drafts the call and issues it', async () => {
      await head.goto('/calls?all')
      await head.getByLabel(say('正文', 'Text')).fill('各处在制订年度工作计划的同时编制方案。')
      await head.getByLabel(say('期限（下发后的工作日）', 'Due after working days')).fill('5')
      await head
        .getByRole('button', { name: say('起草', 'Draft'), exact: false })
        .last()
        .click()
      await expect(heading(head, /2026/)).toBeVisible()
    })

    await test.step('a notice of its own is drafted from the text, checked and signed off', async () => {
      const staff = await as('linzhixia', { language })
      const signer = await as('shenhuaiyuan', { language })
      const notice = '关于编制2026年度绩效工作方案的通知'
      await staff.goto('/plans/2026/call')
      await staff.getByRole('button', { name: say('拟下发通知', 'Draft a notice of its own') }).click()
      await expect(staff.getByRole('article')).toContainText('各处在制订年度工作计划的同时编制方案。')
      await expect(staff.getByRole('article')).toContainText('自本通知印发之日起5个工作日内')
      await head.goto('/todos')
      await todo(head, notice).getByRole('link').click()
      const check = head.getByRole('button', { name: say('核稿', 'Check') })
      await expect(check).toBeFocused()
      await check.press('Enter')
      await expect(chips(head)).toContainText(say('已核稿', 'Checked'))
      await signer.goto('/todos')
      await todo(signer, notice).getByRole('link').click()
      await signOff(signer, say)
    })

    await test.step('the call is issued by it: numbered, before every division', async () => {
      await head.goto('/todos')
      await todo(head, '2026年度绩效工作方案编制要求').getByRole('link').click()
      const issue = head.getByRole('button', { name: say('下发', 'Issue') })
      await expect(issue).toBeFocused()
      await issue.press('Enter')
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕7号')
      await dialog.getByRole('button', { name: say('下发', 'Issue') }).click()
      await expect(chips(head)).toContainText(say('已下发', 'Issued'))
      await expect(head.getByRole('main')).toContainText(say('8个处', 'Divisions: 8'))
    })

    await test.step('a division receives the notice', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/todos')
      await todo(officer, say('签收', 'Acknowledge')).getByRole('link').click()
      const receive = officer.getByRole('button', { name: say('签收', 'Acknowledge receipt') })
      await expect(receive).toBeFocused()
      await receive.press('Enter')
      await expect(officer.getByRole('main')).toContainText(
        say('深口绩〔2025〕7号。已签收', '深口绩〔2025〕7号. Received'),
      )
      const notice = await downloaded(officer, say('下载公文.docx', 'Download the document, .docx'))
      expect(wordsOf(notice.bytes)).toContain('深口绩〔2025〕7号')
    })

    await test.step('the secretariat records where it was taken in', async () => {
      const secretary = await as('chengruoxi', { language })
      await secretary.goto('/todos')
      await todo(secretary, say('登记纳入情况', 'Record where it was taken in')).getByRole('link').click()
      const record = secretary.getByRole('button', { name: say('登记纳入情况', 'Record where it was taken in') })
      await expect(record).toBeFocused()
      await record.press('Enter')
      const dialog = secretary.getByRole('dialog')
      await dialog.getByLabel(say('纳入的文件', 'Document')).fill('关于做好2025年终总结的通知')
      await dialog.getByRole('button', { name: say('登记纳入情况', 'Record where it was taken in') }).click()
      await expect(secretary.getByRole('main')).toContainText('关于做好2025年终总结的通知')
    })

    await test.step('a division begins its plan and writes an item', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/todos')
      await todo(officer, say('本处2026年度绩效工作方案', "The division's plan of 2026")).getByRole('link').click()
      await expect(officer.getByRole('main').getByRole('region', { name: call, exact: true })).toBeVisible()
      await officer.getByText(say('从空白开始', 'Nothing yet')).click()
      await officer.getByRole('button', { name: say('编制本处方案', "Begin the division's plan") }).click()
      await expect(heading(officer, /2026/)).toBeVisible()
      await expect(officer.getByRole('main')).toContainText(say('没有事项', 'No items'))
      await officer.getByRole('button', { name: say('修改工作计划', 'Change the work plan') }).click()
      await officer
        .getByRole('textbox', { name: new RegExp(`${say('年度工作计划', 'Yearly work plan')}$`) })
        .fill('一、维护候检秩序。')
      await officer.getByRole('button', { name: new RegExp(`^${say('保存', 'Save')}`) }).click()
      await expect(officer.getByText('一、维护候检秩序。')).toBeVisible()
      await officer.getByRole('button', { name: say('增列事项', 'Add an item') }).click()
      await expect(heading(officer, say('增列事项', 'Add an item'))).toBeVisible()
      await writeItem(officer, say)
      await officer.getByRole('button', { name: say('保存事项', 'Save the item') }).click()
      await expect(officer).toHaveURL(/\/items\/.*\/edit/)
    })

    const submit = async (unchangedReason?: string) => {
      await chief.goto('/todos')
      await todo(chief, '陆路口岸一处2026年度绩效工作方案').getByRole('link').click()
      const button = chief.getByRole('button', { name: say('签报', 'Sign off and submit') })
      await expect(button).toBeFocused()
      await button.press('Enter')
      const dialog = chief.getByRole('dialog')
      const sign = dialog.getByRole('button', { name: say('签报', 'Sign off and submit') })
      if (unchangedReason !== undefined) office.allow(409) // it is asked why nothing was changed
      await sign.click()
      if (unchangedReason !== undefined) {
        await expect(dialog).toContainText(say('内容与退回的第1版相同', 'It says the same as version 1'))
        await dialog.getByLabel(say('不修改的理由', 'Why it stays as it is')).fill(unchangedReason)
        await sign.click()
      }
      await expect(chips(chief)).toContainText(say('已报送', 'Submitted'))
    }
    await test.step('its head signs it off in time', async () => {
      await submit()
      await expect(chips(chief)).not.toContainText(say('迟报', 'Late'))
    })

    const judge = await as('linzhixia', { language })
    await test.step('the performance office returns it with a reason', async () => {
      await judge.goto('/todos')
      await todo(judge, '陆路口岸一处2026年度绩效工作方案').getByRole('link').click()
      await judge.getByRole('button', { name: say('退回', 'Return') }).click()
      const dialog = judge.getByRole('dialog')
      await dialog.getByLabel(say('退回理由', 'Reason')).fill('工作计划过于简略。')
      await dialog.getByRole('button', { name: say('退回', 'Return') }).click()
      await expect(chips(judge)).toContainText(say('编制中', 'Drafting'))
    })

    await test.step('its head signs it off again, after the day: the mark is there and stays', async () => {
      await office.clock('2025-11-17')
      await chief.goto('/')
      await submit('经与办绩效办沟通，维持原计划。')
      await expect(chips(chief)).toContainText(say('迟报2个工作日', 'Late by 2 working days'))
    })

    await test.step('accepted all the same, it is marked late in the list', async () => {
      await judge.goto('/todos')
      await todo(judge, '陆路口岸一处2026年度绩效工作方案').getByRole('link').click()
      const accept = judge.getByRole('button', { name: say('接收', 'Accept') })
      await expect(accept).toBeFocused()
      await accept.press('Enter')
      await expect(chips(judge)).toContainText(say('已接收', 'Accepted'))
      await judge.goto('/plans/2026/call')
      const row = judge.getByRole('row').filter({ hasText: say('陆路口岸一处', 'First Land Ports Division') })
      await expect(row).toContainText(say('已接收', 'Accepted'))
      await expect(row).toContainText(say('迟报2个工作日', 'Late by 2 working days'))
    })

    await test.step('its item is taken over into the office’s plan, with where it came from', async () => {
      const title = '2026年度绩效工作方案'
      await (await office.client.as('linzhixia')).do(createPlan, { body: { year: 2026, title } })
      await judge.goto('/plans/2026')
      await judge.getByRole('link', { name: say('方案汇总', 'Merge') }).click()
      await judge.getByRole('checkbox', { name: say('选中L1-2026-01', 'Choose L1-2026-01') }).check()
      await judge.getByRole('button', { name: say('纳入所选1项', 'Take over 1 items') }).click()
      await expect(judge.getByRole('main')).toContainText(say('已纳入1', 'taken over 1'))
      await judge.getByRole('row').getByRole('link', { name: 'L1-2026-01', exact: true }).click()
      await expect(judge.getByRole('main')).toContainText(
        say('取自陆路口岸一处方案', 'From the plan of First Land Ports Division'),
      )
    })
  })
}
