import { readDuty } from '#domain/collection/duty.api.ts'
import { takeBack } from '#domain/collection/dutyActs.api.ts'
import { listCounted, readTimeliness } from '#domain/collection/timeliness.api.ts'
import { measureNames, measures } from '#domain/collection/timeliness.ts'
import { monthlyPassengers } from '#test/fixtures/monthlyPassengers.ts'
import { rowOfPort } from '#test/fixtures/unitForm.ts'
import {
  correctDuty,
  handIn,
  importMonth,
  judge,
  receive,
  sendCorrection,
  signPeriod,
} from '#tools/demo-office/acts.ts'
import { type DivisionCode, divisions, staffOf } from '#tools/demo-office/people.ts'
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
import { completeOctober, reportOctober } from './october.ts'
import { expect, type Office, test } from './office.ts'
import { heading, languagesBeside, sayIn, sign } from './words.ts'
import { askYearlyFigures, yearlyFigures } from './yearlyFigures.ts'

const { first, second, published, complaints } = yearlyFigures
const months = monthlyPassengers.map(({ month }) => month).filter((month) => month.startsWith('2025'))
const passengers = (port: string) => `${port}口岸旅客人次`
const queue = '福田口岸旅客最长候检时间'
const legal = ['有效投诉按期办结率', '行政处罚错案率'] as const
type ByHand = Readonly<Record<'notGiven' | 'notInTime' | 'notReported', readonly string[]>> & {
  readonly division: DivisionCode
  readonly asked: number
}
const ports = ['罗湖', '福田', '皇岗', '文锦渡', '沙头角', '深圳湾', '莲塘'] as const

/** A month of the four divisions on its straight way: handed in, signed and accepted at once, sent on the day. */
async function monthOf(office: Office, period: string, openOn: string, sentOn: string, lastDay: string) {
  const { client } = office
  await office.clock(openOn)
  await importMonth(client, await dailyFile(), 2025, lastDay)
  const ofPorts = Object.fromEntries(ports.map((port) => [passengers(port), undefined]))
  const rest = { [queue]: '25', 有效投诉按期办结率: 'nil', 行政处罚错案率: '0.00' }
  await give(office, period, { ...ofPorts, ...rest, 主动公开信息条数: '26' }, 'accepted')
  await office.clock(sentOn)
  for (const [unit, division] of [
    ['statistics', 'TG'],
    ['legal', 'TG'],
    ['supervision', 'FG'],
  ] as const)
    await reportSet(office, await setOf(office, unit, division, period), sentOn, `深口函〔2025〕${period}-${unit}号`)
}

/**
 * The year by hand, from what each division is asked for and what went wrong on the way (tools/demo-office/figures.ts and
 * this story): how many are asked, and which of them were not given, not given in time, not reported in time.
 */
const march = (names: readonly string[]) => names.map((name) => `${name} 2025-03`)
const byHand = [
  {
    // five figures each month, waiting times and one sum each quarter, a half-yearly and a yearly one
    ...{ division: 'L1', asked: 5 * 12 + 4 + 1 + 2 + 1, notGiven: [] },
    notInTime: [
      '文锦渡口岸旅客人次 2025-03',
      '皇岗口岸旅客人次 2025-04',
      '皇岗口岸旅客人次 2025-10',
      `${queue} 2025-10`,
    ],
    // the report of March waited for 文锦渡; the commission's of the last quarter waits for another division
    notReported: [...march([...ports.slice(0, 4).map(passengers), queue]), '施工期间皇岗口岸旅客最长候检时间 2025-Q4'],
  },
  {
    ...{ division: 'L2', asked: 3 * 12 + 1 + 1, notGiven: [], notInTime: [] },
    notReported: march(ports.slice(4).map(passengers)),
  },
  {
    ...{ division: 'XX', asked: 12 + 1, notGiven: [], notInTime: [`${published} 2025`] },
    // October's report was signed and never sent
    notReported: ['主动公开信息条数 2025-10', `${published} 2025`],
  },
  {
    ...{ division: 'FG', asked: 2 * 12 + 1, notGiven: legal.map((name) => `${name} 2025-10`) },
    notInTime: legal.map((name) => `${name} 2025-10`),
    // in time itself, its yearly figure went out with the one that was late
    notReported: [...legal.map((name) => `${name} 2025-10`), `${complaints} 2025`],
  },
] as const satisfies readonly ByHand[]

