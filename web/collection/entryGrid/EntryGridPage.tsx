import { Select } from 'antd'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { readEntryGrid } from '#domain/collection/entryGrid.api.ts'
import { downloadEntryTable } from '#domain/collection/entryTable.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Autosave } from '#web/kernel/Autosave.tsx'
import { addressOf, type Reply } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { Grid } from '#web/kernel/grid/Grid.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { useRefresh } from '#web/kernel/useRefresh.ts'
import { Elsewhere } from '../Elsewhere.tsx'
import { EntrySide } from './EntrySide.tsx'
import { entryColumns, isReady } from './entryRow.ts'
import { type EntryGrid, useEntryGrid } from './useEntryGrid.ts'
import '../entry.css'

const OfferDialog = lazy(async () => ({ default: (await import('./OfferDialog.tsx')).OfferDialog }))

/** All figures a division has to give, on one page as a spreadsheet: typed, pasted, checked, handed in together. */
export function EntryGridPage() {
  const [search, setSearch] = useSearchParams()
  const period = search.get('period') ?? undefined
  const grid = useRead(readEntryGrid, period === undefined ? {} : { period }, { isFresh: true })
  useRefresh(grid.refetch)
  return (
    <Loaded isPage of={grid} rows={12}>
      {(data) => (
        <Entries
          key={period ?? 'all'}
          data={data}
          period={period}
          onPeriod={(one) => setSearch(one === undefined ? {} : { period: one }, { replace: true })}
        />
      )}
    </Loaded>
  )
}

type Props = {
  readonly data: Reply<typeof readEntryGrid>
  readonly period: string | undefined
  readonly onPeriod: (period: string | undefined) => void
}

