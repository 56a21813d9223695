import type { Item } from '#domain/plan/item.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

type Measure = Item['measures'][number]
type Share = Item['coDivisions'][number]

/** What is to be done and by whom (Art. 9), and the divisions that share the responsibility; nothing where there is none. */
export function ItemShares({ item }: { item: Item }) {
  return (
    <>
      {item.measures.length > 0 && <Measures measures={item.measures} />}
      {item.coDivisions.length > 0 && <Shares item={item} />}
    </>
  )
}

function Measures({ measures }: { measures: readonly Measure[] }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<Measure>[] = [
    {
      key: 'what',
      title: { zh: '措施', en: 'Measure' },
      onPhone: 'name',
      render: (measure) => `${measures.indexOf(measure) + 1}　${measure.what}`,
    },
    { key: 'who', title: { zh: '办理人', en: 'By' }, render: ({ person, who }) => person?.name ?? (who || '–') },
    {
      key: 'until',
      title: { zh: '期限', en: 'Until' },
      onPhone: 'value',
      render: ({ untilOn }) => <span className="nw">{untilOn ? format.day(untilOn) : '–'}</span>,
    },
  ]
  return (
    <Panel
      title={{ zh: '措施', en: 'Measures' }}
      note={text({ zh: `${measures.length}项`, en: `${measures.length}` })}
      flush
    >
      <DataTable
        name={{ zh: '措施', en: 'Measures' }}
        columns={columns}
        keyOf={(measure) => String(measures.indexOf(measure))}
        rows={measures}
        empty={null}
      />
    </Panel>
  )
}

function Shares({ item }: { item: Item }) {
  const text = useText()
  const columns: Column<Share>[] = [
    {
      key: 'division',
      title: { zh: '配合处', en: 'Division' },
      onPhone: 'name',
      width: '30%',
      render: ({ division }) => text(division.name),
    },
    { key: 'goal', title: { zh: '本处目标', en: 'Its goal' }, render: ({ goal }) => goal || '–' },
    {
      key: 'own',
      title: { zh: '本处阶段、指标', en: 'Its phases, indicators' },
      render: ({ division }) => {
        const of = (parts: readonly { readonly division: Share['division'] | null }[]) =>
          parts.filter((part) => part.division?.id === division.id).length
        const [phases, indicators] = [of(item.phases), of(item.indicators)]
        if (phases + indicators === 0) return '–'
        return text({
          zh: [phases && `${phases}个阶段`, indicators && `${indicators}项指标`].filter(Boolean).join('，'),
          en: [phases && `phases: ${phases}`, indicators && `indicators: ${indicators}`].filter(Boolean).join(', '),
        })
      },
    },
  ]
  return (
    <Panel title={{ zh: '配合处', en: 'Co-responsible divisions' }} flush>
      <DataTable
        name={{ zh: '配合处及目标', en: 'Co-responsible divisions and their goals' }}
        columns={columns}
        keyOf={({ division }) => division.id}
        rows={item.coDivisions}
        empty={null}
      />
    </Panel>
  )
}
