import { useState } from 'react'
import { Link } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { type FeedMapping as Mapping, mappingText } from '#domain/collection/feedMapping.ts'
import {
  type FeedRead,
  type FeedTrial,
  mapFeed,
  mostFeedRows,
  takeFeed,
  tryFeed,
} from '#domain/collection/feedSource.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { figure } from '../figures.ts'
import { FeedMapping } from './FeedMapping.tsx'

type Source = { readonly fileId: string } | { readonly runId: string }
type Props = { readonly feed: FeedRead; readonly source: Source; readonly onTaken: () => void }

/** What would be made of the file: its columns to be corrected, its rows, and then all of it or nothing. */
export function FeedTried({ feed, source, onTaken }: Props) {
  const [mapping, setMapping] = useState<Mapping>()
  const address = { id: feed.id, ...source, ...(mapping ? { mapping: mappingText(mapping) } : {}) }
  // what was taken in is no longer there to be tried
  const [isTaking, setIsTaking] = useState(false)
  const tried = useRead(tryFeed, address, { keepsPrevious: true, enabled: !isTaking })
  return (
    <Loaded of={tried} rows={8}>
      {(trial) => (
        <>
          <FeedMapping
            key={mappingKey(trial)}
            trial={trial}
            isReading={tried.isFetching}
            onRead={setMapping}
            keep={<Keep feed={feed} trial={trial} onKept={() => void tried.refetch()} />}
          />
          <Rows trial={trial} />
          <Take {...{ feed, trial, source, onTaken }} onTaking={setIsTaking} />
        </>
      )}
    </Loaded>
  )
}

/** As long as the columns were taken for the same, what the person chooses is kept. */
const mappingKey = ({ columns, mapping }: FeedTrial): string =>
  JSON.stringify([mapping, columns.map(({ heading, field }) => [heading, field])])

