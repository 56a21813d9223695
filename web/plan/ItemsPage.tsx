import { Checkbox, Input } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { lights } from '#domain/kernel/light.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { type ItemRow, listItems } from '#domain/plan/item.api.ts'
import { itemKinds } from '#domain/plan/item.ts'
import { exportItems } from '#domain/plan/itemTable.api.ts'
import { listPlans } from '#domain/plan/plan.api.ts'
import { planStates } from '#domain/plan/plan.ts'
import { SavedViews } from '#web/board/SavedViews.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { Icon, type IconName } from '#web/kernel/Icon.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import './plan.css'

const filterNames = ['divisionId', 'responsibleId', 'kind', 'dimension', 'light', 'search', 'mine'] as const
type FilterName = (typeof filterNames)[number] | 'year'

/** The items of a year, narrowed by what stands in the address. */
export const ItemsPage = forReaders(listItems, ItemsView)

function ItemsView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const [query, setQuery] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const set = (name: FilterName, value: string | undefined) =>
    setQuery(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  const filters = Object.fromEntries(filterNames.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])))
  const pages = usePages(listItems, { year, ...filters })
  const rows = pages.rows
  const isDraft = rows?.some(({ planState }) => planState !== 'issued') ?? false
  const count = `${rows?.length ?? 0}${pages.hasMore ? '+' : ''}`
  const state = isDraft && rows?.[0] ? planStates[rows[0].planState] : undefined
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: `${year}年度评估事项`, en: `Items of ${year}` }}
        sentence={text({
          zh: `列出${count}项${state ? `；方案${state.zh}，印发前责任分工尚未确定` : ''}。`,
          en: `${count} listed${state ? `; the plan is “${state.en}”, so nobody is bound yet` : ''}.`,
        })}
      />
      <Filters {...{ query, year, set }} />
      <Panel
        title={{ zh: '评估事项', en: 'Items' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportItems, { year, language, ...filters })}
            aria-label={text({ zh: '导出事项进度.xlsx', en: 'Export the items with their progress as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <DataTable
          name={{ zh: '评估事项', en: 'Items' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的事项。', en: 'No items match.' }}
              next={{
                zh: '可以放宽“处”或“类别”，或换一个年度。',
                en: 'Widen division or kind, or choose another year.',
              }}
            />
          }
        />
      </Panel>
    </div>
  )
}

type FilterProps = {
  readonly query: URLSearchParams
  readonly year: number
  readonly set: (name: FilterName, value: string | undefined) => void
}

function Filters({ query, year, set }: FilterProps) {
  const text = useText()
  const { dimensions } = useSession().pack
  const plans = useRead(listPlans, {})
  const divisions = useRead(listDivisions, {})
  const years = [...new Set([year, ...(plans.data?.rows.map((plan) => plan.year) ?? [])])].toSorted((a, b) => b - a)
  const choose = (name: FilterName, label: { zh: string; en: string }, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      aria-label={text(label)}
      placeholder={text(label)}
      popupMatchSelectWidth={false}
      value={query.get(name) ?? undefined}
      options={options}
      onChange={(value: string | undefined) => set(name, value)}
    />
  )
  const named = (names: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(names).map(([value, words]) => ({ value, label: text(words) }))
  return (
    <div className="filters">
      <Select
        aria-label={text({ zh: '年度', en: 'Year' })}
        value={year}
        options={years.map((value) => ({ value, label: text({ zh: `${value}年度`, en: String(value) }) }))}
        onChange={(value) => set('year', String(value))}
      />
      {choose(
        'divisionId',
        { zh: '责任处或协调处', en: 'Division' },
        (divisions.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: text(name) })),
      )}
      {query.has('responsibleId') &&
        choose(
          'responsibleId',
          { zh: '责任处', en: 'Responsible division' },
          (divisions.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: text(name) })),
        )}
      {choose('kind', { zh: '类别', en: 'Kind' }, named(itemKinds))}
      {choose('dimension', { zh: '维度', en: 'Dimension' }, named(dimensions))}
      {choose('light', { zh: '灯号', en: 'Light' }, named(lights))}
      <Input.Search
        allowClear={{ clearIcon: <NamedIcon icon="cross" name={{ zh: '清除', en: 'Clear' }} /> }}
        searchIcon={<NamedIcon icon="find" name={{ zh: '查找', en: 'Find' }} />}
        className="item-search"
        aria-label={text({ zh: '编号或名称', en: 'Code or title' })}
        placeholder={text({ zh: '编号或名称', en: 'Code or title' })}
        defaultValue={query.get('search') ?? ''}
        onSearch={(value) => set('search', value.trim())}
      />
      <Checkbox
        checked={query.get('mine') === 'yes'}
        onChange={(event) => set('mine', event.target.checked ? 'yes' : undefined)}
      >
        {text({ zh: '我是责任人或参与人', en: 'I am named' })}
      </Checkbox>
      <SavedViews path="/items" />
    </div>
  )
}

function useColumns(): Column<ItemRow>[] {
  const text = useText()
  const { dimensions } = useSession().pack
  return [
    { key: 'code', title: { zh: '编号', en: 'Code' }, render: ({ code }) => <span className="nw">{code}</span> },
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ id, title }) => <Link to={`/items/${id}`}>{title}</Link>,
    },
    {
      key: 'light',
      title: { zh: '灯号', en: 'Light' },
      onPhone: 'bare',
      render: ({ light }) => (light ? <LightTag light={light} /> : <span className="wide-only">–</span>),
    },
    { key: 'kind', title: { zh: '类别', en: 'Kind' }, render: ({ kind }) => text(itemKinds[kind]) },
    {
      key: 'dimension',
      title: { zh: '维度', en: 'Dimension' },
      onPhone: 'none',
      render: ({ dimension }) => text(dimensions[dimension] ?? { zh: dimension, en: dimension }),
    },
    {
      key: 'responsible',
      title: { zh: '责任处', en: 'Responsible division' },
      render: (row) => (row.responsibleDivision ? text(row.responsibleDivision.name) : '–'),
    },
    {
      key: 'coordinating',
      title: { zh: '协调处', en: 'Coordinating division' },
      render: (row) => (row.coordinatingDivision ? text(row.coordinatingDivision.name) : '–'),
    },
    {
      key: 'person',
      title: { zh: '主要责任人', en: 'Main responsible' },
      render: (row) => <span className="nw">{row.mainResponsiblePerson?.name ?? '–'}</span>,
    },
    {
      key: 'phases',
      title: { zh: '阶段', en: 'Phases' },
      isNumber: true,
      onPhone: 'none',
      render: ({ phaseCount }) => phaseCount,
    },
    {
      key: 'weight',
      title: { zh: '权重', en: 'Weight' },
      isNumber: true,
      onPhone: 'value',
      render: ({ weight }) => weight ?? '–',
    },
  ]
}

/** A button's picture with its name in the reader's language: the field itself has none, or one in English alone. */
function NamedIcon({ icon, name }: { icon: IconName; name: Text }) {
  const text = useText()
  return (
    <>
      <Icon name={icon} />
      <span className="hidden-words">{text(name)}</span>
    </>
  )
}
