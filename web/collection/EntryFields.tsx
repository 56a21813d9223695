import { Input } from 'antd'
import { useId, useState } from 'react'
import type { Duty } from '#domain/collection/duty.api.ts'
import { checkNames, lastPeriodName, mostNote, noteGoesOut } from '#domain/collection/dutyCheck.ts'
import { givenFigures, mainKey } from '#domain/collection/form.ts'
import { isDecimal, isZero } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedTextArea } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { DataStateTag, LightTag } from '#web/kernel/StatusTags.tsx'
import { EvidenceField } from './EvidenceField.tsx'
import { FurtherFields } from './FurtherFields.tsx'
import { changeText, figure } from './figures.ts'
import { Sparkline } from './Sparkline.tsx'
import { type EntryState, plainTyped, readTyped } from './useEntry.ts'

const lastYearName: Text = { zh: '去年同期', en: 'A year ago' }

/** The value, and beside it what it is compared with: last period, a year ago, the last twelve, the check. */
export function EntryFields({ duty, state }: { duty: Duty; state: EntryState }) {
  const text = useText()
  const last = lastPeriodName(duty.period)
  const now = isDecimal(state.entry.value ?? '') ? state.entry.value : null
  return (
    <>
      <div className="entry">
        <span className="head">{text({ zh: '指标', en: 'Indicator' })}</span>
        <span className="head num">{text(last)}</span>
        <span className="head num">{text(lastYearName)}</span>
        <span className="head">{text({ zh: '近12期', en: 'Last 12' })}</span>
        <span className="head">{text({ zh: '核对', en: 'Check' })}</span>
        <div className="wide">
          <ValueField id="act-fill" duty={duty} state={state} />
        </div>
        <Compared name={last} duty={duty} figureOf={duty.last} now={now} />
        <Compared name={lastYearName} duty={duty} figureOf={duty.lastYear} now={now} />
        <Sparkline values={courseOf(duty, now)} name={{ zh: '近12期走势', en: 'Course of the last 12' }} />
        <CheckShown state={state} />
      </div>
      <div className="entry-more">
        <NoteField state={state} />
        {duty.form && duty.form.fields.length > 0 && (
          <FurtherFields
            form={duty.form}
            {...{ further: state.further, findings: state.findings }}
            given={givenOf(duty, now)}
            onChange={state.changeFurther}
          />
        )}
        <EvidenceField evidence={state.evidence} isNeeded={duty.evidenceNeeded} onAttach={state.attach} />
      </div>
    </>
  )
}

/** What follows from the figures that were reported. */
export const givenOf = (duty: Duty, now: string | null) =>
  givenFigures(duty.form?.fields ?? [], { unit: duty.indicator.unit, period: duty.period, value: now }, duty)

const courseOf = (duty: Duty, now: string | null): number[] =>
  [...duty.recent.flatMap(({ value }) => (value === null ? [] : [value])), ...(now === null ? [] : [now])].map(Number)

