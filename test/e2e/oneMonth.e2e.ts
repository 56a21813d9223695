import { dailyPassengers, upload } from './files.ts'
import { huanggang } from './october.ts'
import { expect, password, test } from './office.ts'
import { chips, heading, languages, languagesBeside, sayIn, todo } from './words.ts'

const waiting = '福田口岸旅客最长候检时间'

for (const language of languages) {
  const say = sayIn(language)

  test(`October: filled in, signed, returned, put right, signed again and accepted (${language})`, async ({
    as,
    office,
  }) => {
    const officer = await as('zhouyining', { language })
    const head = await as('chenjiahe', { language })
    const coordinator = await as('fangjiming', { language })
    const offer = officer.getByRole('button', { name: say('提交签字', 'Submit for signature') })
    const field = officer.getByRole('textbox', { name: huanggang })

    let brought = ''
    await test.step('the figure the daily file brought along is far from what is typed: a reason is needed', async () => {
      await officer.goto('/')
      await todo(officer, huanggang).getByRole('link').click()
      await expect(field).toBeFocused()
      brought = await field.inputValue()
      expect(Number(brought)).toBeGreaterThan(100)
      await field.fill('1234.5')
      await expect(officer.getByText(say('须说明', 'Needs a note'), { exact: true })).toBeVisible()
      await expect(offer).toHaveAttribute('aria-disabled', 'true')
      await expect(offer).toHaveAccessibleDescription(new RegExp(say('请核对或说明原因', 'check, or give a reason')))
    })

    await test.step('what was typed survives closing the page', async () => {
      await expect(officer.getByText(new RegExp(say('已自动保存，', 'Saved \\d')))).toBeVisible()
      await officer.reload()
      await expect(field).toHaveValue('1234.5')
      const note = officer.getByRole('textbox', { name: say('说明', 'Note'), exact: true })
      await note.fill('因'.repeat(1001))
      await expect(note).toHaveAccessibleDescription(new RegExp(say('多了1个', '1 too many')))
      await expect(note).toHaveValue('因'.repeat(1001))
      await expect(offer).toHaveAttribute('aria-disabled', 'true')
      await note.fill('口岸临时延长开放。')
      await expect(offer).not.toHaveAttribute('aria-disabled', 'true')
      await offer.click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
    })

    await test.step('the head signs the period on one page, with the password', async () => {
      await head.goto('/')
      await todo(head, say('10月', 'Oct'))
        .filter({ hasText: say('签字', 'Sign') })
        .getByRole('link')
        .first()
        .click()
      const sign = head.getByRole('button', { name: say('签字提交', 'Sign and submit') })
      await expect(sign).toBeFocused()
      await sign.click()
      const dialog = head.getByRole('dialog')
      await expect(dialog).toContainText('1,234.5')
      await expect(dialog).toContainText(waiting)
      const again = dialog.getByLabel(say('请再次输入登录密码', 'Your password again'))
      office.allow(403)
      await again.fill('not-the-password-2025')
      await dialog.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await expect(dialog.getByRole('alert')).toBeVisible()
      await again.fill(password)
      await dialog.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await expect(dialog).toBeHidden()
      await expect(head.getByRole('main')).toContainText(say('没有待签字的数据', 'waits for signature'))
    })

    await test.step('the coordinating division accepts one figure and returns the other', async () => {
      await coordinator.goto('/duties/acceptance?period=2025-10')
      const row = (name: string) => coordinator.getByRole('row').filter({ hasText: name })
      await row(waiting)
        .getByRole('button', { name: language === 'zh' ? /^接收/ : /^Accept(?! with)/ })
        .click()
      await expect(row(waiting)).toHaveCount(0)
      await row(huanggang)
        .getByRole('button', { name: say('退回', 'Return') })
        .click()
      const dialog = coordinator.getByRole('dialog')
      await dialog.getByRole('button', { name: say('退回', 'Return') }).click()
      const reason = dialog.getByLabel(say('退回理由', 'Why it is returned'))
      await expect(reason).toHaveAttribute('aria-invalid', 'true')
      await reason.fill('与每日客流文件不一致，请核对。')
      await dialog.getByRole('button', { name: say('退回', 'Return') }).click()
      await expect(dialog).toBeHidden()
      await expect(row(huanggang)).toHaveCount(0)
    })

    await test.step('the division puts it right, the head sees what changed and signs again', async () => {
      await officer.goto('/')
      await todo(officer, huanggang).getByRole('link').click()
      await expect(officer.getByText('与每日客流文件不一致，请核对。').first()).toBeVisible()
      await field.fill(brought)
      await offer.click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
      await head.goto('/duties/sign/2025-10')
      await expect(head.getByRole('main')).toContainText(say('与上次签字不同', 'changed since the last signature'))
      await head.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      const dialog = head.getByRole('dialog')
      await expect(dialog.getByText(say('密码已核对', 'Password confirmed'))).toBeVisible()
      await expect(dialog).toContainText('1,234.5')
      await dialog.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step('it is accepted, and its page names everybody who vouched for it', async () => {
      await coordinator.reload()
      const row = coordinator.getByRole('row').filter({ hasText: huanggang })
      await row.getByRole('button', { name: language === 'zh' ? /^接收/ : /^Accept(?! with)/ }).click()
      await expect(row).toHaveCount(0)
      await officer.reload()
      await expect(chips(officer)).toContainText(say('已接收', 'Accepted'))
      for (const name of ['周以宁', '陈嘉禾', '方既明']) await expect(officer.getByRole('main')).toContainText(name)
      await expect(officer.getByRole('main')).toContainText(
        say('签字已失效：数据已改为第2版', 'No longer valid: version 2 took its place'),
      )
    })
  })
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`nothing occurred: a nil return is neither a zero nor left out (${language})`, async ({ as }) => {
    const page = await as('hezhiyuan', { language })
    await page.goto('/')
    await todo(page, '行政处罚错案率').getByRole('link').click()
    await page.getByRole('button', { name: say('本期零报告', 'Nil return') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('main')).toContainText(say('零报告', 'Nil return'))
    await expect(chips(page)).toContainText(say('待签字', 'To be signed'))
  })

  test(`the daily passenger file fills in a month as drafts, a faulty copy nothing (${language})`, async ({ as }) => {
    const page = await as('fangjiming', { language })
    await page.goto('/imports')
    await expect(heading(page, say('每日客流导入', 'Import of daily passengers'))).toBeVisible()
    const file = page.getByLabel(say('每日客流文件', 'Daily passenger file'), { exact: true })
    const lines = await dailyPassengers()
    const at = lines.findLastIndex((line) => line.includes('Lok Ma Chau Spur Line'))
    const faulty = lines.with(at, (lines[at] ?? '').replace(/\d+(?=\D*$)/, 'many'))
    await file.setInputFiles(upload('faulty.csv', faulty.join('\n')))
    await expect(page.getByRole('alert')).toContainText(say(`第${at + 1}行：`, `Line ${at + 1}:`))
    await expect(page.getByRole('button', { name: say('导入', 'Import') })).toHaveCount(0)

    await file.setInputFiles(upload('daily.csv', lines.join('\n')))
    const take = page.getByRole('button', { name: /导入\d+个数|Import \d+ figures/ })
    await expect(take).toBeVisible()
    await expect(page.getByRole('main')).toContainText('Airport')
    await take.click()
    await expect(page.getByRole('main')).toContainText('daily.csv')
    const officer = await as('zhouyining', { language })
    await officer.goto('/')
    await todo(officer, huanggang).getByRole('link').click()
    await expect(officer.getByText(say('每日客流文件带出', 'from the daily file')).first()).toBeVisible()
    await expect(chips(officer)).toContainText(say('待填报', 'To be reported'))
  })

  test(`a correction after acceptance makes the signature over the report stale, for everybody to see (${language})`, async ({
    as,
  }) => {
    const officer = await as('bailuxi', { language })
    await officer.goto('/duties?period=2025-10')
    await officer.getByRole('link', { name: new RegExp(`主动公开信息条数.*${say('10月', 'Oct')}`) }).press('Enter')
    await officer.getByRole('button', { name: say('更正…', 'Correct…') }).click()
    const dialog = officer.getByRole('dialog')
    await dialog.getByRole('textbox', { name: say('数值', 'Value') }).fill('26')
    await dialog.getByLabel(say('更正理由', 'Reason of the correction')).fill('漏计1条。')
    await dialog.getByRole('button', { name: say('更正', 'Correct') }).click()
    await expect(dialog).toBeHidden()
    await expect(officer.getByRole('main')).toContainText(say('签字已失效', 'No longer valid'))

    const coordinator = await as('hezhiyuan', { language })
    await coordinator.goto('/reports')
    await coordinator
      .getByRole('row')
      .filter({ hasText: say('数据有更正', 'data corrected since') })
      .getByRole('link')
      .first()
      .click()
    await expect(coordinator.getByRole('main')).toContainText(
      say('签字已失效：主动公开信息条数有更正', 'No longer valid: 主动公开信息条数 corrected since'),
    )
  })
}
