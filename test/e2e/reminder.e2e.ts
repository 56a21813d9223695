import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './office.ts'
import { choose, languagesBeside, sayIn } from './words.ts'

const isSound = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeAttached()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`reminders by mail and a calendar of one’s own (${language})`, async ({ as, office, visitor }) => {
    const officer = await as('hejingming', { language, width: language === 'zh' ? 360 : 1366 })
    await officer.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const feed = async (address: string) => {
      // as a calendar program: another machine, no cookies
      const answer = await fetch(`${office.url}${new URL(address).pathname}`)
      return { status: answer.status, text: await answer.text(), cookie: answer.headers.get('set-cookie') }
    }
    let address = ''

    await test.step('she chooses one digest each working day at ten', async () => {
      await officer.goto('/todos')
      await officer.getByRole('link', { name: say('提醒与日历', 'Reminders and calendar') }).click()
      await expect(officer.getByRole('main')).toContainText(say('还没有设置邮件服务器', 'no mail server set up'))
      await officer.getByLabel(say('邮箱地址', 'Mail address')).fill('hejingming@kouan')
      await officer.getByLabel(say('每个工作日汇总一封', 'One digest each working day')).check()
      await officer.getByRole('button', { name: say('保存提醒方式', 'Save the reminders') }).click()
      await expect(officer.getByRole('main')).toContainText(say('应为邮箱地址', 'Must be a mail address'))
      await officer.getByLabel(say('邮箱地址', 'Mail address')).fill('hejingming@kouan.example.gov.cn')
      await choose(officer, say('汇总时间', 'Hour of the digest'), say('10时', '10:00'))
      await expect(officer.getByRole('main')).toContainText(say('每个工作日10时发一封', 'each working day at 10:00'))
      await isSound(officer)
      await officer.getByRole('button', { name: say('保存提醒方式', 'Save the reminders') }).click()
      await expect(officer.getByText(say('已保存', 'Saved'))).toBeVisible()
      await officer.reload()
      await expect(officer.getByLabel(say('每个工作日汇总一封', 'One digest each working day'))).toBeChecked()
    })

    await test.step('she makes an address for the calendar, which is shown once, and copies it', async () => {
      await officer.getByRole('button', { name: say('生成订阅地址', 'Make an address') }).click()
      const field = officer.getByLabel(say('订阅地址', 'Address of the feed'), { exact: true })
      await expect(field).toBeVisible()
      await isSound(officer)
      address = await field.inputValue()
      await officer.getByRole('button', { name: say('复制', 'Copy'), exact: true }).click()
      await expect(officer.getByText(say('已复制', 'Copied'))).toBeVisible()
      expect(await officer.evaluate(() => navigator.clipboard.readText())).toBe(address)
      await officer.reload()
      await expect(officer.getByRole('main')).toContainText(say('不能再显示', 'cannot be shown again'))
      await expect(field).toHaveCount(0)
    })

    await test.step('a calendar program reads it without log-in', async () => {
      const { status, text, cookie } = await feed(address)
      expect({ status, cookie }).toEqual({ status: 200, cookie: null })
      expect(text).toContain('BEGIN:VCALENDAR')
    })

    await test.step('revoked, it is refused', async () => {
      await officer.getByRole('button', { name: say('撤销订阅地址…', 'Revoke the address…') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByRole('button', { name: say('撤销订阅地址', 'Revoke the address') }).click()
      await expect(officer.getByRole('main')).toContainText(say('现在没有订阅地址', 'There is no address'))
      expect((await feed(address)).status).toBe(404)
      const stranger = await visitor()
      office.allow(404)
      const answer = await stranger.goto(new URL(address).pathname)
      expect(answer?.status()).toBe(404)
    })

    await test.step('the system administrator sees whether mail goes out', async () => {
      const admin = await as('wangshouyi', { language })
      await admin.goto('/mails')
      await expect(admin.getByRole('main')).toContainText('MAIL_URL')
      await isSound(admin)
    })
  })
}
