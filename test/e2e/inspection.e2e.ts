import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './office.ts'
import { chips, choose, downloaded, languagesBeside, sayIn, todo, wordsOf } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

/** Chooses of a list in which several can be taken, and closes it. */
async function chooseOne(page: Page, label: string, option: string): Promise<void> {
  await choose(page.getByRole('dialog'), label, option)
  await page.keyboard.press('Escape')
}

for (const language of languagesBeside) {
  const say = sayIn(language)
  const [land, sea] = [
    say('陆路口岸一处', 'First Land Ports Division'),
    say('海空港口岸处', 'Sea and Air Ports Division'),
  ]

  test(`a special inspection is planned, acknowledged, judged, told, replied to and concluded (${language})`, async ({
    as,
  }) => {
    const staff = await as('linzhixia', { language })
    await test.step('the performance office plans it by a kept check-list and notifies the divisions', async () => {
      await staff.goto('/check-templates')
      await isSound(staff)
      await staff.goto('/inspections')
      await isSound(staff)
      await staff.getByRole('button', { name: say('拟定检查…', 'Plan an inspection…') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('名称', 'Title')).fill('10月数据佐证检查')
      await dialog.getByLabel(say('检查日', 'Day'), { exact: true }).fill('2025-11-07')
      await chooseOne(staff, say('被检查处', 'Divisions'), land)
      await dialog.getByLabel(say('检查范围', 'Scope')).fill('10月报送的数据')
      await choose(dialog, say('套用要点模板', 'Take over a check-list'), '指标数据报送常用要点')
      await isSound(staff)
      await dialog.getByRole('button', { name: say('拟定检查', 'Plan an inspection') }).click()
      await expect(chips(staff)).toContainText(say('拟定中', 'Planned'))
      const notice = await downloaded(staff, say('检查通知.docx', 'Notice .docx'))
      expect(wordsOf(notice.bytes)).toContain('10月数据佐证检查')
      await staff.getByRole('button', { name: say('通知被检查处…', 'Notify the divisions…') }).click()
      await staff
        .getByRole('dialog')
        .getByRole('button', { name: say('通知被检查处', 'Notify the divisions') })
        .click()
      await expect(chips(staff)).toContainText(say('已通知', 'Notified'))
    })
    const path = new URL(staff.url()).pathname
    const head = await as('chenjiahe', { language, width: 360 })

    await test.step('the head of the division acknowledges it from the to-dos, on a phone', async () => {
      await head.goto('/todos')
      await todo(head, /10月数据佐证检查/)
        .getByRole('link')
        .click()
      await head.getByRole('button', { name: say('知悉…', 'Acknowledge…') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('准备情况', 'Preparation')).fill('台账已备齐')
      await dialog.getByRole('button', { name: say('知悉', 'Acknowledge') }).click()
      await expect(head.getByRole('main')).toContainText('台账已备齐')
      await isSound(head)
    })

    await test.step('each point is judged, a fault recorded and sent to the division', async () => {
      await staff.reload()
      await staff.getByRole('button', { name: say('开始检查…', 'Begin…') }).click()
      await staff
        .getByRole('dialog')
        .getByRole('button', { name: say('开始检查', 'Begin') })
        .click()
      await expect(chips(staff)).toContainText(say('检查中', 'Under way'))
      const points = staff.getByRole('radiogroup')
      await expect(points).toHaveCount(4)
      for (const at of [0, 1, 2, 3])
        await points
          .nth(at)
          .getByText(at === 1 ? say('有问题', 'Fault') : say('符合', 'In order'), { exact: true })
          .click()
      await expect(staff.getByRole('main')).toContainText(say('已自动保存', 'Saved'))
      await isSound(staff)
      await staff.getByRole('button', { name: say('登记问题…', 'Record a finding…') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('问题', 'Finding'), { exact: true }).fill('10月佐证缺一份')
      await dialog.getByRole('button', { name: say('登记问题', 'Record a finding') }).click()
      await expect(staff.getByRole('main')).toContainText('10月佐证缺一份')
      await staff.getByRole('button', { name: say('送被检查处回复…', 'Send the findings…') }).click()
      await dialog.getByLabel(say('回复期限', 'Reply by')).fill('2025-11-14')
      await dialog.getByRole('button', { name: say('送被检查处回复', 'Send the findings') }).click()
      await expect(chips(staff)).toContainText(say('待处理回复', 'Findings sent'))
    })

    await test.step('another division finds nothing of it', async () => {
      const other = await as('hanxiuyuan', { language })
      await other.goto('/inspections')
      await expect(other.getByRole('main')).toContainText('上半年旅客量数据报送专项检查')
      await expect(other.getByRole('main')).not.toContainText('10月数据佐证检查')
      await isSound(other)
    })

    await test.step('the head replies, the finding is settled, the inspection concluded', async () => {
      await head.goto('/todos')
      await todo(head, /10月数据佐证检查/)
        .getByRole('link')
        .click()
      await head.getByRole('button', { name: say('回复…', 'Reply…') }).click()
      const answer = head.getByRole('dialog')
      await answer.getByLabel(say('回复内容', 'Words')).fill('已补齐')
      await answer.getByRole('button', { name: say('回复', 'Reply') }).click()
      await expect(head.getByRole('main')).toContainText('已补齐')
      await isSound(head)
      await staff.goto(path)
      await staff.getByRole('button', { name: say('处理问题…', 'Settle the finding…') }).click()
      const dialog = staff.getByRole('dialog')
      await choose(dialog, say('处理方式', 'Outcome'), say('提示', 'Note'))
      await dialog.getByLabel(say('理由', 'Reason')).fill('已补齐，提示今后随报随附')
      await dialog.getByRole('button', { name: say('处理问题', 'Settle the finding') }).click()
      await expect(staff.getByRole('main')).toContainText('已补齐，提示今后随报随附')
      await staff.getByRole('button', { name: say('办结…', 'Conclude…') }).click()
      await dialog.getByLabel(say('检查结果', 'Result')).fill('1个问题已整改')
      await dialog.getByRole('button', { name: say('办结', 'Conclude') }).click()
      await expect(chips(staff)).toContainText(say('已办结', 'Concluded'))
      await isSound(staff)
    })

    await test.step('a deputy reads all of it', async () => {
      const deputy = await as('yezhiqiu', { language })
      await deputy.goto(path)
      await expect(deputy.getByRole('main')).toContainText('1个问题已整改')
      await isSound(deputy)
    })
  })

  test(`the city verifies: materials, visit, result and what followed (${language})`, async ({ as }) => {
    const staff = await as('linzhixia', { language })
    await test.step('the request is recorded and material asked of a division', async () => {
      await staff.goto('/conformities')
      await isSound(staff)
      await staff.getByRole('button', { name: say('登记验证要求…', 'Record a request…') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('名称', 'Title')).fill('10月旅客量验证')
      await choose(dialog, say('来文单位', 'Unit'), say('市绩效办', 'Municipal performance office'))
      await dialog.getByLabel(say('来文', 'Document'), { exact: true }).fill('市绩效办通知')
      await dialog.getByLabel(say('期限', 'Due on')).fill('2025-11-20')
      await dialog.getByLabel(say('涉及指标', 'Indicators concerned')).fill('出入境旅客量')
      await isSound(staff)
      await dialog.getByRole('button', { name: say('登记验证要求', 'Record a request') }).click()
      await expect(chips(staff)).toContainText(say('已收到要求', 'Requested'))
      await staff.getByRole('button', { name: say('布置材料…', 'Ask for material…') }).click()
      await choose(dialog, say('处', 'Division'), sea)
      await dialog.getByLabel(say('材料', 'Material')).fill('10月台账')
      await dialog.getByLabel(say('提交期限', 'By')).fill('2025-11-12')
      await dialog.getByRole('button', { name: say('布置材料', 'Ask for material') }).click()
      await expect(chips(staff)).toContainText(say('准备材料', 'Preparing materials'))
    })

    await test.step('the division hands it in from its to-dos, on a phone', async () => {
      const officer = await as('jianglinfeng', { language, width: 360 })
      await officer.goto('/todos')
      await todo(officer, /10月旅客量验证/)
        .getByRole('link')
        .click()
      await officer.getByRole('button', { name: say('提交材料…', 'Hand in…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('说明', 'Words')).fill('台账一份，已盖章')
      await dialog.getByRole('button', { name: say('提交材料', 'Hand in') }).click()
      await expect(officer.getByRole('main')).toContainText('台账一份，已盖章')
      await isSound(officer)
    })

    await test.step('it is sent, the city comes, its result is followed up and the matter closed', async () => {
      await staff.reload()
      const dialog = staff.getByRole('dialog')
      await staff.getByRole('button', { name: say('材料报市里…', 'Send the materials…') }).click()
      await dialog.getByRole('button', { name: say('材料报市里', 'Send the materials') }).click()
      await expect(chips(staff)).toContainText(say('材料已报送', 'Materials sent'))
      await staff.getByRole('button', { name: say('登记现场核验…', 'Record the visit…') }).click()
      await dialog.getByLabel(say('核验人员', 'Who came')).fill('市绩效办2人')
      await dialog.getByLabel(say('核验内容', 'What was looked at')).fill('台账与系统比对')
      await dialog.getByRole('button', { name: say('登记现场核验', 'Record the visit') }).click()
      await expect(chips(staff)).toContainText(say('已现场核验', 'Visited'))
      await staff.getByRole('button', { name: say('登记结果…', 'Record the result…') }).click()
      await choose(dialog, say('结果', 'Result'), say('部分符合', 'Partly conforming'))
      await dialog.getByLabel(say('结果说明', 'Words')).fill('口径说明不全')
      await dialog.getByRole('button', { name: say('登记结果', 'Record the result') }).click()
      await expect(chips(staff)).toContainText(say('结果待跟进', 'Result to follow up'))
      await staff.getByRole('button', { name: say('办结…', 'Conclude…') }).click()
      await dialog.getByLabel(say('跟进情况', 'What was done')).fill('已补充口径说明')
      await dialog.getByRole('button', { name: say('办结', 'Conclude') }).click()
      await expect(chips(staff)).toContainText(say('已办结', 'Concluded'))
      await isSound(staff)
    })
  })

  test(`a sample of signed values is drawn, proved and judged (${language})`, async ({ as }) => {
    const staff = await as('linzhixia', { language })
    const dialog = staff.getByRole('dialog')
    await test.step('one is drawn from a seed, and evidence asked for', async () => {
      await staff.goto('/self-checks')
      await isSound(staff)
      await staff.getByRole('button', { name: say('抽样…', 'Draw a sample…') }).click()
      await dialog.getByLabel(say('名称', 'Title')).fill('9月数据自查')
      await dialog.getByLabel(say('样本量', 'Size')).fill('1')
      await chooseOne(staff, say('责任处', 'Divisions'), land)
      await dialog.getByLabel(say('种子', 'Seed')).fill('story-2025')
      await isSound(staff)
      await dialog.getByRole('button', { name: say('抽样', 'Draw a sample') }).click()
      await expect(chips(staff)).toContainText(say('已抽样', 'Drawn'))
      await expect(staff.getByRole('main')).toContainText('story-2025')
      await staff.getByRole('button', { name: say('要求佐证材料…', 'Ask for evidence…') }).click()
      await dialog.getByLabel(say('提交期限', 'By')).fill('2025-11-12')
      await dialog.getByRole('button', { name: say('要求佐证材料', 'Ask for evidence') }).click()
      await expect(chips(staff)).toContainText(say('核实中', 'Being checked'))
    })

    await test.step('the responsible division hands it in, on a phone', async () => {
      const officer = await as('zhouyining', { language, width: 360 })
      await officer.goto('/todos')
      await todo(officer, /9月数据自查/)
        .getByRole('link')
        .click()
      await officer.getByRole('button', { name: say('提交佐证…', 'Hand in evidence…') }).click()
      const asked = officer.getByRole('dialog')
      await asked.getByLabel(say('佐证说明', 'Words')).fill('原始台账在附件')
      await asked.getByRole('button', { name: say('提交佐证', 'Hand in evidence') }).click()
      await expect(officer.getByRole('main')).toContainText('原始台账在附件')
      await isSound(officer)
    })

    await test.step('the value is judged, and the result with its interval is read by the division', async () => {
      await staff.reload()
      await staff.getByRole('button', { name: say('判定…', 'Judge…') }).click()
      await choose(dialog, say('判定', 'Judgement'), say('不一致', 'Inconsistent'))
      await choose(dialog, say('处理方式', 'Outcome'), say('更正数据', 'Correction of the data'))
      await dialog.getByLabel(say('说明', 'Words')).fill('台账小0.1')
      await dialog.getByRole('button', { name: say('判定', 'Judge') }).click()
      await expect(staff.getByRole('main')).toContainText('台账小0.1')
      await staff.getByRole('button', { name: say('办结…', 'Conclude…') }).click()
      await dialog.getByRole('button', { name: say('办结', 'Conclude') }).click()
      await expect(chips(staff)).toContainText(say('已办结', 'Concluded'))
      const said = say('已抽查1项，1项不一致。', '1 checked, 1 inconsistent.')
      await expect(staff.getByRole('main')).toContainText(said)
      await staff.getByText(say('对全部数据的推断', 'What it says of all values')).click()
      await expect(staff.getByRole('main')).toContainText('95')
      await isSound(staff)
      const path = new URL(staff.url()).pathname
      const head = await as('chenjiahe', { language })
      await head.goto(path)
      await expect(head.getByRole('main')).toContainText(said)
      await isSound(head)
      const other = await as('hanxiuyuan', { language })
      await other.goto('/self-checks')
      await expect(other.getByRole('main')).toContainText(say('次未办结', 'of them open'))
      await expect(other.getByRole('main')).not.toContainText('9月数据自查')
      await isSound(other)
    })
  })
}
