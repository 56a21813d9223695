import { monthlyPassengers } from '#test/fixtures/monthlyPassengers.ts'
import { rowOfPort } from '#test/fixtures/unitForm.ts'
import { correctDuty, importMonth, judge, receive, signPeriod } from '#tools/demo-office/acts.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import { dailyFile, give, owedIn, packageOf, reportOf, reportSet, setOf } from './course.ts'
import { completeOctober, reportOctober } from './october.ts'
import { expect, test } from './office.ts'
import { chips, downloaded, heading, languagesBeside, sayIn, sign, wordsOf } from './words.ts'

const period = '2025-11'
const articles = '主动公开信息条数'
const luohu = '罗湖口岸旅客人次'
const liantang = '莲塘口岸旅客人次'
const passed = '与现场通道计数不符，请核对。'

/** Of the ports, in the order of the columns that were reckoned elsewhere from another copy of the daily file. */
const columns = ['罗湖', '福田', '皇岗', '文锦渡', '沙头角', '深圳湾', '莲塘'] as const

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`November of four divisions for three units: returned by head and coordinator, a red card, a correction (${language})`, async ({
    as,
    office,
  }) => {
    const { client } = office
    const owed = await owedIn(office)
    const statistics = await setOf(office, 'statistics', 'TG', period)
    const supervision = await setOf(office, 'supervision', 'FG', period)
    const legal = await setOf(office, 'legal', 'TG', period)
    await completeOctober(office)
    await reportOctober(office, '2025-11-06')
    await office.clock('2025-12-01')
    await importMonth(client, await dailyFile(), 2025, '2025-11-30')

    await test.step('an officer hands in, the head returns it unsigned with a reason, and signs what is put right', async () => {
      const [officer, head] = [await as('bailuxi', { language }), await as('luyunkai', { language })]
      const path = `/duties/${owed(articles, period).id}`
      const field = officer.getByRole('textbox', { name: articles })
      const offer = officer.getByRole('button', { name: say('提交签字', 'Submit for signature') })
      await officer.goto(path)
      await field.fill('26')
      await offer.click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
      await head.goto(path)
      await head.locator('#act-takeBack').click()
      await head.getByRole('dialog').getByRole('textbox').fill('漏计政务新媒体1条。')
      await head
        .getByRole('dialog')
        .getByRole('button', { name: say('撤回', 'Take back') })
        .click()
      await expect(head.getByRole('dialog')).toBeHidden()
      await officer.reload()
      await expect(officer.getByRole('main')).toContainText('漏计政务新媒体1条。')
      await field.fill('27')
      await offer.click()
      await expect(chips(officer)).toContainText(say('待签字', 'To be signed'))
      await head.goto(`/duties/sign/${period}`)
      await head.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await sign(head, say, say('签字提交', 'Sign and submit'))
      await expect(head.getByRole('dialog')).toBeHidden()
    })

    await test.step('the coordinating division returns a figure; put right and signed anew it is accepted', async () => {
      const ports = ['罗湖', '福田', '皇岗', '文锦渡', '沙头角', '深圳湾'].map((port) => `${port}口岸旅客人次`)
      const figures = Object.fromEntries(ports.map((name) => [name, name === luohu ? '619.9' : undefined]))
      await give(office, period, { ...figures, 福田口岸旅客最长候检时间: '25' }, 'signed')
      await give(office, period, { 有效投诉按期办结率: 'nil', 行政处罚错案率: '0.00' }, 'signed')
      const coordinator = await as('fangjiming', { language })
      await coordinator.goto(`/duties/acceptance?period=${period}`)
      const row = coordinator.getByRole('row').filter({ hasText: luohu })
      await row.getByRole('button', { name: say('退回', 'Return') }).click()
      await coordinator.getByRole('dialog').getByLabel(say('退回理由', 'Why it is returned')).fill(passed)
      await coordinator
        .getByRole('dialog')
        .getByRole('button', { name: say('退回', 'Return') })
        .click()
      await expect(row).toHaveCount(0)
      const officer = await as('zhouyining', { language })
      await officer.goto(`/duties/${owed(luohu, period).id}`)
      await expect(officer.getByRole('main')).toContainText(passed)
      await give(office, period, { [luohu]: undefined }, 'accepted')
      await judge(await client.as(staffOf.TG.officer), period)
      await judge(await client.as(staffOf.FG.officer), period)
    })

    await test.step('two sets go out in time; of the third one figure is missing until its card is red', async () => {
      await office.clock('2025-12-05')
      await reportSet(office, supervision, '2025-12-05', '深口函〔2025〕201号')
      await reportSet(office, legal, '2025-12-05', '深口函〔2025〕202号')
      await office.clock('2025-12-10')
    })

    await test.step('the division that was hit explains, the performance office reads it: the card stays', async () => {
      const head = await as('qinwangshan', { language })
      await head.goto('/cards?step=red')
      const row = head
        .getByRole('row')
        .filter({ hasText: liantang })
        .filter({ hasText: say('11月', 'Nov') })
      await expect(row).toHaveCount(1)
      await row.getByRole('link', { name: say('待说明', 'To be explained') }).click()
      await head.locator('#act-answer').click()
      await head.getByRole('dialog').getByRole('textbox').fill('经办人请假，未及时移交。')
      await head
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) })
        .click()
      await expect(head.getByRole('main')).toContainText('经办人请假，未及时移交。')
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto(head.url())
      await performanceOffice.locator('#act-see').click()
      await expect(performanceOffice.locator('#act-see')).toHaveCount(0)
      await expect(performanceOffice.getByRole('main')).toContainText(say('已阅', 'Read'))
    })

    await test.step('the late figure is accepted and the set sent: the card is settled and stays', async () => {
      await give(office, period, { [liantang]: undefined }, 'accepted')
      await reportSet(office, statistics, '2025-12-10', '深口函〔2025〕203号')
      await receive(client, statistics, '2025-12-10')
      const head = await as('qinwangshan', { language })
      await head.goto('/cards?step=red')
      const row = head
        .getByRole('row')
        .filter({ hasText: liantang })
        .filter({ hasText: say('11月', 'Nov') })
      await expect(row).toContainText(say('解除', 'settled'))
    })

    await test.step('what went to the bureau: its own form holds the month and the year so far', async () => {
      const officer = await as('fangjiming', { language })
      const report = await reportOf(office, statistics, 1)
      await officer.goto(`/reports/${report.id}`)
      const letter = wordsOf((await downloaded(officer, /函\.docx$/)).bytes)
      expect(letter).toContain('市统计局')
      expect(letter).toContain('2025年11月')
      const sent = await packageOf(officer, report)
      expect(sent.manifest).toMatchObject({ to: '市统计局', report: { number: 1, corrects: null } })
      const year = monthlyPassengers.filter(({ month }) => month.startsWith('2025') && month <= period)
      for (const [at, port] of columns.entries()) {
        const tenths = year.map(({ figures }) => Math.round(Number(figures[at]) * 10))
        const toDate = tenths.reduce((sum, one) => sum + one, 0) / 10
        expect(sent.cell(`C${rowOfPort(port)}`), `${port} of November`).toBe((tenths.at(-1) ?? 0) / 10)
        expect(sent.cell(`D${rowOfPort(port)}`), `${port} of the year`).toBe(toDate)
        const value = sent.manifest.values.find(({ indicator }) => indicator === `${port}口岸旅客人次`)
        expect(value?.signedBy).toBe(at < 4 ? '陈嘉禾' : '秦望山')
      }
    })

    await test.step('a figure of the other unit is corrected after it was sent: report no. 2 names what changed', async () => {
      await correctDuty(client, 'XX', owed(articles, period).id, '28', '11月30日发布1条未统计。')
      await signPeriod(client, 'XX', period)
      await judge(await client.as(staffOf.FG.officer), period)
      const officer = await as('hezhiyuan', { language })
      const first = await reportOf(office, supervision, 1)
      await officer.goto(`/reports/${first.id}`)
      await officer.getByRole('button', { name: say('汇总更正件', 'Assemble a correction') }).click()
      await expect(heading(officer, say('第2次报送（更正件）', 'report no. 2 (correction)'))).toBeVisible()
      const head = await as('songzhili', { language })
      await head.goto(officer.url())
      await head.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      await sign(head, say, say('签字并冻结', 'Sign and freeze'))
      await expect(chips(head)).toContainText(say('待审核', 'To be reviewed'))
      const deputy = await as('yezhiqiu', { language })
      await deputy.goto(officer.url())
      await deputy.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      const asked = deputy.getByRole('dialog')
      await expect(asked).toContainText(say('内容摘要', 'Digest'))
      await asked.getByRole('button', { name: say('审核同意', 'Approve') }).click()
      await expect(chips(deputy)).toContainText(say('待送出', 'To be sent'))
      await officer.reload()
      await officer.getByLabel(say('收件人', 'Receiver')).fill('数据采集岗')
      await officer.getByLabel(say('函的文号', 'Number of the letter')).fill('深口函〔2025〕204号')
      await officer
        .getByRole('button', { name: language === 'zh' ? /^报送/ : /^Report/ })
        .last()
        .click()
      await expect(chips(officer)).toContainText(say('已送出', 'Sent'))
      const [before, after] = [
        await packageOf(officer, await reportOf(office, supervision, 1)),
        await packageOf(officer, await reportOf(office, supervision, 2)),
      ]
      expect(before.rows.flat()).toContain('27')
      expect(before.letter).not.toContain('更正')
      expect(after.manifest.report).toMatchObject({ number: 2, corrects: first.id })
      expect(after.letter).toContain(`${articles}有误，现更正报送：原报27条，更正为28条。`)
      expect(after.letter).toContain('更正原因：11月30日发布1条未统计。')
      expect(after.letter).toContain('（深口函〔2025〕201号）')
      expect(after.rows.flat()).toEqual(expect.arrayContaining(['28', '更正，原报27']))
    })
  })
}