for (const language of languagesBeside) {
  const say = sayIn(language)

  test(`the year of four divisions: figures of the year, its documents, and timeliness counted by hand (${language})`, async ({
    as,
    office,
  }) => {
    const { client } = office
    await askYearlyFigures(office)
    const owed = await owedIn(office)
    const toBureau = await setOf(office, 'statistics', 'TG', '2025')
    const toSupervision = await setOf(office, 'supervision', 'TG', '2025')

    await test.step('the months that were open are brought to their end', async () => {
      await completeOctober(office)
      await reportOctober(office, '2025-11-06')
      await monthOf(office, '2025-11', '2025-12-01', '2025-12-05', '2025-11-30')
      await monthOf(office, '2025-12', '2026-01-04', '2026-01-07', '2025-12-31')
      const quarter = sumsOf(['2025-10', '2025-11', '2025-12'])
      const sums = { [yearlyFigures.firstOfQuarter]: quarter.first, [yearlyFigures.secondOfQuarter]: quarter.second }
      await give(office, '2025-Q4', { ...sums, 施工期间皇岗口岸旅客最长候检时间: '28' }, 'accepted')
      await reportSet(office, await setOf(office, 'statistics', 'TG', '2025-Q4'), '2026-01-07', '深口函〔2026〕10号')
      await give(office, '2025-H2', { 旅客满意度: '96.4' }, 'accepted')
      await reportSet(office, await setOf(office, 'performance', 'FG', '2025-H2'), '2026-01-07', '深口函〔2026〕12号')
    })

    await test.step('a year’s figure is returned by the head, then by the coordinating division, then signed and accepted', async () => {
      await office.clock('2026-01-12')
      const { id } = owed(first, '2025')
      const year = sumsOf(months)
      await handIn(client, 'L1', id, sumsOf(months.slice(1)).first)
      const head = await client.as(staffOf.L1.head)
      const { version } = await head.do(readDuty, { params: { id } })
      await head.do(takeBack, { params: { id }, body: { version, reason: '漏了1月。' } })
      await handIn(client, 'L1', id, year.both)
      await signPeriod(client, 'L1', '2025')
      const reason = '含了陆路二处的口岸。'
      await judge(await client.as(staffOf.TG.officer), '2025', { returned: { indicator: first, reason } })
      const officer = await as(staffOf.L1.officer, { language })
      await officer.goto(`/duties/${id}`)
      await expect(officer.getByRole('main')).toContainText(reason)
      await officer.getByRole('textbox', { name: first }).fill(year.first)
      await officer.getByRole('button', { name: say('提交签字', 'Submit for signature') }).click()
      const signer = await as(staffOf.L1.head, { language })
      await signer.goto('/duties/sign/2025')
      await expect(signer.getByRole('main')).toContainText(say('与上次签字不同', 'changed since the last signature'))
      await signer.getByRole('button', { name: say('签字提交', 'Sign and submit') }).click()
      await sign(signer, say, say('签字提交', 'Sign and submit'))
      await expect(signer.getByRole('dialog')).toBeHidden()
      await judge(await client.as(staffOf.TG.officer), '2025')
      await give(office, '2025', { [second]: year.second, [complaints]: '4' }, 'accepted')
      await office.clock('2026-01-30')
      const whole = { name: '七个陆路口岸全年合计', of: [first, second] }
      await reportWithSum(office, toBureau, whole, '2026-01-30', '深口函〔2026〕11号')
    })

    await test.step('one figure is missing until the card is red; the division explains and gives it, the card stays', async () => {
      await office.clock('2026-02-05')
      const head = await as(staffOf.XX.head, { language })
      await head.goto('/cards?step=red')
      const row = head.getByRole('row').filter({ hasText: published })
      await row.getByRole('link', { name: say('待说明', 'To be explained') }).click()
      await head.locator('#act-answer').click()
      await head.getByRole('dialog').getByRole('textbox').fill('年度复核未按时完成。')
      await head
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${say('说明', 'Explain')}`) })
        .click()
      await expect(head.getByRole('main')).toContainText('年度复核未按时完成。')
      await give(office, '2025', { [published]: '284' }, 'accepted')
      await reportSet(office, toSupervision, '2026-02-05', '深口函〔2026〕13号')
      await head.goto('/cards?step=red')
      await expect(row).toContainText(say('解除', 'settled'))
    })

    await test.step('after the report was sent a figure is corrected: report no. 2 names it', async () => {
      await correctDuty(client, 'XX', owed(published, '2025').id, '285', '12月31日1条漏计。')
      await signPeriod(client, 'XX', '2025')
      await judge(await client.as(staffOf.TG.officer), '2025')
      await sendCorrection(client, toSupervision, '2026-02-05', '深口函〔2026〕14号')
      await receive(client, toSupervision, '2026-02-05')
    })

    await test.step('the packages of both units: the year is the sum of its months, and says so', async () => {
      const reader = await as(staffOf.TG.officer, { language })
      const year = sumsOf(months)
      const bureau = await packageOf(reader, await reportOf(office, toBureau, 1))
      expect(rowIn(bureau, first).map(Number)).toContain(Number(year.first))
      expect(rowIn(bureau, second).map(Number)).toContain(Number(year.second))
      const whole = rowIn(bureau, '七个陆路口岸全年合计')
      expect(whole).toContain('合计')
      expect(whole.map(Number)).toContain(Number(year.both))
      expect(bureau.letter).toContain(`七个陆路口岸全年合计${inLetter(year.both)}万人次`)
      const december = await setOf(office, 'statistics', 'TG', '2025-12')
      const form = (await packageOf(reader, await reportOf(office, december, 1))).cell
      const toDate = ports.map((port) => Number(form(`D${rowOfPort(port)}`)))
      expect(toDate.reduce((sum, one) => sum + Math.round(one * 10), 0) / 10).toBe(Number(year.both))
      const [sent, again] = [
        await packageOf(reader, await reportOf(office, toSupervision, 1)),
        await packageOf(reader, await reportOf(office, toSupervision, 2)),
      ]
      expect(rowIn(sent, published)).toContain('284')
      expect(rowIn(again, published)).toEqual(expect.arrayContaining(['285', '更正，原报284']))
      expect(again.letter).toContain(
        `${published}有误，现更正报送：原报284条，更正为285条。更正原因：12月31日1条漏计。`,
      )
      expect(again.manifest.report.number).toBe(2)
    })

    await test.step('who vouched for the year’s figure: two signatures, the acceptance, the sending', async () => {
      const reader = await as(staffOf.TG.officer, { language })
      await reader.goto(`/reports/${(await reportOf(office, toBureau, 1)).id}`)
      await reader.getByText(say('清单', 'Manifest'), { exact: true }).click()
      await reader.getByRole('link', { name: first }).click()
      await expect(heading(reader, new RegExp(first))).toBeVisible()
      const main = reader.getByRole('main')
      await expect(main).toContainText(say('全部与签字时一致', 'all are as they were signed'))
      const part = (name: string) => reader.getByRole('region', { name })
      await expect(part(say('2. 责任处签字', '2. Signed by the division'))).toContainText('陈嘉禾')
      await expect(part(say('3. 协调处接收', '3. Accepted'))).toContainText('方既明')
      const sent = part(say('6. 汇总报送', '6. Report to the collecting unit'))
      for (const words of ['罗景行', '顾明川', '深口函〔2026〕11号']) await expect(sent).toContainText(words)
    })

    await test.step('timeliness of the year as counted by hand, each number opens its list', async () => {
      const page = await as('linzhixia', { language })
      await page.goto('/timeliness?year=2025')
      await expect(heading(page, say('数据及时率和完整率', 'Timeliness and completeness'))).toBeVisible()
      const staff = await client.as('linzhixia')
      const { rows } = await staff.do(readTimeliness, { query: { by: 'division', year: 2025 } })
      for (const { division, asked, notGiven, notInTime, notReported } of byHand) {
        const unmet = { complete: notGiven, delivered: notInTime, reported: notReported }
        const name = divisions[division]
        const divisionId = rows.find((row) => row.name.zh === name.zh)?.filter.divisionId
        for (const measure of measureNames) {
          const query = { measure, outcome: 'unmet', year: 2025, divisionId, limit: 200 } as const
          const { rows: listed } = await staff.do(listCounted, { query })
          const names = listed.map(({ indicator, period }) => `${indicator.name} ${period}`)
          expect(names.toSorted(), `${name.zh} ${measure}`).toEqual([...unmet[measure]].toSorted())
          await page.goto('/timeliness?year=2025')
          const met = asked - unmet[measure].length
          const shown = `${say(name.zh, name.en)} ${say(measures[measure].zh, measures[measure].en)} ${met}`
          await page.getByRole('link', { name: shown, exact: true }).click()
          const more = page.getByRole('button', { name: say('更多', 'More') })
          await expect(async () => {
            if (await more.isVisible()) await more.click()
            await expect(page.getByText(say(`共${met}项`, `${met} in all`))).toBeVisible({ timeout: 2_000 })
          }).toPass()
        }
      }
    })
  })
}
