import {
  beginCollectionVersion,
  changeCollectionVersion,
  forceCollectionVersion,
  listCollectionPlans,
} from '#domain/collection/collectionPlan.api.ts'
import { readDuty } from '#domain/collection/duty.api.ts'
import { offer, takeBack } from '#domain/collection/dutyActs.api.ts'
import {
  correctDuty,
  handIn,
  importMonth,
  judge,
  sendCorrection,
  sendOut,
  signPeriod,
} from '#tools/demo-office/acts.ts'
import { staffOf } from '#tools/demo-office/people.ts'
import {
  dailyFile,
  give,
  inLetter,
  owedIn,
  packageOf,
  reportOf,
  reportSet,
  reportWithSum,
  rowIn,
  setOf,
  sumsOf,
} from './course.ts'
import { expect, type Office, test } from './office.ts'
import { chips, heading, languagesBeside, sayIn, sign } from './words.ts'
import { askYearlyFigures, yearlyFigures } from './yearlyFigures.ts'

const period = '2025-Q4'
const rebuilding = '皇岗口岸重建投资完成率'
const upgrading = '罗湖口岸升级改造投资完成率'
const waiting = '施工期间皇岗口岸旅客最长候检时间'
const lines = '组合港新增航线'
const whitePaper = '白皮书任务完成率'
const seven = '七个陆路口岸季度合计'

/** The commission takes a quick figure of the upgrade by its day, and the final one when the accounts are closed. */
async function quickFigureFirst({ client }: Office): Promise<void> {
  const officer = await client.as(staffOf.FG.officer)
  const { rows } = await officer.do(listCollectionPlans, { query: { year: 2025, limit: 200 } })
  const indicatorId = rows.find(({ indicator }) => indicator.name === upgrading)?.indicator.id ?? ''
  const begun = await officer.do(beginCollectionVersion, { params: { id: indicatorId }, body: { from: null } })
  const [draft] = begun.versions
  if (!draft) throw new Error('no draft of a collection plan')
  const content = { ...draft.content, isPreliminary: true }
  const body = { version: draft.version, effectiveOn: '2025-10-01', content }
  const { versions } = await officer.do(changeCollectionVersion, { params: { id: draft.id }, body })
  const head = await client.as(staffOf.FG.head)
  const forced = { version: versions[0]?.version ?? 0 }
  await head.do(forceCollectionVersion, { params: { id: draft.id }, body: forced })
}