function Keep({
  feed,
  trial,
  onKept,
}: {
  readonly feed: FeedRead
  readonly trial: FeedTrial
  readonly onKept: () => void
}) {
  const toast = useToast()
  const act = useAct(
    mapFeed,
    { id: feed.id },
    {
      onDone: () => {
        toast({ zh: '已保存，以后各期照此读取', en: 'Kept: later periods are read like this' })
        onKept()
      },
    },
  )
  const { mapping, isKept } = trial
  if (mapping === null || isKept) return null
  return (
    <>
      <ActionButton
        id="act-map"
        endpoint={mapFeed}
        kind="primary"
        loading={act.isPending}
        onClick={() => act.mutate({ version: feed.version, mapping })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

type TakeProps = Props & { readonly trial: FeedTrial; readonly onTaking: (isTaking: boolean) => void }

function Take({ feed, trial, source, onTaken, onTaking }: TakeProps) {
  const text = useText()
  const toast = useToast()
  const act = useAct(
    takeFeed,
    { id: feed.id },
    {
      onDone: () => {
        toast({ zh: '已带出，请核对后提交签字', en: 'Filled in: check and hand in' })
        onTaken()
      },
    },
  )
  const { taken, refused, isKept, mapping, fault, seen } = trial
  if (mapping === null || fault) return null
  const why =
    refused > 0
      ? {
          zh: `有${refused}行不能读入。改正表格后再读，没有读入任何一行。`,
          en: `${refused} rows cannot be read: correct the table. Nothing is taken.`,
        }
      : !isKept
        ? { zh: '先保存各列含义，再读入。', en: 'Keep what the columns are, then take the figures in.' }
        : taken === 0
          ? { zh: '没有要带出的数。', en: 'There is no figure to fill in.' }
          : null
  return (
    <Panel title={{ zh: '读入', en: 'Take in' }}>
      {why ? (
        <p className="mid">{text(why)}</p>
      ) : (
        <p className="row-of-actions">
          <ActionButton
            id="act-take"
            endpoint={takeFeed}
            label={{ zh: `带出${taken}个数`, en: `Fill in ${taken} figures` }}
            kind="primary"
            loading={act.isPending}
            onClick={() => {
              onTaking(true)
              act.mutate({ ...source, seen }, { onError: () => onTaking(false) })
            }}
          />
          <span className="sub">{text({ zh: '只带出，不代为提交。', en: 'Fills in; hands nothing in.' })}</span>
        </p>
      )}
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}

function Rows({ trial }: { readonly trial: FeedTrial }) {
  const text = useText()
  const columns = useColumns()
  const { taken, unchanged, passed, refused, rows, file, fault, mapping } = trial
  const note = {
    zh: `${file.name}：带出${taken}行，不变${unchanged}行，跳过${passed}行，拒绝${refused}行`,
    en: `${file.name}: filled in ${taken}, unchanged ${unchanged}, passed over ${passed}, refused ${refused}`,
  }
  const more = taken + unchanged + passed + refused - mostFeedRows
  if (fault)
    return (
      <Panel title={{ zh: '试读结果', en: 'What was read' }}>
        <p className="fault">{text(fault)}</p>
      </Panel>
    )
  if (mapping === null) return null
  return (
    <Panel title={{ zh: '试读结果', en: 'What was read' }} note={text(note)} flush>
      <DataTable
        name={{ zh: '试读结果', en: 'What was read' }}
        columns={columns}
        keyOf={({ row }) => String(row)}
        rows={rows}
        empty={<EmptyState why={{ zh: '表头以下没有内容。', en: 'Nothing stands below the headings.' }} />}
      />
      {more > 0 && <p className="panel-body sub">{text({ zh: `另有${more}行。`, en: `And ${more} more rows.` })}</p>}
    </Panel>
  )
}

type Row = FeedTrial['rows'][number]

const outcomes = {
  taken: { light: 'green', label: { zh: '带出', en: 'Filled in' } },
  unchanged: { light: 'blue', label: { zh: '不变', en: 'Unchanged' } },
  passed: { light: 'none', label: { zh: '跳过', en: 'Passed over' } },
  refused: { light: 'red', label: { zh: '拒绝', en: 'Refused' } },
} as const

function useColumns(): Column<Row>[] {
  const text = useText()
  return [
    {
      key: 'row',
      title: { zh: '行', en: 'Row' },
      width: 72,
      render: ({ row }) => text({ zh: `第${row}行`, en: `Row ${row}` }),
    },
    {
      key: 'outcome',
      title: { zh: '结果', en: 'Result' },
      onPhone: 'value',
      render: ({ outcome }) =>
        outcome === 'passed' ? (
          <span className="sub">{text(outcomes.passed.label)}</span>
        ) : (
          <LightTag {...outcomes[outcome]} />
        ),
    },
    {
      key: 'indicator',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ row, dutyId, indicator, period }) =>
        dutyId && indicator && period ? (
          <>
            <Link to={`/duties/${dutyId}`}>{indicator}</Link>{' '}
            <span className="sub">{text(shortPeriodText(period))}</span>
          </>
        ) : (
          <span className="sub">{text({ zh: `第${row}行`, en: `Row ${row}` })}</span>
        ),
    },
    {
      key: 'value',
      title: { zh: '带出', en: 'Figure' },
      isNumber: true,
      render: ({ value, unit, decimals }) =>
        value === null ? '–' : <b>{`${figure(value, { unit: unit ?? '', decimals: decimals ?? 0 })} ${unit ?? ''}`}</b>,
    },
    {
      key: 'before',
      title: { zh: '上次带出', en: 'Before' },
      isNumber: true,
      render: ({ before, unit, decimals }) =>
        before === null ? '–' : figure(before, { unit: unit ?? '', decimals: decimals ?? 0 }),
    },
    {
      key: 'message',
      title: { zh: '说明', en: 'Remark' },
      width: '34%',
      render: ({ outcome, message }) =>
        message && <span className={outcome === 'refused' ? 'fault' : 'sub'}>{text(message)}</span>,
    },
  ]
}
