import { useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { frequencies } from '#domain/calendar/periods.ts'
import {
  type CatalogueEntry,
  type CatalogueIndicator,
  readCatalogueHistory,
  readCatalogueIndicator,
  readCatalogueYear,
} from '#domain/catalogue/catalogue.api.ts'
import { catalogueActs, entryStates, entryTransitions, levels, scorings } from '#domain/catalogue/catalogue.ts'
import { directions } from '#domain/catalogue/direction.ts'
import { fromBoth, inLanguage, same } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { formatNumber } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { EntryForm } from './EntryForm.tsx'
import { WithdrawEntry } from './WithdrawEntry.tsx'
import './catalogue.css'

export function CatalogueIndicatorPage() {
  const { id = '' } = useParams()
  const read = useRead(readCatalogueIndicator, { id })
  return (
    <Loaded isPage of={read} rows={10}>
      {(indicator) => <IndicatorView indicator={indicator} />}
    </Loaded>
  )
}

function IndicatorView({ indicator }: { indicator: CatalogueIndicator }) {
  const text = useText()
  const [query, setQuery] = useSearchParams()
  const entry = indicator.entries.find(({ year }) => String(year) === query.get('year')) ?? indicator.entries[0]
  if (!entry) return null
  const { year, name, trail, level } = entry
  return (
    <>
      <PageHead
        title={same(name)}
        crumbs={[{ label: { zh: `${year}年度指标目录`, en: `Indicators of ${year}` }, to: `/catalogue?year=${year}` }]}
        chips={
          <StageTag
            stage={entry.withdrawnOn ? 'upcoming' : 'reported'}
            label={entry.withdrawnOn ? { zh: `${year}年度停用`, en: `Out of use in ${year}` } : levels[level]}
          />
        }
        sentence={trail.length > 0 ? trail.map((one) => one.name).join(' › ') : text(levels[level])}
        actions={<Actions entry={entry} />}
      />
      <Columns
        main={
          <>
            <EntryFacts entry={entry} />
            <Years entries={indicator.entries} onYear={(of) => setQuery({ year: String(of) }, { replace: true })} />
            {level === 3 && <Uses uses={indicator.uses} />}
          </>
        }
        side={<IndicatorHistory id={indicator.id} />}
      />
    </>
  )
}

function Actions({ entry }: { entry: CatalogueEntry }) {
  const [open, setOpen] = useState<'change' | 'withdraw' | null>(null)
  const catalogue = useRead(readCatalogueYear, { year: entry.year })
  return (
    <>
      <ActionButton
        transition={entryTransitions.change}
        facts={entry}
        states={entryStates}
        asks
        onClick={() => setOpen('change')}
      />
      <ActionButton
        transition={entryTransitions.withdraw}
        facts={entry}
        states={entryStates}
        reason="below"
        asks
        onClick={() => setOpen('withdraw')}
      />
      {catalogue.data && (
        <EntryForm
          isOpen={open === 'change'}
          onClose={() => setOpen(null)}
          entry={entry}
          headings={catalogue.data.headings.filter(({ id }) => id !== entry.indicatorId)}
        />
      )}
      <WithdrawEntry entry={entry} isOpen={open === 'withdraw'} onClose={() => setOpen(null)} />
    </>
  )
}

function EntryFacts({ entry }: { entry: CatalogueEntry }) {
  const text = useText()
  const { year, number, level, unit, decimals, frequency, collectingUnit, target, base, municipalNumber } = entry
  const figures = [
    { name: { zh: '单位', en: 'Unit' }, value: unit },
    { name: { zh: '小数位数', en: 'Decimals' }, value: decimals },
    { name: { zh: '方向', en: 'Direction' }, value: text(directions[entry.direction]) },
    { name: { zh: '频度', en: 'Frequency' }, value: frequency ? text(frequencies[frequency]) : null },
    {
      name: { zh: '数据采集责任单位', en: 'Collecting unit' },
      value: collectingUnit ? text(collectingUnit.name) : null,
    },
    { name: { zh: '基期值', en: 'Base value' }, value: base && formatNumber(base) },
    { name: { zh: '目标值', en: 'Target' }, value: target && formatNumber(target) },
    { name: { zh: '计分方法', en: 'Scoring' }, value: entry.scoring ? text(scorings[entry.scoring]) : null },
    {
      name: { zh: '市级指标', en: "Of the city's table" },
      value: municipalNumber === null ? null : text({ zh: `第${municipalNumber}项`, en: `number ${municipalNumber}` }),
    },
  ]
  return (
    <Panel title={{ zh: `${year}年度`, en: String(year) }}>
      <Facts
        facts={[
          { name: { zh: '编号', en: 'Number' }, value: number },
          ...(level === 3 ? figures : []),
          { name: { zh: '口径和评估标准', en: 'Definition and standard' }, value: entry.definition },
          { name: { zh: '数据来源', en: 'Source' }, value: entry.source },
        ]}
      />
    </Panel>
  )
}

type YearsProps = { readonly entries: CatalogueIndicator['entries']; readonly onYear: (year: number) => void }

/** What each year says of the indicator, side by side. */
function Years({ entries, onYear }: YearsProps) {
  const text = useText()
  return (
    <Panel title={{ zh: '各年度', en: 'Year by year' }} flush>
      <DataTable
        name={{ zh: '各年度的指标', en: 'The indicator year by year' }}
        rows={entries}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'year',
            title: { zh: '年度', en: 'Year' },
            onPhone: 'name',
            render: ({ year }) => (
              <button type="button" className="button plain" onClick={() => onYear(year)}>
                {text({ zh: `${year}年度`, en: String(year) })}
              </button>
            ),
          },
          { key: 'number', title: { zh: '编号', en: 'Number' }, render: ({ number }) => number },
          { key: 'name', title: { zh: '名称', en: 'Name' }, render: ({ name }) => name },
          { key: 'unit', title: { zh: '单位', en: 'Unit' }, render: ({ unit }) => unit || null },
          { key: 'base', title: { zh: '基期值', en: 'Base value' }, isNumber: true, render: ({ base }) => base },
          {
            key: 'target',
            title: { zh: '目标值', en: 'Target' },
            isNumber: true,
            onPhone: 'value',
            render: ({ target }) => target,
          },
        ]}
        empty={null}
      />
    </Panel>
  )
}

