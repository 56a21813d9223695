import { Link } from 'react-router'
import type { HomeBusiness, HomeItem } from '#domain/home/home.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Props = Pick<HomeBusiness, 'items' | 'scope'>

/** The items a division answers for, with the phase they are in and what is due next. */
export function HomeItems({ items, scope }: Props) {
  const text = useText()
  const { actor } = useSession()
  const title =
    scope === 'office'
      ? { zh: '全办评估事项', en: 'Items of the office' }
      : { zh: '我处承担的事项', en: 'Items of my division' }
  const all = scope === 'office' || !actor.divisionId ? '/items' : `/items?divisionId=${actor.divisionId}`
  return (
    <Panel
      title={title}
      more={
        items.total > 0 ? (
          <Link to={all}>{text({ zh: `全部${items.total}项`, en: `All ${items.total}` })}</Link>
        ) : undefined
      }
      flush
    >
      <DataTable
        name={title}
        columns={useColumns()}
        keyOf={({ id }) => id}
        rows={items.rows}
        empty={
          <EmptyState
            why={
              scope === 'office'
                ? { zh: '本年度还没有印发的方案。', en: 'No plan has been issued for this year.' }
                : { zh: '本年度印发的方案中没有由本处承担的事项。', en: 'No item of this year’s issued plan is yours.' }
            }
          />
        }
      />
    </Panel>
  )
}

function useColumns(): Column<HomeItem>[] {
  const text = useText()
  return [
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ id, code, title }) => (
        <>
          <Link to={`/items/${id}`}>{title}</Link>
          <span className="sub item-code">{code}</span>
        </>
      ),
    },
    {
      key: 'phase',
      title: { zh: '当前阶段', en: 'Phase' },
      render: ({ phase }) => (phase ? <Phase phase={phase} /> : text({ zh: '未分阶段', en: 'No phases' })),
    },
    {
      key: 'next',
      title: { zh: '下一期限', en: 'Next due day' },
      onPhone: 'value',
      render: ({ nextDueOn }) => <NextDay on={nextDueOn} />,
    },
  ]
}

function Phase({ phase: { number, title, startsOn, endsOn } }: { phase: NonNullable<HomeItem['phase']> }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const [from, to] = [Number(startsOn.slice(5, 7)), Number(endsOn.slice(5, 7))]
  const isOneYear = startsOn.slice(0, 4) === endsOn.slice(0, 4)
  const long = `${format.month(startsOn)}—${format.month(endsOn)}`
  const months = {
    zh: isOneYear ? (from === to ? `${from}月` : `${from}—${to}月`) : long,
    en: long.replace('—', ' to '),
  }
  const over = endsOn < today ? { zh: '，期间已过', en: ', over' } : { zh: '', en: '' }
  return text({
    zh: `${number} ${title}（${months.zh}${over.zh}）`,
    en: `${number} ${title} (${months.en}${over.en})`,
  })
}

function NextDay({ on }: { on: string | null }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  if (on === null) return <span className="sub">{text({ zh: '无', en: 'None' })}</span>
  if (on >= today) return <span className="nw">{format.day(on)}</span>
  return (
    <span className="overdue-day">
      {text({ zh: `${format.day(on)}已过期`, en: `Overdue since ${format.day(on)}` })}
    </span>
  )
}
