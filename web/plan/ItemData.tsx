import { Link } from 'react-router'
import { frequencies, shortPeriodText } from '#domain/calendar/periods.ts'
import { stages } from '#domain/collection/duty.ts'
import { dataStates } from '#domain/collection/dutyStates.ts'
import { decimalsOf, round } from '#domain/kernel/decimal.ts'
import type { Item, LatestDuty } from '#domain/plan/item.api.ts'
import { deliveries } from '#domain/plan/item.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { DataStateTag, StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Indicator = Item['indicators'][number]
type Props = { readonly item: Item; readonly data: readonly LatestDuty[] | null }

/** The indicators of an item; where their latest data stand, for whoever may see them. */
export function ItemData({ item, data }: Props) {
  const text = useText()
  const columns = useColumns(data)
  return (
    <Panel
      title={{ zh: '指标数据', en: 'Indicator data' }}
      note={
        data === null
          ? text({ zh: '数据由责任处、配合处、协调处查看', en: 'The data are for its divisions' })
          : undefined
      }
      more={
        data && data.length > 0 ? (
          <Link to={`/duties?year=${item.year}`}>{text({ zh: '在数据表中查看', en: 'See in the data table' })}</Link>
        ) : undefined
      }
      flush
    >
      <DataTable
        name={{ zh: '指标', en: 'Indicators' }}
        columns={columns}
        keyOf={({ id }) => id}
        rows={item.indicators}
        empty={
          <EmptyState
            why={{ zh: '本事项没有指标。', en: 'This item has no indicators.' }}
            {...(item.reporting ? { next: { zh: item.reporting, en: item.reporting } } : {})}
          />
        }
      />
    </Panel>
  )
}

function useColumns(data: Props['data']): Column<Indicator>[] {
  const text = useText()
  const dutyOf = (indicator: Indicator) => data?.find(({ indicatorId }) => indicatorId === indicator.id)
  const columns: Column<Indicator>[] = [
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ name, definition, division }) => (
        <span className="two-lines">
          <span>{name}</span>
          {division && (
            <span className="sub">
              {text({ zh: `由${division.name.zh}报送`, en: `Reported by ${division.name.en}` })}
            </span>
          )}
          {definition && <span className="sub">{definition}</span>}
        </span>
      ),
    },
    {
      key: 'frequency',
      title: { zh: '频度', en: 'Frequency' },
      render: ({ frequency }) => text(frequencies[frequency]),
    },
    {
      key: 'unit',
      title: { zh: '单位', en: 'Unit' },
      onPhone: 'none',
      render: ({ unit }) => <span className="nw">{unit}</span>,
    },
  ]
  const target: Column<Indicator> = {
    key: 'target',
    title: { zh: '年度目标', en: 'Target' },
    isNumber: true,
    render: (indicator) => <Figure value={indicator.target} {...indicator} />,
  }
  const to: Column<Indicator> = {
    key: 'to',
    title: { zh: '报送', en: 'Reported to' },
    render: ({ collectingUnit, delivery }) => (
      <span className="two-lines nw-zh">
        <span>{text(collectingUnit?.name ?? { zh: '内部', en: 'Within the office' })}</span>
        <span className="sub">{text(deliveries[delivery])}</span>
      </span>
    ),
  }
  if (data === null) return [...columns, target, to]
  return [
    ...columns,
    {
      key: 'latest',
      title: { zh: '最近一期', en: 'Latest' },
      isNumber: true,
      onPhone: 'value',
      render: (indicator) => <Latest indicator={indicator} duty={dutyOf(indicator)} />,
    },
    target,
    {
      key: 'stage',
      title: { zh: '环节', en: 'Stage' },
      onPhone: 'bare',
      render: (indicator) => <Stage duty={dutyOf(indicator)} />,
    },
    to,
  ]
}

type FigureProps = { readonly value: string | null; readonly decimals: number }

/** As many decimals as the indicator has; digits that a target has beyond them are not hidden. */
function Figure({ value, decimals }: FigureProps) {
  const format = useFormat()
  if (value === null) return '–'
  return format.number(round(value, Math.max(decimals, decimalsOf(value))))
}

function Latest({ indicator, duty }: { indicator: Indicator; duty: LatestDuty | undefined }) {
  const text = useText()
  if (!duty) return '–'
  return (
    <span className="two-lines">
      <span>{duty.kind === 'value' ? <Figure value={duty.value} decimals={indicator.decimals} /> : '–'}</span>
      <span className="sub">{text(shortPeriodText(duty.period))}</span>
    </span>
  )
}

function Stage({ duty }: { duty: LatestDuty | undefined }) {
  const text = useText()
  const { today } = useSession()
  if (!duty) return <span className="sub">{text({ zh: '印发后产生', en: 'Made at issue' })}</span>
  const { stage } = duty
  return (
    <span className="tags">
      {duty.isVisible ? (
        <Link to={`/duties/${duty.dutyId}`}>
          <StageTag stage={stage} label={stages[stage]} />
        </Link>
      ) : (
        <StageTag stage={stage} label={stages[stage]} />
      )}
      {dataStates(duty, today).map((state) => (
        <DataStateTag key={state} state={state} />
      ))}
    </span>
  )
}
