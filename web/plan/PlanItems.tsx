import { type ReactNode, useMemo, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { compare, round } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { away, itemKinds, weightOf } from '#domain/plan/item.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { divisionFactsOf, factsOf } from './planFacts.ts'
import { addressOf, isWrittenBy } from './planNames.ts'
import { usePlanCheck } from './usePlanCheck.ts'
import type { WrittenPlan } from './writtenPlan.tsx'

type Filters = { readonly divisionId?: string | undefined; readonly dimension?: string | undefined }
/** Fewer items than one page are seen at a glance. */
const few = 50

/** The items page by page with the sum of all weights; while drafting, each with what the linter says. */
export function PlanItems({ plan }: { plan: WrittenPlan }) {
  const { actor } = useSession()
  const navigate = useNavigate()
  const isWritten = isWrittenBy(actor, plan)
  const columns = useColumns(plan, isWritten)
  const [filters, setFilters] = useState<Filters>({})
  // what is signed off is what was read: another draft is listed anew
  const pages = usePages(
    listPlanItems,
    { id: plan.id, ...filters },
    plan.kind === 'division' ? { asOf: plan.draftDigest } : {},
  )
  const look = {
    label: { zh: '增列事项', en: 'Add an item' },
    kind: 'plain',
    onClick: () => void navigate(`${addressOf(plan)}/items/new`),
  } as const
  const add =
    plan.kind === 'division' ? (
      <ActionButton
        transition={divisionPlanTransitions.edit}
        facts={divisionFactsOf(plan)}
        states={divisionPlanStates}
        {...look}
      />
    ) : (
      <ActionButton transition={planTransitions.edit} facts={factsOf(plan)} states={planStates} {...look} />
    )
  return (
    <Panel
      id="items"
      title={{ zh: '评估事项', en: 'Items' }}
      note={plan.kind !== 'division' ? <WeightSum sums={plan.weights} /> : undefined}
      flush
      more={isWritten ? <Writing plan={plan} add={add} /> : undefined}
    >
      {plan.itemCount > few && <Narrow {...{ plan, filters }} onChange={setFilters} />}
      <DataTable
        name={{ zh: '评估事项', en: 'Items' }}
        columns={columns}
        keyOf={({ id }) => id}
        pages={pages}
        empty={
          plan.itemCount > 0 ? (
            <EmptyState why={noMatch} />
          ) : (
            <EmptyState why={none} next={nextOf[plan.kind === 'division' ? plan.kind : 'office']} />
          )
        }
      />
    </Panel>
  )
}

const none = { zh: '还没有事项。', en: 'There are no items yet.' }
const noMatch = { zh: '没有符合条件的事项。', en: 'No items match.' }

type NarrowProps = { plan: WrittenPlan; filters: Filters; onChange: (filters: Filters) => void }

/** A long list narrowed by division and dimension. */
function Narrow({ plan, filters, onChange }: NarrowProps) {
  const text = useText()
  const { dimensions } = useSession().pack
  const ofDivisions = useDivisionOptions()
  const ofDimensions = Object.entries(dimensions).map(([value, words]) => ({ value, label: text(words) }))
  const choose = (name: keyof Filters, label: Text, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      aria-label={text(label)}
      placeholder={text(label)}
      popupMatchSelectWidth={false}
      value={filters[name]}
      options={options}
      onChange={(value: string | undefined) => onChange({ ...filters, [name]: value })}
    />
  )
  return (
    <div className="filters in-panel">
      {plan.kind === 'office' && choose('divisionId', { zh: '责任处或协调处', en: 'Division' }, ofDivisions)}
      {choose('dimension', { zh: '维度', en: 'Dimension' }, ofDimensions)}
    </div>
  )
}

/** The grid, where there is room for it, the import of a table, and one item by its form. */
function Writing({ plan, add }: { plan: WrittenPlan; add: ReactNode }) {
  const basis = plan.kind === 'division' ? divisionPlanTransitions.edit.basis : planTransitions.edit.basis
  const to = addressOf(plan)
  return (
    <>
      <span className="wide-only">
        <ActionLink kind="plain" to={`${to}/grid`} label={{ zh: '表格编辑', en: 'Edit as a table' }} basis={basis} />
      </span>
      <ActionLink kind="plain" to={`${to}/table`} label={{ zh: '导入', en: 'Import' }} basis={basis} />
      {add}
    </>
  )
}

const nextOf = {
  office: { zh: '可以增列，或从市级指标带入。', en: "Add one, or begin with the city's indicators." },
  division: { zh: '由本处增列。', en: 'The division adds them.' },
} as const

function useColumns(plan: WrittenPlan, isWritten: boolean): Column<Item>[] {
  const text = useText()
  const { pack } = useSession()
  const check = usePlanCheck(plan).data
  const byItem = useMemo(() => Map.groupBy(check?.findings ?? [], ({ itemId }) => itemId), [check])
  const missing = <b className="cell-missing">{text({ zh: '未填', en: 'Missing' })}</b>
  const waiting = <span className="sub">{text({ zh: '正在核对', en: 'Being checked' })}</span>
  const two = (first: ReactNode, second: ReactNode) => (
    <span className="two-lines">
      <span>{first}</span>
      <span className="sub">{second}</span>
    </span>
  )
  const columns: Column<Item>[] = [
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ id, title, code }) =>
        two(<Link to={isWritten ? `/items/${id}/edit` : `/items/${id}`}>{title}</Link>, code),
    },
    {
      key: 'kind',
      title: { zh: '类别、维度', en: 'Kind, dimension' },
      render: ({ kind, dimension }) =>
        two(text(itemKinds[kind]), text(pack.dimensions[dimension] ?? { zh: dimension, en: dimension })),
    },
    {
      key: 'person',
      title: { zh: '责任人', en: 'Responsible' },
      render: (item) => <span className="nw">{item.mainResponsiblePerson?.name ?? missing}</span>,
    },
    {
      key: 'divisions',
      title: { zh: '责任处、协调处', en: 'Divisions' },
      render: ({ responsibleDivision, coordinatingDivision }) =>
        two(
          responsibleDivision ? text(responsibleDivision.name) : missing,
          coordinatingDivision ? text(coordinatingDivision.name) : '–',
        ),
    },
    {
      key: 'weight',
      title: { zh: '权重', en: 'Weight' },
      isNumber: true,
      onPhone: 'value',
      render: ({ weight, kind }) => weight ?? (plan.kind === 'division' || kind === 'specialTask' ? '–' : missing),
    },
    {
      key: 'goal',
      title: { zh: '年度目标', en: 'Yearly goal' },
      render: ({ goal, phases: { length } }) =>
        two(goal || missing, text({ zh: `${length}个阶段`, en: length === 1 ? '1 phase' : `${length} phases` })),
    },
  ]
  if (plan.state !== 'drafting') return columns
  const found = ({ id }: Item) => (check ? <Check findings={byItem.get(id) ?? []} /> : waiting)
  return [...columns, { key: 'check', title: { zh: '核对', en: 'Check' }, render: found }]
}

/** 权重合计100.00 with a tick, or how far it is from 100. */
export function WeightSum({ sums }: { sums: readonly Pick<Item, 'weight'>[] }) {
  const text = useText()
  const total = weightOf(sums)
  const shown = round(total, 2)
  if (compare(total, '100') === 0)
    return <LightTag light="green" label={{ zh: `权重合计${shown}`, en: `Weights add up to ${shown}` }} />
  const { zh, en } = away(total)
  return (
    <span className="sum-off">{text({ zh: `权重合计${shown}，${zh}`, en: `Weights add up to ${shown}, ${en}` })}</span>
  )
}

/** What the linter says of one item: nothing, so many hints, or so many faults. */
function Check({ findings }: { findings: readonly Finding[] }) {
  const of = findings.filter(({ silence }) => silence === null)
  const faults = of.filter(({ level }) => level === 'blocking').length
  if (faults > 0) return <LightTag light="red" label={{ zh: `${faults}处须改`, en: `${faults} to put right` }} />
  if (of.length > 0) return <LightTag light="yellow" label={{ zh: `${of.length}处提示`, en: `${of.length} hints` }} />
  return <LightTag light="green" label={{ zh: '无', en: 'None' }} />
}