function Entries({ data, period, onPeriod }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const grid = useEntryGrid(data.rows, period)
  const [isOffering, setIsOffering] = useState(false)
  const { rows, saving, check, place } = grid
  // what is shown beside the grid follows the cursor after the letters, not before them
  const beside = useDeferredValue(rows[place.active.row]?.key)
  const row = rows.find(({ key }) => key === beside)
  const ready = rows.filter((row) => isReady(check(row)))
  const offer = () => setIsOffering(true)
  return (
    <>
      <PageHead
        title={{ zh: '批量填报', en: 'Fill in many' }}
        crumbs={[{ label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' }]}
        sentence={text(sentenceOf(grid, ready.length))}
        actions={
          <>
            <Autosave status={saving.status} />
            <Periods {...{ data, period, onPeriod }} />
            <ButtonFace
              kind={ready.length > 0 ? 'primary' : 'normal'}
              isRefused={ready.length === 0}
              article={text(citationOf('duty.offer'))}
              onClick={offer}
            >
              {text({ zh: '提交签字', en: 'Submit for signature' })}
            </ButtonFace>
          </>
        }
      />
      {saving.status.state === 'refused' && (
        <Elsewhere
          message={saving.status.message}
          onReload={() => void saving.reload()}
          onInsist={() => void saving.insist()}
        />
      )}
      {data.isCut && <Reason icon="warning">{text(cut)}</Reason>}
      {rows.length === 0 ? (
        <EmptyState {...nothing} />
      ) : (
        <Columns
          sideWidth={320}
          main={<Table grid={grid} period={period} onOffer={offer} />}
          side={<EntrySide row={row} check={check} onSet={grid.set} />}
        />
      )}
      <Suspense fallback={null}>
        <OfferDialog grid={grid} ready={ready} isOpen={isOffering} onClose={() => setIsOffering(false)} />
      </Suspense>
    </>
  )
}

const cut: Text = {
  zh: '应报数据过多，没有全部列出。请选择一期。',
  en: 'Too many to show all of them: choose a period.',
}
const nothing = {
  why: { zh: '没有待填报的数据。', en: 'Nothing waits to be filled in.' },
  next: { zh: '开放填报后，应报数据列在这里。', en: 'Once entry opens, what is owed appears here.' },
}

/** How far the page is: what can be handed in, what is empty, what is to be put right. */
function sentenceOf({ rows, check }: EntryGrid, ready: number): Text {
  const empty = rows.filter((row) => check(row).result === 'empty').length
  const wrong = rows.length - ready - empty
  return {
    zh: `应报${rows.length}项：可提交${ready}项，未填${empty}项，须改或须说明${wrong}项。`,
    en: `To report: ${rows.length}. Ready to submit: ${ready}, not filled in: ${empty}, to put right or explain: ${wrong}.`,
  }
}

function Periods({ data, period, onPeriod }: Props) {
  const text = useText()
  const all = data.periods.reduce((sum, { count }) => sum + count, 0)
  return (
    <Select<string>
      aria-label={text({ zh: '报送期', en: 'Period' })}
      value={period ?? ''}
      popupMatchSelectWidth={false}
      onChange={(one) => onPeriod(one === '' ? undefined : one)}
      options={[
        { value: '', label: text({ zh: `各期（${all}）`, en: `All periods (${all})` }) },
        ...data.periods.map(({ period: value, count }) => {
          const { zh, en } = periodText(value)
          return { value, label: text({ zh: `${zh}（${count}）`, en: `${en} (${count})` }) }
        }),
      ]}
    />
  )
}

type TableProps = {
  readonly grid: EntryGrid
  readonly period: string | undefined
  readonly onOffer: () => void
}

function Table({ grid, period, onOffer }: TableProps) {
  const text = useText()
  const { rows, view, marks, place, isEditing, state } = grid
  return (
    <Panel
      title={{ zh: '应报数据', en: 'Data to report' }}
      note={text({ zh: 'Ctrl+Enter提交签字', en: 'Ctrl+Enter submits' })}
      flush
    >
      <div className="grid-tools">
        <ButtonFace kind="plain" isRefused={state.done.length === 0} onClick={() => grid.turn('undo')}>
          {text({ zh: '撤销', en: 'Undo' })}
        </ButtonFace>
        <ButtonFace kind="plain" isRefused={state.undone.length === 0} onClick={() => grid.turn('redo')}>
          {text({ zh: '重做', en: 'Redo' })}
        </ButtonFace>
        <ActionLink kind="plain" to="/duties/entry/table" label={{ zh: '导入Excel表', en: 'Import from Excel' }} />
        <a
          className="button plain"
          href={addressOf(downloadEntryTable, period === undefined ? {} : { period })}
          download
        >
          {text({ zh: '下载填报表', en: 'Download the table' })}
        </a>
        <span className="sub">{text(keys)}</span>
      </div>
      <Grid
        {...{ view, rows, marks, isEditing }}
        unsaved={noRows}
        selection={place}
        onSelect={grid.select}
        onEdit={grid.edit}
        onWrite={grid.write}
        onPaste={grid.paste}
        onUndo={() => grid.turn('undo')}
        onRedo={() => grid.turn('redo')}
        onSave={onOffer}
        onLeave={() => document.getElementById('grid-side')?.focus()}
      />
      <Line grid={grid} />
    </Panel>
  )
}
const noRows: ReadonlySet<string> = new Set()

const keys: Text = {
  zh: '方向键移动，Enter或F2编辑，空格勾零报告，Ctrl+V粘贴Excel、WPS的整块，Ctrl+Z撤销，Esc离开表格',
  en: 'Arrows move, Enter or F2 edits, Space marks a nil return, Ctrl+V pastes a block, Ctrl+Z undoes, Esc leaves',
}

/** The whole text of the active cell, and what is to be said of it. */
function Line({ grid: { rows, view, marks, place } }: { readonly grid: EntryGrid }) {
  const text = useText()
  const { language } = useLanguage()
  const [row, column] = [rows[place.active.row], entryColumns[place.active.column]]
  if (!row || !column) return <div className="grid-line" />
  const mark = marks.get(row.key)?.get(column.field)
  return (
    <div className="grid-line" aria-live="polite">
      <p>
        <b>{text(column.name)}</b>　{view.textOf(row, column, language)}
      </p>
      {mark && <p className={mark.level === 'hint' ? 'sub' : 'fault'}>{text(mark.message)}</p>}
    </div>
  )
}
