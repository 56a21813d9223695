import type { Locator } from '@playwright/test'
import ExcelJS from 'exceljs'
import { correctDuty, judge, signPeriod } from '#tools/demo-office/acts.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { completeOctober, dutyOf, huanggang } from './october.ts'
import { expect, password, test } from './office.ts'
import { chips, downloaded, heading, languages, sayIn, wordsOf } from './words.ts'

/** What the page shows of the table that is sent: one list of words for each row. */
const shownRows = async (sheet: Locator): Promise<string[][]> =>
  Promise.all((await sheet.getByRole('row').all()).map((row) => row.locator('th, td').allInnerTexts()))

for (const language of languages) {
  const say = sayIn(language)

  test(`October goes to the statistics bureau: assembled, signed, reviewed, sent, received, corrected (${language})`, async ({
    as,
    office,
  }) => {
    const officer = await as('fangjiming', { language })
    const head = await as('luojingxing', { language })
    const main = officer.getByRole('main')

    await test.step('while figures are missing it can be looked at but not signed, and says whose they are', async () => {
      await officer.goto('/reports')
      const row = officer.getByRole('row').filter({ hasText: say('市统计局', 'Municipal statistics bureau') })
      await row
        .filter({ hasText: say('10月', 'Oct') })
        .filter({ hasText: say('通关协调处', 'Clearance Coordination Division') })
        .getByRole('link', { name: say('查看', 'View') })
        .click()
      const missing = main.getByRole('listitem').filter({ hasText: huanggang })
      await expect(missing).toContainText(say('陆路口岸一处', 'First Land Ports Division'))
      await officer.getByLabel(say('联系人', 'Contact')).fill('方既明')
      await officer.getByRole('button', { name: say('汇总', 'Assemble') }).click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
      await expect(main).toContainText(say('尚未接收：', 'still missing: '))
      await head.goto(officer.url())
      const sign = head.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') })
      await expect(sign).toHaveAttribute('aria-disabled', 'true')
      await expect(sign).toHaveAccessibleDescription(new RegExp(huanggang))
    })

    await completeOctober(office)

    await test.step('once all are accepted the officer assembles it again', async () => {
      await officer.reload()
      await officer.getByRole('button', { name: say('重新汇总', 'Assemble again') }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByRole('button', { name: say('重新汇总', 'Assemble again') }).click()
      await expect(dialog).toBeHidden()
      await expect(main).toContainText(say('核对无错误', 'the checks found no error'))
    })

    await test.step('the head signs the statement of Art. 29, the deputy reviews what was frozen', async () => {
      await head.reload()
      await head.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      const dialog = head.getByRole('dialog')
      await expect(dialog).toContainText(huanggang)
      await dialog.getByLabel(say('请再次输入登录密码', 'Your password again')).fill(password)
      await dialog.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      await expect(dialog).toBeHidden()
      const deputy = await as('gumingchuan', { language })
      await deputy.goto(officer.url())
      await deputy.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      const asked = deputy.getByRole('dialog')
      await expect(asked).toContainText(say('内容摘要', 'Digest'))
      await asked.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      await expect(chips(deputy)).toContainText(say('待送出', 'To be sent'))
    })

    await test.step('table and letter hold the very figures of the page', async () => {
      await officer.reload()
      const sheet = officer.getByRole('article', { name: say('数据表预览', 'Preview of the table') })
      await expect(sheet).toBeVisible()
      const shown = await shownRows(sheet)
      expect(shown.length).toBeGreaterThan(8)
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.load((await downloaded(officer, /数据表\.xlsx$/)).bytes as unknown as ArrayBuffer)
      const cells = new Set<string>()
      workbook.worksheets[0]?.eachRow((row) => row.eachCell(({ text }) => cells.add(text)))
      const words = wordsOf((await downloaded(officer, /\.docx$/)).bytes)
      for (const word of shown.flat().filter((each) => each.trim() !== '')) {
        const bare = word.replaceAll(',', '')
        const isIn = [...cells].some((cell) => cell === word || (Number(cell) === Number(bare) && bare !== ''))
        expect(isIn, `“${word}” is in the workbook`).toBe(true)
      }
      for (const [name = ''] of shown.slice(1)) expect(words + [...cells].join(' ')).toContain(name)
      expect(words).toContain('市统计局')
    })

    await test.step('it is sent with its number, and the receipt is recorded', async () => {
      await officer.getByLabel(say('收件人', 'Receiver')).fill('数据采集岗')
      const number = officer.getByLabel(say('函的文号', 'Number of the letter'))
      if ((await number.inputValue()) === '') await number.fill('深口函〔2025〕118号')
      await officer
        .getByRole('button', { name: language === 'zh' ? /^报送/ : /^Report/ })
        .last()
        .click()
      await expect(chips(officer)).toContainText(say('已送出', 'Sent'))
      await officer.getByRole('button', { name: say('登记回执', 'Record the receipt') }).click()
      await expect(chips(officer)).toContainText(say('已回执', 'Acknowledged'))
    })

    await test.step('a figure is corrected, and correction no. 1 goes out with its own signature', async () => {
      const { client } = office
      await correctDuty(client, 'L1', await dutyOf(office, 'L1', huanggang), '228.4', '重复计入1日。')
      await signPeriod(client, 'L1', '2025-10')
      await judge(await client.as(staffOf.TG.officer), '2025-10')
      await officer.reload()
      await officer.getByRole('button', { name: say('汇总更正件', 'Assemble a correction') }).click()
      await expect(heading(officer, say('第2次报送（更正件）', 'report no. 2 (correction)'))).toBeVisible()
      await expect(main).toContainText('228.4')
      await head.goto(officer.url())
      await head.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      const dialog = head.getByRole('dialog')
      await expect(dialog).toContainText('228.4')
      await dialog.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      await expect(dialog).toBeHidden()
      await expect(chips(head)).toContainText(say('待审核', 'To be reviewed'))
    })
  })
}
