import { expect, test } from './office.ts'
import { chips, choose, downloaded, heading, languagesBeside, sayIn, wordsOf } from './words.ts'

/** The head of the division that coordinates the task. */
const coordinator = 'luojingxing'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`a special task is written by its division, approved by the leader in charge and enters the plan (${language})`, async ({
    as,
  }) => {
    const officer = await as('zhouyining', { language })
    const person = say('陈嘉禾（陆路口岸一处）', '陈嘉禾（First Land Ports Division）')
    const fill = (label: string, value: string) => officer.getByLabel(label, { exact: true }).fill(value)

    await test.step('the division writes it with day and source of the task', async () => {
      await officer.goto('/plans/2025')
      await officer.getByRole('link', { name: say('方案变更', 'Amendments') }).click()
      await expect(officer.getByRole('main')).toContainText(
        say('方案印发后没有变更', 'Nothing was changed since the plan was issued'),
      )
      await officer.getByRole('link', { name: say('增列专项工作', 'Add a special task') }).click()
      await fill(say('编号', 'Code'), 'ZX-2025-01')
      await officer.locator('#title').fill('口岸疏堵保畅专项行动')
      await choose(
        officer,
        say('协调处', 'Coordinating division'),
        say('通关协调处', 'Clearance Coordination Division'),
      )
      await choose(officer, say('主要责任人', 'Main responsible person'), person)
      await fill(say('年度目标', 'Yearly goal'), '年底前完成3处堵点治理')
      await choose(officer, say('评价方法', 'Method'), say('按完成率', 'Completion rate'))
      await fill(say('数据报送方式', 'Reporting mode'), '按月书面报告')
      await officer.getByRole('button', { name: say('按季度拆分', 'One for each quarter') }).click()
      const phase = officer.getByRole('group', { name: say('第1阶段', 'Phase 1'), exact: true })
      await phase.getByLabel(say('目标', 'Goal'), { exact: true }).fill('完成治理3处')
      await phase.getByLabel(say('考核标准', 'Criterion'), { exact: true }).fill('完成3处为达到')
      await officer.getByLabel(say('变更理由', 'Reason')).fill('国家口岸办部署疏堵保畅专项行动')
      await expect(officer.locator('#weight')).toHaveCount(0)
      await officer.getByRole('button', { name: say('保存变更', 'Save the amendment') }).click()
      await expect(officer.getByRole('main')).toContainText(say('须填写。', 'This is needed.'))
      await officer.getByLabel(say('接到任务日期', 'Day of the task')).fill('2025-11-28')
      await officer.getByRole('button', { name: say('保存变更', 'Save the amendment') }).click()
      await expect(officer.getByRole('main')).toContainText(say('不晚于今天', 'not later than today'))
      await officer.getByLabel(say('接到任务日期', 'Day of the task')).fill('2025-11-05')
      await officer.getByLabel(say('任务来源', 'Where it comes from')).fill('国口办〔2025〕12号')
      await officer.getByRole('button', { name: say('保存变更', 'Save the amendment') }).click()
      await expect(heading(officer, '口岸疏堵保畅专项行动')).toBeVisible()
      await expect(officer.getByRole('main')).toContainText('国口办〔2025〕12号')
    })

    const path = new URL(officer.url()).pathname
    await test.step('its head submits it, the deputy in charge approves it', async () => {
      const head = await as('chenjiahe', { language })
      await head.goto(path)
      await head.getByRole('button', { name: say('提请审核', 'Submit for approval') }).click()
      await expect(chips(head)).toContainText(say('待审核同意', 'To be approved'))
      // the coordinating division is asked meanwhile
      const beside = await as(coordinator, { language })
      await beside.goto('/todos')
      await beside
        .getByRole('link', { name: new RegExp(say('答复变更', 'Answer on the change')) })
        .first()
        .click()
      await beside.getByRole('button', { name: say('答复变更', 'Answer on the change') }).click()
      const answering = beside.getByRole('dialog')
      await answering.getByRole('radio', { name: say('有意见', 'Has remarks') }).check()
      await answering.getByRole('button', { name: say('答复变更', 'Answer on the change') }).click()
      await expect(answering).toContainText(say('须填写', 'This is needed'))
      await answering.getByLabel(say('意见', 'Remarks'), { exact: true }).fill('堵点治理须先核定路段')
      await answering.getByRole('button', { name: say('答复变更', 'Answer on the change') }).click()
      await expect(beside.locator('#opinions')).toContainText('堵点治理须先核定路段')
      // until the decision it may say something else; what it said stands there to begin with
      await beside.getByRole('button', { name: say('更改答复', 'Replace the answer') }).click()
      await expect(answering.getByLabel(say('意见', 'Remarks'), { exact: true })).toHaveValue('堵点治理须先核定路段')
      await answering.getByLabel(say('意见', 'Remarks'), { exact: true }).fill('堵点治理须先核定路段和责任人')
      await answering.getByRole('button', { name: say('答复变更', 'Answer on the change') }).click()
      await expect(beside.locator('#opinions')).toContainText('堵点治理须先核定路段和责任人')
      const other = await as('yezhiqiu', { language })
      await other.goto(path)
      const refused = other.getByRole('button', { name: say('审核同意', 'Approve') })
      await expect(refused).toHaveAttribute('aria-disabled', 'true')
      const deputy = await as('gumingchuan', { language })
      await deputy.goto('/todos')
      await deputy
        .getByRole('link', { name: new RegExp(say('审核同意', 'Approve')) })
        .first()
        .click()
      await deputy.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      const approving = deputy.getByRole('dialog')
      await expect(approving).toContainText('年底前完成3处堵点治理')
      await expect(approving).toContainText(say('1处有意见', 'Has remarks: 1'))
      await expect(approving).toContainText('堵点治理须先核定路段')
      await approving.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      await expect(chips(deputy)).toContainText(say('已审核同意', 'Approved'))
    })

    await test.step('the performance office puts it into a new version of the plan', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto(path)
      await staff.getByRole('button', { name: say('纳入方案', 'Put into the plan') }).click()
      const applying = staff.getByRole('dialog')
      await expect(applying).toContainText('国家口岸办部署疏堵保畅专项行动')
      await applying.getByRole('button', { name: say('纳入方案', 'Put into the plan') }).click()
      await expect(staff.getByRole('main')).toContainText(say('已纳入方案第5版', 'in version 5 of the plan'))
      await staff.getByRole('link', { name: say('查看事项', 'See the item') }).click()
      await expect(heading(staff, '口岸疏堵保畅专项行动')).toBeVisible()
      await officer.goto('/plans/2025')
      await expect(officer.getByRole('main')).toContainText('口岸疏堵保畅专项行动')
      await expect(officer.getByRole('main')).toContainText('深口绩〔2025〕1号')
    })

    await test.step('the divisions are told and acknowledge it', async () => {
      const beside = await as(coordinator, { language })
      await beside.goto(path)
      await expect(beside.locator('#receipts')).toContainText(say('0/2处已签收', '0 of 2 have acknowledged it'))
      await beside.getByRole('button', { name: say('签收', 'Acknowledge') }).click()
      await expect(beside.locator('#receipts')).toContainText(say('1/2处已签收', '1 of 2 have acknowledged it'))
      const staff = await as('linzhixia', { language })
      await staff.goto(path)
      await staff
        .locator('#receipts')
        .getByRole('button', { name: say('催办', 'Urge') })
        .click()
      await expect(staff.locator('#receipts')).toContainText(say('已催办1次', 'urged once'))
    })

    await test.step('the leading group is informed and marks it as read', async () => {
      const head = await as('shenhuaiyuan', { language })
      await head.goto('/todos')
      await head
        .getByRole('link', { name: new RegExp(say('已阅', 'Read')) })
        .first()
        .click()
      await head.getByRole('button', { name: say('已阅', 'Read') }).click()
      await expect(head.locator('#readers')).toContainText(say('1/', '1 of '))
      await head.goto('/plans/2025')
      const comparison = await downloaded(head, say('下载对照表.docx', 'Download the comparison, .docx'))
      expect(wordsOf(comparison.bytes)).toContain('口岸疏堵保畅专项行动')
    })
  })
}
