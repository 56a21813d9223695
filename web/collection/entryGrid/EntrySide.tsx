import { memo } from 'react'
import { Link } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { checkNames, lastPeriodName } from '#domain/collection/dutyCheck.ts'
import type { GridDuty } from '#domain/collection/entryGrid.api.ts'
import { givenFigures } from '#domain/collection/form.ts'
import { isDecimal } from '#domain/kernel/decimal.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EvidenceField } from '../EvidenceField.tsx'
import { FurtherFields } from '../FurtherFields.tsx'
import { changeText, figure } from '../figures.ts'
import { Sparkline } from '../Sparkline.tsx'
import { type Content, type EntryRow, findingsIn, type RowCheck } from './entryRow.ts'

type Props = {
  readonly row: EntryRow | undefined
  readonly check: (row: EntryRow) => RowCheck
  readonly onSet: (row: EntryRow, content: Partial<Content>) => void
}

/** What the row with the cursor asks, and what its figure is compared with. */
export const EntrySide = memo(function EntrySide({ row, check, onSet }: Props) {
  const text = useText()
  const facts = useAsked(row?.duty)
  if (!row) return null
  const { duty, content } = row
  const now = isDecimal(content.value) ? content.value : null
  const course = [...duty.recent.flatMap(({ value }) => value ?? []), ...(now === null ? [] : [now])].map(Number)
  return (
    <Panel title={same(duty.indicator.name)} note={text(periodText(duty.period))}>
      <div id="grid-side" tabIndex={-1} className="stack">
        <CheckShown check={check(row)} />
        {duty.form && duty.form.fields.length > 0 && content.kind === 'value' && (
          <FurtherFields
            key={`further ${row.key}`}
            form={duty.form}
            further={content.further}
            findings={findingsIn(row)}
            given={givenIn(row)}
            isAsked={content.value !== ''}
            onChange={(further) => onSet(row, { further })}
          />
        )}
        {duty.returnReason !== null && (
          <p className="note warning">
            {text({ zh: `退回或撤回：${duty.returnReason}`, en: `Returned or taken back: ${duty.returnReason}` })}
          </p>
        )}
        <Facts facts={[...comparedWith(duty, now, text), ...facts]} />
        <div>
          <p className="sub">{text({ zh: '近12期', en: 'Last 12' })}</p>
          <Sparkline values={course} name={{ zh: '近12期走势', en: 'Course of the last 12' }} />
          <p className="sub">{earlierText(duty, text)}</p>
        </div>
        <EvidenceField
          key={row.key}
          evidence={content.evidence}
          isNeeded={duty.evidenceNeeded}
          onAttach={(evidence) => onSet(row, { evidence })}
        />
        <Link to={`/duties/${duty.id}`}>{text({ zh: '打开这项数据', en: 'Open this entry' })}</Link>
      </div>
    </Panel>
  )
})

/** What the system has for the further fields. */
const givenIn = ({ duty, content }: EntryRow) =>
  givenFigures(
    duty.form?.fields ?? [],
    { unit: duty.indicator.unit, period: duty.period, value: isDecimal(content.value) ? content.value : null },
    duty,
  )

type Say = (words: Text) => string

const shown = (one: GridDuty['last'], { indicator }: GridDuty, text: Say): string =>
  one === null ? '–' : one.value === null ? text({ zh: '零报告', en: 'nil return' }) : figure(one.value, indicator)

const earlierText = (duty: GridDuty, text: Say): string =>
  duty.recent.map((one) => shown(one, duty, text)).join(text({ zh: '，', en: '; ' }))

function comparedWith(duty: GridDuty, now: string | null, text: Say): Fact[] {
  const one = (name: Text, figureOf: GridDuty['last']): Fact => ({
    name,
    value: [shown(figureOf, duty, text), changeText(now, figureOf?.value)].filter(Boolean).join('　'),
  })
  return [one(lastPeriodName(duty.period), duty.last), one({ zh: '去年同期', en: 'a year ago' }, duty.lastYear)]
}

/** The requirement: definition, unit, target, to whom and until when. */
function useAsked(duty: GridDuty | undefined): Fact[] {
  const text = useText()
  const { day } = useFormat()
  if (!duty) return []
  const { unit, decimals } = duty.indicator
  const facts: (Fact | false)[] = [
    duty.definition !== '' && { name: { zh: '口径', en: 'Definition' }, value: duty.definition },
    {
      name: { zh: '单位', en: 'Unit' },
      value: text(
        decimals === 0
          ? { zh: `${unit}，整数`, en: `${unit}, whole number` }
          : { zh: `${unit}，${decimals}位小数`, en: `${unit}, decimals: ${decimals}` },
      ),
    },
    duty.target !== null && { name: { zh: '目标值', en: 'Target' }, value: figure(duty.target, duty.indicator) },
    { name: { zh: '事项', en: 'Item' }, value: `${duty.item.code} ${duty.item.title}` },
    duty.collectingUnit !== null && {
      name: { zh: '采集责任单位', en: 'Collecting unit' },
      value: text(duty.collectingUnit.name),
    },
    duty.internalDueOn !== null && { name: { zh: '内部期限', en: 'Internal due day' }, value: day(duty.internalDueOn) },
    duty.externalDueOn !== null && { name: { zh: '对外期限', en: 'External due day' }, value: day(duty.externalDueOn) },
  ]
  return facts.filter((fact) => fact !== false)
}

function CheckShown({ check }: { readonly check: RowCheck }) {
  const text = useText()
  if (check.result === 'empty') return <p className="sub">{text(checkNames.empty)}</p>
  const light = check.result === 'pass' ? 'green' : check.result === 'explain' ? 'yellow' : 'red'
  return (
    <p>
      <LightTag light={light} label={checkNames[check.result]} />{' '}
      {'message' in check && <small>{text(check.message)}</small>}
    </p>
  )
}
