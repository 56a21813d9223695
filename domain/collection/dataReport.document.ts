import { z } from 'zod'
import { periodText } from '#domain/calendar/periods.ts'
import { day } from '#domain/kernel/endpoint.ts'
import { documentDate, figure, type LetterContent } from '#domain/kernel/letter.ts'
import { type Aggregate, aggregated, aggregateRules } from './aggregate.ts'
import { attachmentsOf } from './dataReport.attachments.ts'
import { isFinalOnly, type Line, totalsOf, valueWords } from './dataReport.content.ts'
import type { LineField } from './dataReport.fields.ts'

/**
 * The words of what is sent: the 函 and the table of data. They are Chinese whatever the reader's language: they are
 * the documents themselves. `server/kernel/office/` only writes the files.
 */
export const Letter = z.strictObject({
  sender: z.string(),
  number: z.string(),
  title: z.string(),
  to: z.string(),
  paragraphs: z.array(z.string()),
  attachments: z.array(z.string()),
  contact: z.string().nullable(),
  datedOn: day,
})
export type Letter = z.infer<typeof Letter>

/** Cells by column; a number column holds an exact decimal, or null for 零报告. */
export const Table = z.strictObject({
  title: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), isNumber: z.boolean() })),
  rows: z.array(
    z.strictObject({
      cells: z.array(z.string().nullable()),
      decimals: z.int(),
      isTotal: z.boolean(),
      isChanged: z.boolean(),
    }),
  ),
})
export type Table = z.infer<typeof Table>

/** What the writer of letters is given: the table is the annex that the letter names. */
export const letterContentOf = (letter: Letter, table: Table): LetterContent => ({
  ...letter,
  tables: [table],
  annex: null,
})

export type Words = {
  readonly officeName: string
  readonly collectingUnitName: string
  readonly period: string
  readonly number: number
  /** What the data are called: 口岸通关数据. */
  readonly subject: string
  readonly withTotal: boolean
  readonly aggregates: readonly Aggregate[]
  readonly documentNumber: string | null
  /** 深口函, known from an earlier number of the office. */
  readonly documentCode: string | null
  readonly contactName: string
  readonly contactPhone: string
  readonly lines: readonly Line[]
  /** The report that this one corrects. */
  readonly previous: { readonly sentOn: string; readonly documentNumber: string | null } | null
  readonly datedOn: string
}

/** 我办, 我局, 我委: how the office calls itself in a letter. */
export function selfOf(officeName: string): string {
  if (/办公室$|办$/.test(officeName)) return '我办'
  if (/局$/.test(officeName)) return '我局'
  return /委员会$|委$/.test(officeName) ? '我委' : '我单位'
}

/** The code before the year of a document number: 深口函 of 深口函〔2025〕9号. */
export const documentCodeOf = (number: string | null): string | null => /^(.+)〔\d{4}〕/.exec(number ?? '')?.[1] ?? null

export const reportNameOf = ({ period, subject }: Pick<Words, 'period' | 'subject'>): string =>
  `${periodText(period).zh}${subject}`

/** What a later report of the period is called behind its name. */
export const laterMark = ({ number, lines }: Pick<Words, 'number' | 'lines'>): string =>
  number === 1 ? '' : isFinalOnly(lines) ? '（正式数）' : '（更正）'

export const tableTitleOf = (words: Pick<Words, 'period' | 'subject' | 'number' | 'lines'>): string =>
  `${reportNameOf(words)}表${laterMark(words)}`

export function letterOf(words: Words): Letter {
  const { officeName, previous, documentNumber, documentCode, contactName, contactPhone, datedOn } = words
  const isFinal = isFinalOnly(words.lines)
  const verb = previous && !isFinal ? '更正报送' : '报送'
  return {
    sender: officeName,
    number: documentNumber ?? `${documentCode ?? '×函'}〔${datedOn.slice(0, 4)}〕×号`,
    title: `${officeName}关于${verb}${reportNameOf(words)}${isFinal ? '正式数' : ''}的函`,
    to: words.collectingUnitName,
    paragraphs: [previous ? corrected(words, previous) : reported(words), ...sums(words), '特此函告。'],
    attachments: [tableTitleOf(words), ...attachmentsOf(words.lines).map(({ title }) => title)],
    contact: contactName ? `联系人：${contactName}${contactPhone ? `，电话：${contactPhone}` : ''}` : null,
    datedOn,
  }
}

function reported(words: Words): string {
  const nils = words.lines.filter(({ kind }) => kind === 'nil')
  const among = nils.length > 0 ? `，其中零报告${nils.length}项（${nils.map(nilText).join('；')}）` : ''
  const name = reportNameOf(words)
  return `按照贵单位数据采集要求，现将${selfOf(words.officeName)}${name}报送贵单位，共${words.lines.length}项${among}。`
}

const nilText = ({ name, note }: Line): string => (note ? `${name}：${note}` : name)

function corrected(words: Words, { sentOn, documentNumber }: NonNullable<Words['previous']>): string {
  const changed = words.lines.filter(({ change }) => change !== 'same')
  const self = selfOf(words.officeName)
  const number = documentNumber ? `（${documentNumber}）` : ''
  const what = changed.length === 1 ? changed[0]?.name : `有${changed.length}项数据`
  const kinds = new Set(changed.map(({ change }) => change === 'final'))
  const why = kinds.size > 1 ? '有变动，现更正报送' : kinds.has(true) ? '为快报数，现报送正式数' : '有误，现更正报送'
  const begin = `${self}于${documentDate(sentOn)}报送的${reportNameOf(words)}${number}中，${what}${why}：`
  const rest = changed.length < words.lines.length ? '其余数据不变。' : ''
  const only = changed.length === 1 ? changed[0] : undefined
  if (only)
    return `${begin}${fromTo(only)}。${only.correctionReason ? `更正原因：${sentence(only.correctionReason)}` : ''}${rest}`
  const parts = changed.map(
    (line) =>
      `${line.name}${fromTo(line)}${line.correctionReason ? `（${line.correctionReason.replace(/。$/, '')}）` : ''}`,
  )
  return `${begin}${parts.join('；')}。${rest}`
}

