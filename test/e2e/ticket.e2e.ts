import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './office.ts'
import { chips, choose, languagesBeside, sayIn } from './words.ts'

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
  const press = async (page: Page, zh: string, en: string): Promise<void> => {
    await page
      .getByRole('button', { name: say(`${zh}…`, `${en}…`), exact: false })
      .first()
      .click()
  }
  const confirm = async (page: Page, zh: string, en: string): Promise<void> => {
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('button', { name: say(zh, en), exact: false })
      .last()
      .click()
    await expect(dialog).toBeHidden()
  }
  const land = say('陆路口岸一处', 'First Land Ports Division')
  const sea = say('海空港口岸处', 'Sea and Air Ports Division')

  test(`a ticket is opened from a leader’s words, dealt with by two divisions and closed (${language})`, async ({
    as,
  }) => {
    test.setTimeout(240_000)
    const staff = await as('linzhixia', { language })
    let path = ''

    await test.step('the performance office writes it down; it is saved by itself and registered', async () => {
      await staff.goto('/supervision')
      await isSound(staff)
      await staff.getByRole('link', { name: say('督办件', 'Tickets'), exact: true }).click()
      await isSound(staff)
      await staff.getByRole('button', { name: say('按领导批示立项', "Open from a leader's words") }).click()
      await expect(staff).toHaveURL(/\/tickets\/[0-9a-f-]{36}$/)
      path = new URL(staff.url()).pathname
      await staff.getByRole('textbox', { name: say('批示领导', 'The leader') }).fill('顾明川副组长')
      await staff.getByLabel(say('日期', 'Day'), { exact: true }).fill('2025-11-05')
      await staff.getByRole('textbox', { name: say('批示原文', 'Words') }).fill('请尽快解决旅检通道排队问题。')
      await staff.getByRole('textbox', { name: say('督办事由', 'Subject') }).fill('旅检通道排队')
      await staff.getByRole('textbox', { name: say('督办要求', 'Requirement') }).fill('查明原因，提出整改措施。')
      await staff.getByLabel(say('办结期限', 'Due day'), { exact: true }).fill('2025-11-20')
      for (const [at, name] of [land, sea].entries()) {
        await staff.getByRole('button', { name: say('添加承办处', 'Add a division') }).click()
        const row = staff.locator('.ticket-share-row').nth(at)
        await choose(row, say('承办处', 'Division'), name)
      }
      await expect(staff.locator('.autosave')).toContainText(say('已自动保存', 'Saved'))
      await isSound(staff)
      await staff.locator('#act-register').click()
      await expect(chips(staff)).toContainText('督办〔2025〕')
      await press(staff, '交办', 'Assign')
      await confirm(staff, '交办', 'Assign')
      await expect(chips(staff)).toContainText(say('办理中', 'Being dealt with'))
      await isSound(staff)
    })

    await test.step('one division receives it and reports, on a phone', async () => {
      const officer = await as('zhouyining', { language, width: 360 })
      await officer.goto(path)
      await isSound(officer)
      await officer.locator('#act-receive').click()
      await confirm(officer, '签收', 'Receive')
      await officer.locator('#act-feedBack').click()
      await officer.getByRole('dialog').getByLabel(say('办理情况', 'What was done')).fill('已加派人手')
      await confirm(officer, '反馈办理情况', 'Report progress')
      await expect(officer.getByRole('main')).toContainText('已加派人手')
      await isSound(officer)
    })

    await test.step('the other is urged; it stands at its to-do', async () => {
      await staff.goto(path)
      await staff.getByRole('button', { name: say(`催办${sea}`, `Urge ${sea}`) }).click()
      await staff.getByRole('dialog').getByLabel(say('催办要求', 'Words')).fill('请即签收')
      await confirm(staff, '催办', 'Urge')
      await expect(staff.getByRole('main')).toContainText(say('每周至多1次', 'once a week at most'))
      const head = await as('hanxiuyuan', { language, width: 360 })
      await head.goto('/todos')
      await expect(head.locator('.todo', { hasText: '旅检通道排队' })).toContainText('请即签收')
      await isSound(head)
      await head.goto(path)
      await head.locator('#act-receive').click()
      await confirm(head, '签收', 'Receive')
      await expect(head.getByRole('main')).toContainText(say('其他承办处', 'Other divisions'))
      await expect(head.getByRole('main')).not.toContainText('已加派人手')
      await press(head, '申请延期', 'Ask for a later day')
      const dialog = head.getByRole('dialog')
      await dialog.getByLabel(say('延至', 'Until')).fill('2025-11-28')
      await dialog.getByLabel(say('理由', 'Reason')).fill('设备11月下旬到货')
      await confirm(head, '申请延期', 'Ask for a later day')
      await expect(head.getByRole('main')).toContainText('设备11月下旬到货')
    })

    await test.step('the later day is granted; both hand in and are accepted', async () => {
      await staff.goto(path)
      await press(staff, '同意延期', 'Grant')
      await confirm(staff, '同意延期', 'Grant')
      for (const name of ['chenjiahe', 'hanxiuyuan'] as const) {
        const head = await as(name, { language })
        await head.goto(path)
        await press(head, '报办结', 'Hand in as done')
        await head.getByRole('dialog').getByLabel(say('办理结果', 'Result')).fill('已办结，通道排队解决。')
        await confirm(head, '报办结', 'Hand in as done')
        await staff.goto(path)
        await press(staff, '同意办结', 'Accept as done')
        await confirm(staff, '同意办结', 'Accept as done')
      }
      await expect(chips(staff)).toContainText(say('已办结，待销号', 'Done, to be closed'))
      await expect(staff.locator('#act-close')).toHaveAttribute('aria-disabled', 'true')
    })

    await test.step('the head of the performance office closes it; a leader reads it', async () => {
      const chief = await as('hejingming', { language })
      await chief.goto(path)
      await chief.locator('#act-close').click()
      await confirm(chief, '销号', 'Close')
      await expect(chips(chief)).toContainText(say('已销号', 'Closed'))
      const leader = await as('gumingchuan', { language, width: 360 })
      await leader.goto(path)
      await expect(leader.getByRole('main')).toContainText('已办结，通道排队解决。')
      await isSound(leader)
    })
  })
}