function Uses({ uses }: Pick<CatalogueIndicator, 'uses'>) {
  const text = useText()
  return (
    <Panel title={{ zh: '评估事项中的指标', en: 'In the items' }} flush={uses.length > 0}>
      {uses.length === 0 ? (
        <EmptyState
          why={{ zh: '还没有评估事项的指标与它对应。', en: 'No indicator of an item is matched with it yet.' }}
          next={{
            zh: '名称和单位相同的，可由办绩效办在目录页一并对应。',
            en: 'The performance office matches those of the same name and unit on the page of the catalogue.',
          }}
        />
      ) : (
        <DataTable
          name={{ zh: '评估事项中的指标', en: 'In the items' }}
          rows={uses.map((use, at) => ({ ...use, at }))}
          keyOf={({ at }) => String(at)}
          columns={[
            {
              key: 'year',
              title: { zh: '年度', en: 'Year' },
              render: ({ year }) => text({ zh: `${year}年度`, en: String(year) }),
            },
            {
              key: 'item',
              title: { zh: '评估事项', en: 'Item' },
              onPhone: 'name',
              render: ({ itemId, itemCode, itemTitle }) => (
                <Link to={`/items/${itemId}`}>
                  {itemCode} {itemTitle}
                </Link>
              ),
            },
            { key: 'name', title: { zh: '指标', en: 'Indicator' }, render: ({ name, unit }) => `${name}（${unit}）` },
          ]}
          empty={null}
        />
      )}
    </Panel>
  )
}

function IndicatorHistory({ id }: { id: string }) {
  const { language } = useLanguage()
  const history = useRead(readCatalogueHistory, { id })
  const say = (words: string | null) => words && inLanguage(fromBoth(words) ?? same(words), language)
  return (
    <Loaded of={history}>
      {({ rows }) => (
        <HistoryPanel
          entries={rows.map((row) => ({
            ...row,
            changes: row.changes.map((change) => ({ ...change, old: say(change.old), new: say(change.new) })),
          }))}
          nameOf={(action) => catalogueActs[action] ?? same(action)}
        />
      )}
    </Loaded>
  )
}
