import { createHmac } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startBridge } from '#test/bridge.ts'
import { expect, test } from './office.ts'
import { choose, heading, languagesBeside, sayIn } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`what happened is told, read and chosen by an officer and a head (${language})`, async ({ as }) => {
    await test.step('an officer is told that the problem he raised is solved, and opens it', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/')
      await officer
        .getByRole('banner')
        .getByRole('link', { name: new RegExp(`^${say('通知', 'Notices')}`) })
        .click()
      await expect(heading(officer, say('通知消息', 'Notices'))).toBeVisible()
      await isSound(officer)
      const told = officer.getByRole('listitem').filter({ hasText: '每日客流文件晚到' })
      await expect(told).toContainText(say('未读', 'Unread'))
      await told.getByRole('link').click()
      await expect(heading(officer, '每日客流文件晚到')).toBeVisible()
      await officer.goBack()
      await expect(told).toContainText(say('已读', 'Read'))
    })

    await test.step('a head marks all as read, and chooses how each kind comes', async () => {
      const head = await as('chenjiahe', { language, width: 360 })
      await head.goto('/notices')
      await isSound(head)
      await head.getByRole('button', { name: say('全部标为已读', 'Mark all as read') }).click()
      await expect(head.getByRole('main')).toContainText(say('没有未读消息', 'Nothing unread'))
      await head.goto('/reminders')
      const panel = head.locator('#notices')
      await choose(panel, say('发牌', 'Card'), say('不通知', 'Off'))
      await panel.getByRole('combobox', { name: say('工作交接', 'Handover'), exact: true }).click()
      await expect(head.getByRole('option', { name: say('不通知', 'Off') })).toHaveCount(0)
      await head.keyboard.press('Escape')
      await panel.getByRole('button', { name: say('保存通知方式', 'Save the ways of notices') }).click()
      await expect(head.getByText(say('已保存', 'Saved'), { exact: true })).toBeVisible()
      await head.reload()
      await expect(panel).toContainText(say('不通知', 'Off'))
      await isSound(head)
      await head.goto('/notices')
      await expect(head.getByRole('listitem').filter({ hasText: say('发牌', 'Card') })).toHaveCount(0)
    })
  })

  test(`the system administrator sets up the webhook, with a real receiver (${language})`, async ({ as, office }) => {
    office.allow(422)
    const bridge = await startBridge()
    const admin = await as('wangshouyi', { language })
    let secret = ''

    await test.step('the host is allowed first, then the address; the secret is shown once', async () => {
      await admin.goto('/feed-hosts')
      await admin.getByRole('button', { name: say('允许主机', 'Allow a host') }).click()
      const dialog = admin.getByRole('dialog')
      await dialog.getByLabel(say('主机', 'Host'), { exact: true }).fill('127.0.0.1')
      await dialog.getByLabel(say('端口', 'Port')).fill(String(bridge.port))
      await dialog.getByRole('checkbox').check()
      await dialog.getByLabel(say('理由', 'Reason')).fill('消息桥')
      await dialog.getByRole('button', { name: say('允许主机', 'Allow a host') }).click()
      await admin.goto('/webhook')
      await isSound(admin)
      const save = admin.getByRole('button', { name: say('保存推送设置', 'Save the webhook') })
      await admin.getByLabel(say('接收地址', 'Address')).fill('http://127.0.0.1:1/jiheng')
      await save.click()
      await expect(admin.getByRole('main')).toContainText(say('不在允许的主机之列', 'not among the allowed hosts'))
      await admin.getByLabel(say('接收地址', 'Address')).fill(`http://127.0.0.1:${bridge.port}/jiheng`)
      await save.click()
      secret = await admin.getByLabel(say('密钥', 'Secret'), { exact: true }).inputValue()
      await isSound(admin)
    })

    await test.step('a test message arrives, signed', async () => {
      await admin.getByRole('button', { name: say('发测试消息', 'Send a test message') }).click()
      await expect.poll(() => bridge.received.length, { timeout: 20_000 }).toBe(1)
      const [{ headers, body } = { headers: {}, body: '' }] = bridge.received
      const signed = createHmac('sha256', secret).update(`${headers['x-jiheng-timestamp']}.${body}`).digest('hex')
      expect(headers['x-jiheng-signature']).toBe(`sha256=${signed}`)
      await admin.reload()
      await expect(admin.getByRole('row').filter({ hasText: '204' })).toContainText(say('已送达', 'Delivered'))
      await expect(admin.getByLabel(say('密钥', 'Secret'), { exact: true })).toHaveCount(0)
    })

    await test.step('a receiver that answers 500 is named, and the message waits', async () => {
      bridge.answer = (response) => response.writeHead(500).end()
      await admin.getByRole('button', { name: say('发测试消息', 'Send a test message') }).click()
      await expect.poll(() => bridge.received.length, { timeout: 20_000 }).toBe(2)
      await admin.reload()
      await expect(admin.getByRole('row').filter({ hasText: '500' })).toContainText(say('待送', 'Queued'))
      await isSound(admin)
    })
    await bridge.close()
  })

  test(`a problem about nothing is solved, and found again by whoever looks (${language})`, async ({ as }) => {
    const title = '导出表格列宽不对'
    await test.step('an officer raises it', async () => {
      const officer = await as('zhouyining', { language })
      await officer.goto('/problems')
      await officer.getByRole('button', { name: say('提出问题…', 'Raise a problem…') }).click()
      const dialog = officer.getByRole('dialog')
      await choose(dialog, say('类别', 'Kind'), say('系统', 'System'))
      await dialog.getByLabel(say('问题', 'Problem'), { exact: true }).fill(title)
      await dialog.getByLabel(say('说明', 'Description')).fill('打开时数字显示为井号')
      await dialog.getByRole('button', { name: say('提出问题', 'Raise a problem') }).click()
      await expect(officer.getByRole('link', { name: title })).toBeVisible()
    })

    await test.step('the performance office names who sees to it and says how it was solved', async () => {
      const staff = await as('linzhixia', { language })
      await staff.goto('/problems')
      await staff.getByRole('link', { name: title }).click()
      await staff.getByRole('button', { name: say('明确承办…', 'Assign…') }).click()
      const dialog = staff.getByRole('dialog')
      await choose(dialog, say('承办处', 'Owner'), say('信息化处', 'Information Division'))
      await dialog.getByRole('button', { name: say('明确承办', 'Assign') }).click()
      await staff.getByRole('button', { name: say('解决…', 'Solve…') }).click()
      await dialog.getByLabel(say('解决情况', 'What was done')).fill('改用自动列宽后正常')
      await dialog.getByRole('button', { name: say('解决', 'Solve') }).click()
      await expect(staff.getByRole('main')).toContainText('改用自动列宽后正常')
    })

    await test.step('a colleague finds in every year how it was solved', async () => {
      const head = await as('chenjiahe', { language })
      await head.goto('/problems')
      const search = head.getByRole('searchbox')
      await search.fill('dcbg')
      await search.press('Enter')
      await expect(heading(head, say('各年度问题记录', 'Problems of every year'))).toBeVisible()
      const row = head.getByRole('row').filter({ hasText: title })
      await expect(row).toContainText('改用自动列宽后正常')
      await isSound(head)
    })
  })
}