/** `id`: where a to-do leads. */
export function ValueField({ id: given, duty, state }: { id?: string; duty: Duty; state: EntryState }) {
  const text = useText()
  const own = useId()
  const id = given ?? own
  const { unit, decimals, name } = duty.indicator
  const { entry, check } = state
  const [readAs, setReadAs] = useState<Text>()
  const fault = check.result === 'fault' && check.field === 'value' ? check.message : undefined
  const value = entry.value ?? ''
  return (
    <>
      <label htmlFor={id}>
        <b>{name}</b>
        <small>{text(measure(unit, decimals))}</small>
      </label>
      <Input
        id={id}
        size="large"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        status={fault ? 'error' : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={`${id}-said`}
        suffix={<Suffix duty={duty} value={value} />}
        onChange={(event) => {
          setReadAs(undefined)
          state.change({ kind: 'value', value: plainTyped(event.target.value) })
        }}
        onBlur={() => {
          const read = readTyped(value, duty.indicator)
          if (read.readAs) setReadAs(read.readAs)
          if (read.value !== value) state.change({ kind: 'value', value: read.value })
          state.flush()
        }}
      />
      <span id={`${id}-said`}>
        {fault ? (
          <span className="fault">
            <Icon name="warning" />
            {text(fault)}
          </span>
        ) : (
          <span className="hint">{text(readAs ?? hint)}</span>
        )}
      </span>
    </>
  )
}

const hint: Text = {
  zh: '发生额为零填0；本期没有发生的，作零报告。',
  en: 'Give 0 where the amount is zero; where nothing occurred, make a nil return.',
}

const measure = (unit: string, decimals: number): Text =>
  decimals === 0
    ? { zh: `${unit}，整数`, en: `${unit}, whole number` }
    : { zh: `${unit}，${decimals}位小数`, en: `${unit}, ${decimals} decimal${decimals === 1 ? '' : 's'}` }

/** Where a value comes from by itself, or that it is a zero and no empty field. */
function Suffix({ duty, value }: { duty: Duty; value: string }) {
  const text = useText()
  if (value !== '' && isDecimal(value) && isZero(value)) return <DataStateTag state="zero" />
  if (duty.suggestion && value === duty.suggestion.value)
    return <span className="sub">{text(broughtBy(duty.suggestion))}</span>
  return <span />
}

const broughtBy = ({ source }: NonNullable<Duty['suggestion']>): Text =>
  source ? { zh: '数据源带出', en: 'from the feed' } : { zh: '每日客流文件带出', en: 'from the daily file' }

type ComparedProps = {
  readonly name: Text
  readonly duty: Duty
  readonly figureOf: Duty['last']
  readonly now: string | null
}

function Compared({ name, duty, figureOf, now }: ComparedProps) {
  const text = useText()
  const value = figureOf?.value ?? null
  return (
    <span className="num named" data-name={text(name)}>
      {figureOf?.kind === 'nil'
        ? text({ zh: '零报告', en: 'nil' })
        : value === null
          ? '–'
          : figure(value, duty.indicator)}
      <small>{changeText(now, value) ?? ''}</small>
    </span>
  )
}

function CheckShown({ state: { check, findings } }: { state: EntryState }) {
  const text = useText()
  const own = findings.filter(({ field, isExplained }) => field === mainKey && !isExplained)
  if (check.result === 'pass' && own.length > 0) {
    const isError = own.some(({ severity }) => severity === 'error')
    return (
      <span aria-live="polite">
        <LightTag light={isError ? 'red' : 'yellow'} label={isError ? checkNames.fault : checkNames.explain} />
        {own.map(({ message }) => (
          <small key={message.zh}>{text(message)}</small>
        ))}
      </span>
    )
  }
  if (check.result === 'empty') return <span className="sub">{text(checkNames.empty)}</span>
  const light = check.result === 'pass' ? 'green' : check.result === 'explain' ? 'yellow' : 'red'
  return (
    <span aria-live="polite">
      <LightTag light={light} label={checkNames[check.result]} />
      {check.result === 'explain' && <small>{text(check.message)}</small>}
    </span>
  )
}

export function NoteField({ state }: { state: EntryState }) {
  const text = useText()
  const id = useId()
  const isAsked = state.check.result === 'explain'
  return (
    <div>
      <label htmlFor={id}>{text({ zh: '说明', en: 'Note' })}</label>
      <LimitedTextArea
        id={id}
        autoSize={{ minRows: 2, maxRows: 6 }}
        limit={mostNote}
        status={isAsked ? 'warning' : ''}
        aria-describedby={`${id}-goes`}
        value={state.entry.note}
        onChange={(event) => state.change({ note: event.target.value })}
        onBlur={state.flush}
      />
      <span id={`${id}-goes`} className="hint">
        {text(noteGoesOut)}
      </span>
    </div>
  )
}
