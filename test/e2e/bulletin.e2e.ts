import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { listBulletins } from '#domain/bulletin/bulletin.api.ts'
import { expect, password, test } from './office.ts'
import { chips, languagesBeside, sayIn } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

for (const language of languagesBeside) {
  const say = sayIn(language)
  const confirm = async (page: Page, zh: string, en: string): Promise<void> => {
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('button', { name: say(zh, en) })
      .last()
      .click()
    await expect(dialog).toBeHidden()
  }

  test(`a bulletin is drafted, checked, signed off, issued and received (${language})`, async ({ as, office }) => {
    test.setTimeout(240_000)
    const staff = await as('linzhixia', { language })
    const { rows } = await (await office.client.as('linzhixia')).do(listBulletins, { query: { year: 2025 } })
    const october = rows.find(({ period }) => period === '2025-10')
    const path = `/documents/${october?.documentId}`

    await test.step('the draft of October: words are saved as they are typed, figures confirmed', async () => {
      await staff.goto('/bulletins')
      await isSound(staff)
      await staff.getByRole('link', { name: '关于2025年10月绩效情况的通报' }).click()
      const good = staff.getByRole('textbox', { name: say('好的做法', 'Good practice') })
      await good.fill('旅客量数据逐日核对，本期黄牌{黄牌}。')
      await expect(
        staff.locator('.bulletin-block .autosave').filter({ hasText: say('已自动保存', 'Saved') }),
      ).toHaveCount(1)
      await isSound(staff)
      await staff.locator('#act-confirm').click()
      await expect(staff.locator('#act-confirm')).toHaveCount(0)
      await expect(staff.getByRole('main')).toContainText(say('数字都已确认', 'Every figure is confirmed'))
      await isSound(staff)
    })

    await test.step('checked by another, signed off by a leader, numbered and issued', async () => {
      const head = await as('hejingming', { language })
      await head.goto(path)
      await isSound(head)
      await head.locator('#act-check').click()
      await expect(chips(head)).toContainText(say('已核稿', 'Checked'))
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto(path)
      await leader.locator('#act-sign').click()
      const dialog = leader.getByRole('dialog')
      await dialog.getByLabel(say('登录密码', 'Password')).fill(password)
      await dialog
        .getByRole('button', { name: say('签发', 'Sign off') })
        .last()
        .click()
      await expect(chips(leader)).toContainText(say('已签发', 'Signed off'))
      await head.reload()
      await head.locator('#act-issue').click()
      await head.getByRole('dialog').getByLabel(say('文号', 'Document number')).fill('深口绩〔2025〕88号')
      await confirm(head, '印发', 'Number and issue')
      await expect(chips(head)).toContainText(say('已印发', 'Issued'))
    })

    await test.step('a division reads and acknowledges it on a phone', async () => {
      const reader = await as('zhouyining', { language, width: 360 })
      await reader.goto('/bulletins')
      await isSound(reader)
      await reader.getByRole('link', { name: '关于2025年10月绩效情况的通报' }).click()
      await expect(reader.getByRole('heading', { level: 1 })).toContainText('2025年10月')
      await isSound(reader)
      await expect(reader.getByRole('main')).toContainText('旅客量数据逐日核对')
      await reader.getByRole('link', { name: say('红牌', 'Red cards'), exact: true }).click()
      await expect(reader).toHaveURL(/\/cards\?year=2025&step=red$/)
      await expect(reader.getByRole('heading', { level: 1 })).toContainText(say('预警和牌', 'Warnings and cards'))
      await reader.goto(path)
      await reader.locator('#act-receive').click()
      await expect(reader.locator('#act-receive')).toHaveCount(0)
    })
  })

  test(`a briefing is read, and an instruction on it becomes a ticket (${language})`, async ({ as }) => {
    test.setTimeout(180_000)
    const staff = await as('linzhixia', { language })
    let path = ''

    await test.step('drafted by the performance office, sent by its head', async () => {
      await staff.goto('/briefings')
      await isSound(staff)
      await staff.locator('#act-draft').click()
      const dialog = staff.getByRole('dialog')
      await dialog.getByRole('textbox', { name: say('标题', 'Title') }).fill('关于四季度重点事项的情况')
      await dialog.getByRole('textbox', { name: say('正文', 'Text') }).fill('有两项事项有风险，已督促。')
      await confirm(staff, '拟专报', 'Draft a briefing')
      await expect(staff).toHaveURL(/\/briefings\/[0-9a-f-]{36}$/)
      path = new URL(staff.url()).pathname
      const head = await as('hejingming', { language })
      await head.goto(path)
      await head.locator('#act-send').click()
      await expect(chips(head)).toContainText(say('已报送', 'Sent'))
    })

    await test.step('the head of the group reads it and gives an instruction', async () => {
      const leader = await as('shenhuaiyuan', { language })
      await leader.goto(path)
      await isSound(leader)
      await leader.locator('#act-read').click()
      await expect(leader.locator('#act-read')).toHaveCount(0)
      await leader.locator('#act-instruct').click()
      await leader
        .getByRole('dialog')
        .getByRole('textbox', { name: say('批示内容', 'Instruction') })
        .fill('请督办，月底前报结果。')
      await confirm(leader, '登记批示', 'Record an instruction')
      await expect(leader.getByRole('main')).toContainText('请督办，月底前报结果。')
      await isSound(leader)
    })

    await test.step('it becomes a ticket, whose state stands at the instruction', async () => {
      await staff.goto(path)
      await staff.getByRole('button', { name: say('转为督办件', 'Turn into a ticket') }).click()
      await expect(staff.getByRole('link', { name: '关于四季度重点事项的情况' })).toBeVisible()
      await isSound(staff)
    })
  })
}
