import { readFile } from 'node:fs/promises'
import { tableWith } from '#test/fixtures/municipalTables.ts'
import { cityTable, upload } from './files.ts'
import { expect, test } from './office.ts'
import { answerTheRest, declareTheRest, returnAndSubmitAgain, rewordGoal } from './planMeanwhile.ts'
import { draftReport, sendReport } from './planToCity.ts'
import { joint, shareItem, writeItem, writeJointIndicator } from './planWriting.ts'
import { chips, choose, downloaded, heading, languages, sayIn, sign, signOff, wordsOf } from './words.ts'

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
      await expect(main).toContainText(say('每一列都有含义', 'every column is taken for something'))
      const issuedOn = main.getByLabel(say('下达日期', 'Issued by the city on'))
      await expect(issuedOn).toHaveValue('')
      await main.getByRole('button', { name: say('导入9项', 'Import 9 rows') }).click()
      await expect(main).toContainText(say('须填写。', 'This is needed.'))
      await issuedOn.fill('2025-11-05')
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

    await test.step('a division shares the item and owes an indicator; it cannot be taken out while the indicator names it', async () => {
      const save = staff.getByRole('button', { name: say('保存事项', 'Save the item') })
      await shareItem(staff, say)
      await writeJointIndicator(staff, say)
      await staff.getByRole('button', { name: say('删除配合处1', 'Remove division 1') }).click()
      office.allow(422)
      await save.click()
      await expect(main).toContainText(say('这个处不是配合处', 'does not share the responsibility'))
      await shareItem(staff, say)
      await save.click()
      await expect(main).toContainText(say('没有未保存的改动', 'Nothing is unsaved'))
    })

    await test.step('faults keep the draft from the divisions until they are put right', async () => {
      await head.goto('/plans/2026')
      const consult = head.getByRole('button', { name: say('征求意见', 'Consult the divisions') })
      await expect(consult).toHaveAttribute('aria-disabled', 'true')
      await expect(consult).toHaveAccessibleDescription(new RegExp(say('处须改', 'must be put right')))
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
      await consult.click()
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('征求意见', 'Consult the divisions') })
        .click()
      await expect(chips(head)).toContainText(say('征求意见', 'In consultation'))
    })

    await test.step('a division comments on an item, its head answers; the others have no comment', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/plans/2026/consultation')
      await officer.getByRole('button', { name: say('对KA-2026-01提意见', 'Comment on KA-2026-01') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('意见', 'Comment'), { exact: true }).fill('建议写明完成率的计算口径。')
      await dialog.getByRole('button', { name: say('记下意见', 'Note the comment') }).click()
      await expect(officer.getByRole('main')).toContainText('建议写明完成率的计算口径。')
      const division = await as('chenjiahe', { language })
      await division.goto('/plans/2026/consultation')
      const answer = division.getByRole('button', { name: say('反馈1条意见', 'Answer with 1 comments') })
      await answer.click()
      await division
        .getByRole('dialog')
        .getByRole('button', { name: say('反馈1条意见', 'Answer with 1 comments') })
        .click()
      await expect(division.getByRole('main')).toContainText(
        say('本处已反馈1条意见', 'Your division has answered with 1'),
      )
    })

    await test.step('a division that has not answered is urged, and reads so at its to-do', async () => {
      await staff.goto('/plans/2026/consultation')
      const name = say('通关协调处', 'Clearance Coordination Division')
      const asked = staff.getByRole('row').filter({ hasText: name })
      await asked.getByRole('button', { name: say('催办', 'Urge') }).click()
      await expect(asked).toContainText(say('1次', '1'))
      await expect(asked.getByRole('button', { name: say('催办', 'Urge') })).toHaveCount(0)
      const urged = await as('luojingxing', { language })
      await urged.goto('/todos')
      await expect(urged.getByRole('main')).toContainText(say('已催办1次', 'urged once'))
      await answerTheRest(office)
    })

    await test.step('an undecided comment stops the submission; decided, the plan goes to the leading group', async () => {
      await staff.goto('/plans/2026/consultation')
      await staff.getByRole('button', { name: say('结束征求意见', 'Close the consultation') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByRole('button', { name: say('结束征求意见', 'Close the consultation') }).click()
      await expect(dialog).toBeHidden()
      await head.goto('/plans/2026')
      const submit = head.getByRole('button', { name: say('提请审定', 'Submit for decision') })
      await expect(submit).toHaveAccessibleDescription(
        new RegExp(say('1条意见尚未处理', '1 comment has no disposition')),
      )
      const reworded = await rewordGoal(office)
      await staff.getByRole('button', { name: say('处理意见', 'Deal with a comment') }).click()
      await expect(dialog).toContainText(say('KA-2026-01 年度目标：', 'KA-2026-01 Yearly goal：'))
      await dialog.getByText(say('部分采纳', 'Partly adopted')).click()
      await dialog.getByLabel(say('理由', 'Reason')).fill('口径按市级指标体系，不另写。')
      await dialog.getByRole('button', { name: say('处理意见', 'Deal with a comment') }).click()
      await expect(dialog).toBeHidden()
      await expect(main).toContainText('口径按市级指标体系，不另写。')
      await expect(main.getByText(say('据此修改', 'Changed for it'), { exact: true })).toBeVisible()
      await expect(main).toContainText(reworded)
      const table = await downloaded(staff, say('下载采纳情况.docx', 'Download what became of the comments, .docx'))
      expect(table.name).toContain('征求意见采纳情况.docx')
      expect(wordsOf(table.bytes)).toContain('口径按市级指标体系，不另写。')
      expect(wordsOf(table.bytes)).toContain(`改为“${reworded}”`)
      await head.reload()
      await submit.click()
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('提请审定', 'Submit for decision') })
        .click()
      await expect(head.getByRole('main')).toContainText(
        say('第2版待领导小组审定', 'Version 2 is before the leading group'),
      )
    })

    await test.step('a member of the leading group says what they think of it, with the remark that it needs', async () => {
      const member = await as('chenjiahe', { language, post: 'division.head' })
      await member.goto('/')
      await member
        .getByRole('region', { name: say('其他岗位的待办', 'To do under your other posts') })
        .getByRole('button', { name: say('以该岗位办理', 'Act under this post') })
        .click()
      await member
        .getByRole('link', { name: new RegExp(say('发表意见', 'Give an opinion')) })
        .first()
        .click()
      const opine = member.getByRole('button', { name: say('发表意见', 'Give an opinion') })
      await opine.click()
      const page = member.getByRole('main')
      await expect(page).toContainText(say('请选择意见', 'Choose your opinion'))
      await member.getByText(say('同意，有修改意见', 'Agree, with a remark')).click()
      await expect(page).toContainText(say('请写明意见的内容或者理由', 'Say what the remark or the reason is'))
      await member.getByLabel(say('意见内容', 'Remark'), { exact: true }).fill('完成率的口径请在下季度前统一。')
      await opine.click()
      const row = member.getByRole('row').filter({ hasText: '陈嘉禾' })
      await expect(row).toContainText('完成率的口径请在下季度前统一。')
      await expect(row).toContainText(say('同意，有修改意见', 'Agree, with a remark'))
    })

    await test.step('the head of the leading group decides on the version that was read, and on no other', async () => {
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto('/plans/2026')
      const first = leader.getByRole('button', { name: say('审定第2版', 'Decide on version 2') })
      await expect(first).toBeVisible()
      await returnAndSubmitAgain(office)
      office.allow(409)
      await first.click()
      const asked = leader.getByRole('dialog')
      await expect(asked).toContainText(say('1人已表示意见', '1 of'))
      await sign(leader, say, say('审定第2版', 'Decide on version 2'))
      await expect(asked.getByRole('alert')).toContainText(say('内容已有改动', 'this changed'))
      await asked.getByRole('button', { name: say('关闭', 'Close') }).click()
      await expect(leader.getByRole('main')).toContainText(
        say('您阅看的是第2版，现已有第3版', 'You read version 2; version 3 exists now'),
      )
      await leader.getByRole('button', { name: say('重新阅看', 'Read it anew') }).click()
      await leader.getByRole('button', { name: say('审定第3版', 'Decide on version 3') }).click()
      await sign(leader, say, say('审定第3版', 'Decide on version 3'))
      await expect(chips(leader)).toContainText(say('已审定', 'Decided'))
    })

    await test.step('issued with its number, it makes the duties of the year', async () => {
      await staff.goto('/plans/2026')
      await staff.getByRole('button', { name: say('拟印发通知', 'Draft the notice') }).click()
      await expect(heading(staff, say('印发通知', 'Notice of issue'))).toBeVisible()
      await staff.getByRole('button', { name: say('修改文稿', 'Change the draft') }).click()
      await staff.getByLabel(say('正文', 'Text')).fill('方案已经领导小组审定，现予印发，请认真执行。\n特此通知。')
      await staff.getByRole('button', { name: new RegExp(`^${say('保存', 'Save')}`) }).click()
      await expect(staff.getByRole('article')).toContainText('现予印发，请认真执行。')
      await head.goto('/plans/2026/notice')
      await head.getByRole('button', { name: say('核稿', 'Check') }).click()
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto('/plans/2026/notice')
      await signOff(leader, say)
      await head.goto('/plans/2026')
      await head.getByRole('button', { name: say('印发', 'Issue') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕9号')
      await dialog.getByRole('button', { name: say('印发', 'Issue') }).click()
      await expect(head.getByRole('main')).toContainText('深口绩〔2025〕9号')
      const officer = await as('chengruoxi', { language })
      await officer.goto('/plans/2026/notice')
      await officer.getByRole('button', { name: say('签收', 'Acknowledge receipt') }).click()
      await expect(officer.getByRole('main')).toContainText(
        say('深口绩〔2025〕9号。已签收', '深口绩〔2025〕9号. Received'),
      )
      await staff.goto('/plans/2026/notice')
      await staff
        .getByRole('button', { name: say('催办', 'Urge') })
        .first()
        .click()
      await expect(staff.getByRole('main')).toContainText(say('1次', '1'))
      const paper = await downloaded(staff, say('下载公文.docx', 'Download the document, .docx'))
      expect(paper.name).toContain('的通知.docx')
      expect(wordsOf(paper.bytes)).toContain('深口绩〔2025〕9号')
      await officer.goto('/duties?year=2026')
      await expect(officer.getByRole('link', { name: say('未到期', 'Not yet open') }).first()).toBeVisible()
      await expect(officer.getByRole('main')).not.toContainText(joint)
      const sharer = await as('zhouyining', { language })
      await sharer.goto('/duties?year=2026')
      await expect(sharer.getByRole('main')).toContainText(joint)
    })

    const inLanguage = (userName: string) => as(userName, { language })
    await test.step('a report to the city is drafted, signed off and numbered, it is what the record of the sending names', async () => {
      await draftReport(staff, inLanguage, say)
      await sendReport(staff, head, inLanguage, say)
    })
  })
}
