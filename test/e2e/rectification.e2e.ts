import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './office.ts'
import { chips, choose, downloaded, heading, languagesBeside, sayIn, sign, todo } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

/** The address of the order that a page stands at, whatever its button is. */
const placeOf = (page: Page): string => new URL(page.url()).pathname

for (const language of languagesBeside) {
  const say = sayIn(language)
  const title = '莲塘口岸台账漏记'

  test(`an order is drafted, issued, answered with evidence, verified by somebody else and closed (${language})`, async ({
    as,
    office,
  }) => {
    const staff = await as('linzhixia', { language })
    let path = ''

    await test.step('the performance office drafts it; unsaved words are there again', async () => {
      await staff.goto('/rectifications')
      await isSound(staff)
      await staff.getByRole('link', { name: say('起草整改通知', 'Draft an order') }).click()
      await expect(staff.getByRole('heading', { name: say('起草整改通知', 'Draft an order') })).toBeVisible()
      await isSound(staff)
      await choose(staff, say('处', 'Division'), say('陆路口岸二处', 'Second Land Ports Division'))
      await staff.getByLabel(say('问题（一句话）', 'Matter (one line)')).fill(title)
      await staff.getByLabel(say('发现的情况', 'Finding')).fill('10月有3天没有记录。')
      await staff.getByLabel(/第几条|Article of the regulation/).fill('26')
      await staff.getByLabel(say('整改要求', 'Requirement')).fill('补齐记录，明确专人。')
      await staff.getByLabel(say('整改期限', 'Due day')).fill('2025-11-14')
      await expect(staff.getByText(say('已自动保存', 'Saved'))).toBeVisible()
      await staff.reload()
      await expect(staff.getByLabel(say('问题（一句话）', 'Matter (one line)'))).toHaveValue(title)
      await staff.getByRole('button', { name: say('保存拟稿', 'Save the draft') }).click()
      await expect(chips(staff)).toContainText(say('拟稿', 'Drafted'))
      path = placeOf(staff)
      const { name } = await downloaded(staff, say('通知样稿.docx', 'Preview of the notice (.docx)'))
      expect(name).toContain(title)
    })

    await test.step('its head checks and issues it under the password', async () => {
      const head = await as('hejingming', { language })
      await head.goto(path)
      await head.getByRole('button', { name: say('核稿…', 'Check…') }).click()
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('核稿', 'Check') })
        .click()
      await expect(chips(head)).toContainText(say('已核稿', 'Checked'))
      await head.getByRole('button', { name: say('签发…', 'Issue…') }).click()
      await sign(head, say, say('签发', 'Issue'))
      await expect(chips(head)).toContainText(say('待签收', 'To be received'))
      await isSound(head)
    })

    await test.step('a deputy of the leading group reads it', async () => {
      const deputy = await as('gumingchuan', { language })
      await deputy.goto('/todos')
      await todo(deputy, title).getByRole('link').first().click()
      await deputy.getByRole('button', { name: say('阅知', 'Mark as read') }).click()
      await expect(deputy.locator('#readers')).toContainText(say('1/3人已阅', '1 of 3 have read it'))
      await isSound(deputy)
    })

    await test.step('the head of the division receives and answers it on a phone, with evidence', async () => {
      const head = await as('qinwangshan', { language, width: 360 })
      await head.goto(path)
      await head.getByRole('button', { name: say('签收…', 'Receive…') }).click()
      await isSound(head)
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('签收', 'Receive') })
        .click()
      await expect(chips(head)).toContainText(say('整改中', 'Being put right'))
      await head.getByRole('button', { name: say('答复整改情况…', 'Answer…') }).click()
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('整改措施', 'Measures')).fill('明确专人逐日记录。')
      await dialog.getByLabel(say('完成情况', 'What was done')).fill('3天记录已补齐。')
      office.allow(409) // an answer without evidence
      await dialog.getByRole('button', { name: say('答复整改情况', 'Answer') }).click()
      await expect(dialog).toContainText(say('请附佐证材料', 'Attach evidence'))
      const file = { name: '补记.txt', mimeType: 'text/plain', buffer: Buffer.from('10月补记') }
      await dialog.locator('input[type=file]').setInputFiles(file)
      await expect(dialog).toContainText('补记.txt')
      await isSound(head)
      await dialog.getByRole('button', { name: say('答复整改情况', 'Answer') }).click()
      await expect(chips(head)).toContainText(say('待核验', 'To be verified'))
      await isSound(head)
    })

    await test.step('nobody of another division finds it', async () => {
      const other = await as('hanxiuyuan', { language })
      await other.goto('/rectifications')
      await expect(heading(other, say('2025年度整改', 'Rectification 2025'))).toBeVisible()
      await expect(other.getByRole('link', { name: '航班数据口径不一' })).toBeVisible()
      await expect(other.getByRole('link', { name: title })).toHaveCount(0)
    })

    await test.step('the performance office rejects it once and then verifies and closes it', async () => {
      await staff.goto(path)
      await staff.getByRole('button', { name: say('核验不通过…', 'Reject…') }).click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByLabel(say('不通过的理由', 'Why')).fill('仍缺12日。')
      await dialog.getByLabel(say('新的期限', 'New due day')).fill('2025-11-18')
      await dialog.getByRole('button', { name: say('核验不通过', 'Reject') }).click()
      await expect(chips(staff)).toContainText(say('整改中', 'Being put right'))
      const head = await as('qinwangshan', { language })
      await head.goto(path)
      await head.getByRole('button', { name: say('答复整改情况…', 'Answer…') }).click()
      const again = head.getByRole('dialog')
      await again.getByLabel(say('整改措施', 'Measures')).fill('补记12日。')
      await again.getByLabel(say('完成情况', 'What was done')).fill('全部补齐。')
      await again.getByLabel(say('无佐证材料的理由', 'Why there is no evidence')).fill('纸质台账在现场。')
      await again.getByRole('button', { name: say('答复整改情况', 'Answer') }).click()
      await expect(chips(head)).toContainText(say('待核验', 'To be verified'))
      await staff.goto(path)
      await staff.getByRole('button', { name: say('核验销号…', 'Verify and close…') }).click()
      const closing = staff.getByRole('dialog')
      await closing.getByLabel(say('核验意见', 'Verification')).fill('现场核对台账，齐全。')
      await closing.getByRole('button', { name: say('核验销号', 'Verify and close') }).click()
      await expect(chips(staff)).toContainText(say('已销号', 'Closed'))
      await expect(staff.getByRole('main')).toContainText(say('第2轮', 'Round 2'))
      await isSound(staff)
    })
  })

  test(`a small fault is settled by a note, an overdue order is put before the next in line (${language})`, async ({
    as,
    office,
  }) => {
    await test.step('the performance office makes a note', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/rectifications?tab=notes')
      await isSound(staff)
      await staff.getByRole('button', { name: say('记录提示…', 'Make a note…') }).click()
      const dialog = staff.getByRole('dialog')
      await choose(dialog, say('处', 'Division'), say('陆路口岸一处', 'First Land Ports Division'))
      await dialog.getByLabel(say('提示', 'Note')).fill('台账缺页码')
      await isSound(staff)
      await dialog.getByRole('button', { name: say('记录提示', 'Make a note') }).click()
      await expect(staff.getByRole('link', { name: '台账缺页码' })).toBeVisible()
    })

    await test.step('the division answers it in one line on a phone', async () => {
      const officer = await as('zhouyining', { language, width: 360 })
      await officer.goto('/todos')
      await todo(officer, '台账缺页码').getByRole('link').first().click()
      await officer.getByRole('button', { name: say('回复…', 'Answer…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel(say('怎样办的', 'What was done')).fill('已补页码')
      await isSound(officer)
      await dialog.getByRole('button', { name: say('回复', 'Answer') }).click()
      await expect(chips(officer)).toContainText(say('已回复', 'Answered'))
      await isSound(officer)
    })

    await test.step('the day after its due day the head of the performance office is told, then the deputy', async () => {
      await office.clock('2025-11-13')
      const head = await as('hejingming', { language })
      await head.goto('/rectifications')
      await head.getByRole('link', { name: '航班数据口径不一' }).click()
      await expect(chips(head)).toContainText(say('逾期', 'overdue'))
      await head.getByRole('button', { name: say('阅知逾期', 'Note that it is overdue') }).click()
      await expect(head.getByRole('main')).toContainText(say('何景明已阅', 'seen by 何景明'))
      const deputy = await as('yezhiqiu', { language })
      await deputy.goto(placeOf(head))
      await expect(deputy.getByRole('button', { name: say('阅知逾期', 'Note that it is overdue') })).toBeVisible()
      await isSound(deputy)
    })

    await test.step('a grave case is put before the group and decided with its minutes', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/rectifications')
      await staff.getByRole('link', { name: '航班数据口径不一' }).click()
      await staff.getByRole('button', { name: say('提请领导小组研究决定…', 'Put before the leading group…') }).click()
      const dialog = staff.getByRole('dialog')
      await choose(dialog, say('拟处理方式', 'Proposed measure'), say('通报批评', 'Circulated criticism'))
      await dialog.getByLabel(say('事实', 'Facts')).fill('逾期未改。')
      await dialog.getByLabel(say('理由', 'Reason')).fill('影响全办。')
      await isSound(staff)
      await dialog.getByRole('button', { name: say('提请领导小组研究决定', 'Put before the leading group') }).click()
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto(placeOf(staff))
      await leader.locator('#act-decide').click() // its name is part of the one beside it
      const decision = leader.getByRole('dialog')
      const file = { name: '纪要.txt', mimeType: 'text/plain', buffer: Buffer.from('纪要') }
      await decision.locator('input[type=file]').setInputFiles(file)
      await isSound(leader)
      await decision.getByRole('button', { name: say('决定', 'Decide') }).click()
      await expect(leader.getByRole('main')).toContainText(say('已决定', 'Decided'))
      const division = await as('hanxiuyuan', { language })
      await division.goto(placeOf(staff))
      await expect(chips(division)).toContainText(say('逾期', 'overdue'))
      await expect(division.getByRole('main')).not.toContainText(say('通报批评', 'Circulated criticism'))
    })
  })
}
