import { readDuty } from '#domain/collection/duty.api.ts'
import { correctDuty, judge, signPeriod } from '#tools/demo-office/acts.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { completeOctober, dutyOf, huanggang, reportOctober } from './october.ts'
import { expect, test } from './office.ts'
import { chips, heading, languagesBeside, sayIn } from './words.ts'

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`from the package back to the line of the file: who vouched for what (${language})`, async ({ as, office }) => {
    await completeOctober(office)
    await reportOctober(office, '2025-11-06')
    const officer = await as('fangjiming', { language })
    const main = officer.getByRole('main')

    await test.step('the manifest of the report leads to each figure', async () => {
      await officer.goto('/reports')
      await officer.getByRole('row').filter({ hasText: '深口函〔2025〕118号' }).getByRole('link').first().click()
      await officer.getByText(say('清单', 'Manifest'), { exact: true }).click()
      await officer.getByRole('link', { name: huanggang }).click()
      await expect(heading(officer, new RegExp(huanggang))).toBeVisible()
    })

    await test.step('value, two signatures with their words, acceptance, lines of the file, sending: all as signed', async () => {
      await expect(main).toContainText(say('全部与签字时一致', 'all are as they were signed'))
      await expect(main.getByText(say('与签字时不一致', 'Not as it was signed'))).toHaveCount(0)
      const part = (name: string) => officer.getByRole('region', { name })
      await expect(part(say('2. 责任处签字', '2. Signed by the division'))).toContainText('陈嘉禾')
      await expect(part(say('2. 责任处签字', '2. Signed by the division'))).toContainText(
        say('签字有效', 'The signature stands'),
      )
      await expect(part(say('3. 协调处接收', '3. Accepted'))).toContainText(say('通关协调处', 'Clearance Coordination'))
      const source = part(say('5. 来源', '5. Source'))
      await expect(source).toContainText(say('62行', '62 lines'))
      await expect(source).toContainText(say('与所报的数一致', 'What was handed in'))
      await source.getByText(say('逐行查看', 'Line by line')).click()
      await expect(source.getByRole('row')).toHaveCount(63)
      const sent = part(say('6. 汇总报送', '6. Report to the collecting unit'))
      await expect(sent).toContainText('深口函〔2025〕118号')
      await expect(sent).toContainText(say('审核同意', 'Reviewed by'))
    })

    await test.step('after a correction the sent figure says what replaced it, and its signatures no longer stand', async () => {
      const { client } = office
      const dutyId = await dutyOf(office, 'L1', huanggang)
      await correctDuty(client, 'L1', dutyId, '228.4', '重复计入1日。')
      await signPeriod(client, 'L1', '2025-10')
      await judge(await client.as(staffOf.TG.officer), '2025-10')
      await officer.reload()
      await expect(chips(officer)).toContainText(say('已由第2版代替', 'replaced by version 2'))
      await expect(main).toContainText(say('签字后内容有变，签字已失效', 'the signature no longer stands'))
      await expect(main).toContainText(say('全部与签字时一致', 'all are as they were signed'))
      await officer.getByRole('link', { name: say('第2版', 'Version 2') }).click()
      await expect(main).toContainText('228.4')
      await expect(main).toContainText(say('这一版没有随任何报送送出', 'This version is in no report'))
    })

    await test.step('the division reaches it from its duty; another division does not', async () => {
      const owner = await as('zhouyining', { language })
      const dutyId = await dutyOf(office, 'L1', huanggang)
      await owner.goto(`/duties/${dutyId}`)
      await owner.getByRole('link', { name: say('全部经过、签字和摘要', 'The whole chain') }).click()
      await expect(owner).toHaveURL(/\/figures\//)
      await expect(owner.getByRole('main')).toContainText('228.4')
      office.allow(404)
      const { client } = office
      const { submissionId } = await (await client.as(staffOf.L1.officer)).do(readDuty, { params: { id: dutyId } })
      const other = await as(staffOf.L2.officer, { language })
      await other.goto(`/figures/${submissionId}`)
      await expect(other.getByRole('main')).not.toContainText('228.4')
    })
  })

  test(`a figure that was put together leads to each figure that it was made of (${language})`, async ({
    as,
    office,
  }) => {
    await completeOctober(office)
    await reportOctober(office, '2025-11-06', { withTotal: true })
    const officer = await as('fangjiming', { language })
    await officer.goto('/reports')
    await officer.getByRole('row').filter({ hasText: '深口函〔2025〕118号' }).getByRole('link').first().click()
    await officer.getByText(say('清单', 'Manifest'), { exact: true }).click()
    await officer.getByRole('link', { name: '合计' }).first().click()
    await expect(heading(officer, /合计/)).toBeVisible()
    const main = officer.getByRole('main')
    await expect(main).toContainText(say('与报送表中所列一致', 'it is what the table of the report says'))
    await officer
      .getByRole('region', { name: say('2. 取自以下各数', '2. Put together from') })
      .getByRole('link', { name: huanggang })
      .click()
    await expect(heading(officer, new RegExp(huanggang))).toBeVisible()
    await expect(main).toContainText(say('签字有效', 'The signature stands'))
  })

  test(`what was asked of a division, month by month, and the list behind each number (${language})`, async ({
    as,
  }) => {
    const page = await as('zhouyining', { language })
    await page.goto('/')
    await page.getByRole('link', { name: say('各处各月', 'By division and month') }).click()
    await expect(heading(page, say('报表负担', 'Reporting burden'))).toBeVisible()
    const table = page.getByRole('table').first()
    const row = table.getByRole('row').filter({ hasText: say('2025年11月', 'Nov 2025') })
    const link = row.getByRole('link').first()
    const count = Number(await link.textContent())
    await link.click()
    await expect(page.getByRole('table', { name: say('数据清单', 'List of data') }).locator('tbody tr')).toHaveCount(
      count,
    )
  })

  test(`the year of each division, and the months of the one that is chosen (${language})`, async ({ as }) => {
    const page = await as('linzhixia', { language })
    await page.goto('/duties/burden')
    const division = say('陆路口岸一处', 'First Land Ports Division')
    const year = page.getByRole('table', { name: say('各处全年', 'The year by division') })
    await expect(year.getByRole('row').filter({ hasText: say('全办', 'Office') })).toBeVisible()
    await expect(page.getByRole('table', { name: division })).toHaveCount(0)
    await year.getByRole('link', { name: division }).click()
    await expect(
      page
        .getByRole('table', { name: division })
        .getByRole('row')
        .filter({ hasText: say('2025年11月', 'Nov 2025') }),
    ).toBeVisible()
  })
}