const valueZh = (...shown: Parameters<typeof valueWords>): string => valueWords(...shown).zh
const sentence = (words: string): string => (/[。！？]$/.test(words) ? words : `${words}。`)

/** 原报20，更正为21; 快报20，正式数21 where a final figure takes the place of a preliminary one. */
const wasAndIs = (name: string, before: string, now: string, isFinal: boolean): string =>
  isFinal ? `${name}快报${before}，正式数${now}` : `${name}原报${before}，更正为${now}`

function fromTo(line: Line): string {
  if (!line.before) return `补报${valueZh(line, line)}`
  const [before, now] = [valueZh(line.before, line), valueZh(line, line)]
  const isFinal = line.change === 'final'
  const fields = line.further.flatMap(({ name, words, before: said }) =>
    said === null ? [] : [wasAndIs(name, said || '空', words || '空', isFinal)],
  )
  const figure = before === now && !isFinal ? `数值仍为${now}` : wasAndIs('', before, now, isFinal)
  return [figure, ...fields].join('，')
}

function sums({ lines, withTotal, aggregates, period }: Words): string[] {
  const totals = withTotal ? totalsOf(lines) : []
  const parts = [
    ...totals.map(({ count, value, decimals, unit }) => `${count}项数据合计${figure(value, decimals)}${unit}`),
    ...aggregates.flatMap((aggregate) => {
      const value = aggregated(aggregate, lines)
      return value === null ? [] : [`${aggregate.name}${figure(value, aggregate.decimals)}${aggregate.unit}`]
    }),
  ]
  if (parts.length === 0) return []
  return [`经汇总，${periodText(period).zh}${parts.join('，')}。`]
}

export function tableOf(words: Words): Table {
  const units = new Set(words.lines.flatMap((line) => [line.unit, ...figuresOf(line).map(({ figure }) => figure.unit)]))
  const severalItems = new Set(words.lines.map(({ itemTitle }) => itemTitle)).size > 1
  const severalUnits = units.size > 1
  const columns = [
    { name: '序号', isNumber: false },
    ...(severalItems ? [{ name: '评估事项', isNumber: false }] : []),
    { name: '指标', isNumber: false },
    ...(severalUnits ? [{ name: '单位', isNumber: false }] : []),
    { name: severalUnits ? '数值' : `数值（${[...units][0] ?? ''}）`, isNumber: true },
    { name: '备注', isNumber: false },
  ]
  const rowOf = (first: string, item: string, name: string, unit: string, value: string | null, remark: string) => [
    first,
    ...(severalItems ? [item] : []),
    name,
    ...(severalUnits ? [unit] : []),
    value,
    remark,
  ]
  const lines = words.lines.flatMap((line, index) => {
    const value = line.kind === 'nil' ? null : line.value
    return [
      {
        cells: rowOf(`${index + 1}`, line.itemTitle, line.name, line.unit, value, remark(line)),
        ...{ decimals: line.decimals, isTotal: false, isChanged: line.change !== 'same' },
      },
      ...figuresOf(line).map(({ name, figure: { unit, value, decimals }, before }, at) => ({
        cells: rowOf(
          `${index + 1}.${at + 1}`,
          '',
          name,
          unit,
          value,
          before === null ? '' : `更正，原报${before || '空'}`,
        ),
        ...{ decimals, isTotal: false, isChanged: before !== null },
      })),
    ]
  })
  const totals = (words.withTotal ? totalsOf(words.lines) : []).map(({ unit, value, decimals }) => ({
    cells: rowOf('', '', '合计', unit, value, ''),
    decimals,
    isTotal: true,
    isChanged: false,
  }))
  const aggregates = words.aggregates.map((aggregate) => {
    const value = aggregated(aggregate, words.lines)
    const { name, unit, decimals } = aggregate
    const note = value === null ? '没有可计算的数' : aggregateRules[aggregate.rule].name.zh
    const label = severalUnits || unit === [...units][0] ? name : `${name}（${unit}）`
    return { cells: rowOf('', '', label, unit, value, note), decimals, isTotal: true, isChanged: false }
  })
  return { title: tableTitleOf(words), columns, rows: [...lines, ...totals, ...aggregates] }
}

type Figured = LineField & { readonly figure: NonNullable<LineField['figure']> }
/** Numbers asked beside the figure: each has a row under it. */
const figuresOf = ({ further }: Line): Figured[] =>
  further.flatMap((field) => (field.figure === null ? [] : [{ ...field, figure: field.figure }]))

/** Days, choices, words and files asked beside the figure: 统计口径：边检. */
const saidBeside = ({ further }: Line): string[] =>
  further.flatMap(({ name, words, figure }) => (figure === null && words !== '' ? [`${name}：${words}`] : []))

/** 更正，原报20；正式数，快报20；快报数；零报告；what is asked in words; the entry's own note. */
function remark(line: Line): string {
  const before =
    line.before && (line.before.kind === 'nil' ? '零报告' : figure(line.before.value ?? '0', line.decimals))
  const changes = {
    same: '',
    added: '补报',
    corrected: `更正，原报${before ?? '—'}`,
    final: `正式数，快报${before ?? '—'}`,
  }
  const marks = [changes[line.change], line.isPreliminary ? '快报数' : '', line.kind === 'nil' ? '零报告' : '']
  return [...marks, ...saidBeside(line), line.note].filter(Boolean).join('；')
}
