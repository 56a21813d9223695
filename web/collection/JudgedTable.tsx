import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { DutyToJudge } from '#domain/collection/dutyActs.api.ts'
import { checkEntry, checkNames } from '#domain/collection/dutyCheck.ts'
import { dataStates } from '#domain/collection/dutyStates.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { DataStateTag, LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { changesOf } from './changesSinceSigned.tsx'
import { EvidenceLink } from './DutySide.tsx'
import { FurtherShown } from './FurtherShown.tsx'
import { changeText, figure } from './figures.ts'

type Hidden = 'division' | 'signed' | 'check' | 'actions'
type Props = {
  readonly rows: readonly DutyToJudge[]
  readonly hides?: readonly Hidden[]
  readonly isCompact?: boolean
  readonly actions?: (duty: DutyToJudge) => ReactNode
}

/** Figures that somebody is about to vouch for: value, the one before, what the check says, evidence and note. */
export function JudgedTable({ rows, hides = [], isCompact = false, actions }: Props) {
  const text = useText()
  const columns = [...useFigureColumns(isCompact), ...usePeopleColumns()].filter(
    ({ key }) => !hides.includes(key as Hidden),
  )
  const acts: Column<DutyToJudge>[] = actions
    ? [{ key: 'actions', title: { zh: '办理', en: 'Action' }, onPhone: 'action', render: actions }]
    : []
  return (
    <DataTable
      name={{ zh: '数据', en: 'Data' }}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[...columns, ...acts]}
      empty={<p className="empty">{text({ zh: '没有数据。', en: 'No data.' })}</p>}
    />
  )
}

function useFigureColumns(isCompact: boolean): Column<DutyToJudge>[] {
  const text = useText()
  const name = (duty: DutyToJudge) => `${duty.indicator.name}${duty.indicator.unit === '%' ? '' : text(inUnit(duty))}`
  return [
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: (duty) => (
        <>
          {isCompact ? name(duty) : <Link to={`/duties/${duty.id}`}>{name(duty)}</Link>}
          <span className="sub"> {text(shortPeriodText(duty.period))}</span>
          {isCompact && <FurtherShown dutyId={duty.id} further={duty.further} />}
          {isCompact && <Note duty={duty} />}
        </>
      ),
    },
    {
      key: 'value',
      title: { zh: '本期', en: 'Value' },
      isNumber: true,
      onPhone: 'value',
      render: (duty) => <Value duty={duty} />,
    },
    {
      key: 'last',
      title: { zh: '上期', en: 'Period before' },
      isNumber: true,
      render: ({ last, indicator, value }) => (
        <>
          {last?.kind === 'nil' ? text({ zh: '零报告', en: 'nil' }) : last?.value ? figure(last.value, indicator) : '–'}{' '}
          <span className="sub">{changeText(value, last?.value)}</span>
        </>
      ),
    },
    { key: 'check', title: { zh: '核对', en: 'Check' }, onPhone: 'bare', render: (duty) => <CheckOf duty={duty} /> },
    {
      key: 'evidence',
      title: { zh: '佐证', en: 'Evidence' },
      render: ({ id, evidence }) =>
        evidence ? (
          <EvidenceLink dutyId={id} evidence={evidence} />
        ) : (
          <span className="sub">{text({ zh: '无', en: 'none' })}</span>
        ),
    },
  ]
}

const inUnit = ({ indicator }: DutyToJudge) => ({ zh: `（${indicator.unit}）`, en: ` (${indicator.unit})` })

function usePeopleColumns(): Column<DutyToJudge>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return [
    {
      key: 'division',
      title: { zh: '责任处', en: 'Owed by' },
      render: (duty) => <span className="nw-zh">{text(duty.responsibleDivision)}</span>,
    },
    {
      key: 'entered',
      title: { zh: '填报', en: 'Entered' },
      render: ({ enteredByName, enteredAt, number }) => (
        <>
          <span className="nw">{enteredByName}</span>{' '}
          <span className="sub nw">
            {format.instant(enteredAt, today)}
            {text({ zh: `，第${number}版`, en: `, version ${number}` })}
          </span>
        </>
      ),
    },
    {
      key: 'signed',
      title: { zh: '签字', en: 'Signed' },
      render: ({ signedByName, signedInPlaceOf: holder }) => (
        <span className="nw">
          {signedByName}
          {holder && text({ zh: `（代${holder}）`, en: ` (in place of ${holder})` })}
        </span>
      ),
    },
  ]
}

function Value({ duty }: { duty: DutyToJudge }) {
  const text = useText()
  if (duty.kind === 'nil' || duty.value === null) return <DataStateTag state="nil" />
  const shown = figure(duty.value, duty.indicator)
  return (
    <>
      <b className={Number(duty.value) === 0 ? 'value-zero' : ''}>
        {shown}
        {Number(duty.value) === 0 && <span className="hidden-words">{text({ zh: '，数值为零', en: ', zero' })}</span>}
      </b>
      {duty.isPreliminary && <span className="sub"> {text({ zh: '快报数', en: 'preliminary' })}</span>}
    </>
  )
}

/** The same check as at entry, the states, the note and the reason of a correction. */
function CheckOf({ duty }: { duty: DutyToJudge }) {
  const text = useText()
  const { today, settings } = useSession()
  const entry = {
    kind: duty.kind ?? 'nil',
    value: duty.value,
    note: duty.note,
    evidenceFileId: duty.evidence?.id ?? null,
  }
  const form = { ...duty.indicator, evidenceNeeded: false }
  const compared = { period: duty.period, last: duty.last?.value ?? null, suggested: duty.suggested }
  const bare = checkEntry({ ...entry, note: '' }, form, compared, settings)
  const isPassed = bare.result === 'pass' && duty.findings.length === 0
  return (
    <>
      <LightTag
        light={isPassed ? 'green' : 'yellow'}
        label={isPassed ? checkNames.pass : duty.note || duty.correctionReason ? noted : unexplained}
      />
      {bare.result === 'explain' && <span className="sub"> {text(bare.found)}</span>}
      {duty.findings.map(({ field, message }) => (
        <p key={`${field} ${message.zh}`} className="sub">
          {text(message)}
        </p>
      ))}
      <ChangedSince duty={duty} />
      {dataStates(duty, today)
        .filter((state) => state === 'late' || state === 'corrected')
        .map((state) => (
          <DataStateTag key={state} state={state} />
        ))}
      <FurtherShown dutyId={duty.id} further={duty.further} />
      <Note duty={duty} />
      {duty.correctionReason && (
        <p className="sub">
          {text({ zh: `更正理由：${duty.correctionReason}`, en: `Corrected because: ${duty.correctionReason}` })}
        </p>
      )}
    </>
  )
}

function Note({ duty: { note } }: { duty: DutyToJudge }) {
  const text = useText()
  return note ? <p className="sub">{text({ zh: `说明：${note}`, en: `Note: ${note}` })}</p> : null
}

/** What the version signed before said, where it said something else. */
function ChangedSince({ duty }: { duty: DutyToJudge }) {
  const text = useText()
  const changes = changesOf(duty, text)
  if (changes.length === 0) return null
  return (
    <ul className="changed-since" aria-label={text({ zh: '与上次签字不同', en: 'Changed since it was signed' })}>
      {changes.map(({ name, before, now }) => (
        <li key={name}>
          {name} <del>{before}</del> <ins>{now}</ins>
        </li>
      ))}
    </ul>
  )
}

const noted = { zh: '已说明', en: 'Explained' }
const unexplained = { zh: '未说明', en: 'Not explained' }
