import { dayText } from '#domain/calendar/workingDays.ts'
import { compare } from '#domain/kernel/decimal.ts'
import { figure } from '#domain/kernel/letter.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { type Aggregate, aggregated } from './aggregate.ts'
import { type Line, totalsOf } from './dataReport.content.ts'
import type { Table } from './dataReport.document.ts'
import { type Cell, named } from './dataReport.ts'
import { gapsNamed, type UnitTable } from './unitTemplate.fill.ts'

export type CheckLight = 'green' | 'yellow' | 'red'
export type Check = {
  readonly key: 'complete' | 'source' | 'consistent' | 'onTime' | 'unitTable'
  readonly light: CheckLight
  readonly text: Text
  readonly detail: Text | null
}

type Checked = {
  readonly number: number
  /** Duties of the set, accepted or not. */
  readonly owed: number
  readonly lines: readonly Line[]
  readonly missing: readonly Cell[]
  readonly outdated: readonly Cell[]
  readonly table: Table
  readonly aggregates: readonly Aggregate[]
  readonly unitTable?: UnitTable | null
  readonly dueOn: string | null
  readonly sentOn: string | null
  /** Of a correction: the day the first report of the period was sent. */
  readonly firstSentOn: string | null
}

/** Complete, from signed and accepted versions, adding up, in time: what stands beside the statement of Art. 29. */
export function checksOf(report: Checked, today: string): Check[] {
  // What was sent was complete and signed when it was sent; what has been corrected since stands at the signature.
  const asSent = report.sentOn === null ? report : { ...report, owed: report.lines.length, missing: [], outdated: [] }
  const checks = [completeness(asSent), source(asSent), consistency(asSent), timeliness(asSent, today)]
  return report.unitTable ? [...checks, formFilled(report.unitTable)] : checks
}

/** A cell that stays as the form has it is said, and stops nothing: the unit may expect it to be empty. */
function formFilled({ filled, gaps }: UnitTable): Check {
  const text = {
    zh: `单位模板：填${filled.length}格${gaps.length > 0 ? `，未填${gaps.length}格` : ''}`,
    en: `The unit's form: ${filled.length} cells filled${gaps.length > 0 ? `, ${gaps.length} left` : ''}`,
  }
  if (gaps.length === 0) return { key: 'unitTable', light: 'green', text, detail: null }
  const named = gapsNamed(gaps)
  return {
    key: 'unitTable',
    light: 'yellow',
    text,
    detail: { zh: `保持模板原样：${named.zh}`, en: `Left as the form has them: ${named.en}` },
  }
}

function completeness({ owed, lines, missing }: Checked): Check {
  const nils = lines.filter(({ kind }) => kind === 'nil')
  const text = {
    zh: `完整：应有${owed}个数，实有${lines.length - nils.length}个${nils.length > 0 ? `，零报告${nils.length}个` : ''}`,
    en: `Complete: ${lines.length - nils.length} of ${owed} figures${nils.length > 0 ? `, ${nils.length} nil return${nils.length > 1 ? 's' : ''}` : ''}`,
  }
  if (missing.length > 0) {
    const names = named(missing)
    return {
      key: 'complete',
      light: 'red',
      text,
      detail: { zh: `尚未接收：${names.zh}`, en: `Not accepted: ${names.en}` },
    }
  }
  const detail = nils.map(({ name, note }) => (note ? `${name}（${note}）` : name)).join('；')
  return {
    key: 'complete',
    light: 'green',
    text,
    detail: detail ? { zh: `零报告：${detail}`, en: `Nil: ${detail}` } : null,
  }
}

function source({ lines, outdated }: Checked): Check {
  const unsigned = lines.filter(({ signedBy }) => signedBy === null)
  if (outdated.length > 0 || unsigned.length > 0) {
    const names = named(outdated.length > 0 ? outdated : unsigned)
    return {
      key: 'source',
      light: 'red',
      text: { zh: '来源：有数据不是现行的签字版本', en: 'Source: some figures are not the version now signed' },
      detail: names,
    }
  }
  return {
    key: 'source',
    light: 'green',
    text: { zh: '来源：全部为已接收的签字版本', en: 'Source: all are signed and accepted versions' },
    detail: { zh: `${lines.length}个数的签字均有效`, en: `Signatures of ${lines.length} figures are in force` },
  }
}

/** Adds up the very table that is sent, frozen or not, against the values it was made from. */
function consistency({ lines, table, aggregates }: Checked): Check {
  const column = table.columns.findIndex(({ isNumber }) => isNumber)
  const totals = table.rows.filter(({ isTotal }) => isTotal).map(({ cells }) => cells[column] ?? null)
  const byRule = aggregates.map((aggregate) => ({ ...aggregate, value: aggregated(aggregate, lines) }))
  const added = totals.length > byRule.length ? totalsOf(lines) : []
  const expected: { unit: string; decimals: number; value: string | null }[] = [...added, ...byRule]
  if (totals.length === 0)
    return {
      key: 'consistent',
      light: 'green',
      text: { zh: '一致：没有须合计的数', en: 'Consistent: nothing to be added up' },
      detail: null,
    }
  const holds =
    totals.length === expected.length && totals.every((total, index) => isSame(total, expected[index]?.value))
  if (!holds)
    return {
      key: 'consistent',
      light: 'red',
      text: { zh: '一致：各项之和不等于合计', en: 'Consistent: the parts do not add up to the total' },
      detail: null,
    }
  const without = byRule.filter(({ value }) => value === null).map(({ name }) => name)
  return {
    key: 'consistent',
    light: without.length > 0 ? 'yellow' : 'green',
    text:
      without.length > 0
        ? {
            zh: `一致：${without.join('、')}没有可计算的数`,
            en: `Consistent: nothing to reckon ${without.join(', ')} with`,
          }
        : { zh: '一致：各项之和等于合计', en: 'Consistent: the parts add up to the total' },
    detail: same(
      expected
        .map(({ value, decimals, unit }) => (value === null ? '—' : `${figure(value, decimals)}${unit}`))
        .join('；'),
    ),
  }
}

const isSame = (shown: string | null, expected: string | null | undefined): boolean =>
  shown === null || expected == null ? shown === (expected ?? null) : compare(shown, expected) === 0

function timeliness({ number, dueOn, sentOn, firstSentOn }: Checked, today: string): Check {
  if (dueOn === null)
    return {
      key: 'onTime',
      light: 'yellow',
      text: { zh: '时效：期限待放假安排公布后确定', en: 'On time: the due day awaits the official holiday list' },
      detail: null,
    }
  const due = dayText(dueOn)
  if (number > 1 && (sentOn ?? today) > dueOn) {
    const wasOnTime = firstSentOn !== null && firstSentOn <= dueOn
    return {
      key: 'onTime',
      light: 'yellow',
      text: { zh: `时效：再次报送，期限${due.zh}已过`, en: `On time: a later report after the due day ${due.en}` },
      detail: wasOnTime
        ? { zh: '第1次报送如期，不另记牌', en: 'The first report was in time; no card is counted again' }
        : { zh: '第1次报送逾期', en: 'The first report was late' },
    }
  }
  const late = (sentOn ?? today) > dueOn
  return {
    key: 'onTime',
    light: late ? 'red' : 'green',
    text: late
      ? { zh: `时效：期限${due.zh}已过`, en: `On time: no, the due day was ${due.en}` }
      : { zh: `时效：期限${due.zh}`, en: `On time: due ${due.en}` },
    detail: sentOn ? { zh: `${dayText(sentOn).zh}送出`, en: `Sent on ${dayText(sentOn).en}` } : null,
  }
}