/** New lines with the further fields that the commission asks for, and the paper that proves them. */
async function newLines({ client }: Office, dutyId: string): Promise<void> {
  const officer = await client.as(staffOf.SA.officer)
  const { version } = await officer.do(readDuty, { params: { id: dutyId } })
  const file = await officer.upload('海关备案回执.pdf', '%PDF-1.4\n%%EOF\n')
  const content = { values: { inUse: '5', hindered: 'none' }, reasons: {} }
  const entry = { kind: 'value' as const, value: '1', note: '', evidenceFileId: file.id, content }
  await officer.do(offer, { params: { id: dutyId }, body: { version, ...entry } })
  await signPeriod(client, 'SA', period)
  await judge(await client.as(staffOf.TG.officer), period, { only: [lines] })
}

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the fourth quarter: quick figures become final, a red card is withdrawn, sums of the months agree (${language})`, async ({
    as,
    office,
  }) => {
    const { client } = office
    await askYearlyFigures(office)
    await quickFigureFirst(office)
    const owed = await owedIn(office)
    const toCommission = await setOf(office, 'development', 'FG', period)
    const ofLines = await setOf(office, 'development', 'TG', period)
    const toBureau = await setOf(office, 'statistics', 'TG', period)
    const toEvaluation = await setOf(office, 'evaluation', 'FG', period)

    await test.step('the quarter’s figures are the sums of its months, which the daily file gives', async () => {
      await office.clock('2026-01-05')
      await importMonth(client, await dailyFile(), 2025, '2025-12-31')
      const { first, second } = sumsOf(['2025-10', '2025-11', '2025-12'])
      await give(office, period, { [yearlyFigures.firstOfQuarter]: first }, 'accepted')
      // the head of the other division finds October left out, and returns it unsigned
      const { id } = owed(yearlyFigures.secondOfQuarter, period)
      await handIn(client, 'L2', id, sumsOf(['2025-11', '2025-12']).second)
      const head = await client.as(staffOf.L2.head)
      const { version } = await head.do(readDuty, { params: { id } })
      await head.do(takeBack, { params: { id }, body: { version, reason: '漏了10月。' } })
      await give(office, period, { [yearlyFigures.secondOfQuarter]: second }, 'accepted')
    })

    await test.step('the coordinating division returns a quick figure; the head sees it again and signs', async () => {
      await give(office, period, { [rebuilding]: '98.5', [upgrading]: '96.0', [waiting]: '28' }, 'signed')
      const coordinator = await as(staffOf.FG.officer, { language })
      await coordinator.goto(`/duties/acceptance?period=${period}`)
      const row = coordinator.getByRole('row').filter({ hasText: upgrading })
      await row.getByRole('button', { name: say('退回', 'Return') }).click()
      const dialog = coordinator.getByRole('dialog')
      await dialog.getByLabel(say('退回理由', 'Why it is returned')).fill('应含12月预付款。')
      await dialog.getByRole('button', { name: say('退回', 'Return') }).click()
      await expect(row).toHaveCount(0)
      await give(office, period, { [upgrading]: '97.5', [whitePaper]: '95.4' }, 'accepted')
      await judge(await client.as(staffOf.FG.officer), period)
      await office.clock('2026-01-15')
      await reportSet(office, toCommission, '2026-01-15', '深口函〔2026〕1号')
      await reportSet(office, toEvaluation, '2026-01-15', '深口函〔2026〕2号')
      const whole = { name: seven, of: [yearlyFigures.firstOfQuarter, yearlyFigures.secondOfQuarter] }
      await reportWithSum(office, toBureau, whole, '2026-01-15', '深口函〔2026〕3号')
    })

    await test.step('one division is late until its card is red; the performance office finds it was no fault of its own', async () => {
      await office.clock('2026-01-20')
      const head = await as(staffOf.SA.head, { language })
      await head.goto('/cards?step=red')
      const row = head
        .getByRole('row')
        .filter({ hasText: lines })
        .filter({ hasText: /四季度|4季度|Q4/ })
      await row.getByRole('link', { name: say('待说明', 'To be explained') }).click()
      await head.locator('#act-answer').click()
      await head.getByRole('dialog').getByRole('textbox').fill('海关备案系统1月12日至19日停机，无法取得回执。')
      await head
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) })
        .click()
      await expect(head.getByRole('main')).toContainText('海关备案系统1月12日至19日停机')
      const performanceOffice = await as('linzhixia', { language })
      await performanceOffice.goto(head.url())
      await performanceOffice.locator('#act-see').click()
      await expect(performanceOffice.locator('#act-see')).toHaveCount(0)
      await performanceOffice.locator('#act-withdraw').click()
      const dialog = performanceOffice.getByRole('dialog')
      await dialog.getByRole('textbox').fill('停机公告属实，非本处责任')
      await dialog.getByRole('button', { name: new RegExp(`^${say('撤销', 'Withdraw')}`) }).click()
      await expect(performanceOffice.getByRole('main')).toContainText('停机公告属实，非本处责任')
      await performanceOffice.goto('/cards?step=red&state=withdrawn')
      await expect(performanceOffice.getByRole('row').filter({ hasText: lines })).toHaveCount(1)
      await newLines(office, owed(lines, period).id)
      await reportSet(office, ofLines, '2026-01-20', '深口函〔2026〕4号')
    })

    await test.step('the final figure takes the place of the quick one: signed and accepted anew, and no correction', async () => {
      const officer = await as(staffOf.GJ.officer, { language })
      await officer.goto(`/duties/${owed(upgrading, period).id}`)
      await officer.locator('#act-finalize').click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByRole('textbox', { name: say('数值', 'Value') }).fill('99.2')
      await dialog.getByRole('button', { name: say('报正式数', 'Give the final figure') }).click()
      await expect(dialog).toBeHidden()
      const head = await as(staffOf.GJ.head, { language })
      await head.goto(`/duties/sign/${period}`)
      await head.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await sign(head, say, say('签字提交', 'Sign and submit'))
      await expect(head.getByRole('dialog')).toBeHidden()
      await judge(await client.as(staffOf.FG.officer), period)
      const coordinator = await as(staffOf.FG.officer, { language })
      await coordinator.goto(`/reports/${(await reportOf(office, toCommission, 1)).id}`)
      await coordinator.getByRole('button', { name: say('汇总更正件', 'Assemble a correction') }).click()
      await expect(heading(coordinator, say('第2次报送（正式数）', 'report no. 2 (final figures)'))).toBeVisible()
      await expect(coordinator.getByRole('main')).toContainText(say('以正式数代替快报数1处', '1 given as final'))
      const signer = await as(staffOf.FG.head, { language })
      await signer.goto(coordinator.url())
      await signer.getByRole('button', { name: say('签字并冻结', 'Sign and freeze') }).click()
      await sign(signer, say, say('签字并冻结', 'Sign and freeze'))
      await expect(chips(signer)).toContainText(say('待审核', 'To be reviewed'))
      const final = await reportOf(office, toCommission, 2)
      await sendOut(client, 'FG', final, '2026-01-20', '深口函〔2026〕5号')
    })

    await test.step('then another figure turns out to be wrong: report no. 3 is a correction', async () => {
      await correctDuty(client, 'L1', owed(waiting, period).id, '29', '漏计12月31日夜间。')
      await signPeriod(client, 'L1', period)
      await judge(await client.as(staffOf.FG.officer), period)
      await sendCorrection(client, toCommission, '2026-01-20', '深口函〔2026〕6号')
    })

    await test.step('what the commission holds: three letters and tables, each of which says what it is', async () => {
      const reader = await as(staffOf.FG.officer, { language })
      const [quick, final, corrected] = [
        await packageOf(reader, await reportOf(office, toCommission, 1)),
        await packageOf(reader, await reportOf(office, toCommission, 2)),
        await packageOf(reader, await reportOf(office, toCommission, 3)),
      ]
      expect(rowIn(quick, upgrading)).toEqual(expect.arrayContaining(['97.5', '快报数']))
      expect(rowIn(final, upgrading)).toEqual(expect.arrayContaining(['99.2', '正式数，快报97.5']))
      expect(final.letter).toContain(`${upgrading}为快报数，现报送正式数：快报97.5%，正式数99.2%。`)
      expect(final.letter).not.toMatch(/更正|有误/)
      expect(corrected.letter).toContain(`${waiting}有误，现更正报送：原报28分钟，更正为29分钟。`)
      expect(rowIn(corrected, upgrading)).toContain('99.2')
      expect(rowIn(corrected, upgrading).join('')).not.toContain('快报')
      expect([quick, final, corrected].map(({ manifest }) => manifest.report.number)).toEqual([1, 2, 3])
    })

    await test.step('what the bureau holds: two sums of months, and the sum of both', async () => {
      const reader = await as(staffOf.TG.officer, { language })
      const sent = await packageOf(reader, await reportOf(office, toBureau, 1))
      const { first, second, both } = sumsOf(['2025-10', '2025-11', '2025-12'])
      expect(rowIn(sent, yearlyFigures.firstOfQuarter).map(Number)).toContain(Number(first))
      expect(rowIn(sent, yearlyFigures.secondOfQuarter).map(Number)).toContain(Number(second))
      expect(rowIn(sent, seven).map(Number)).toContain(Number(both))
      expect(sent.letter).toContain(`${seven}${inLetter(both)}万人次`)
      expect(sent.manifest.values.map(({ division }) => division)).toEqual(['陆路口岸一处', '陆路口岸二处'])
    })
  })
}
