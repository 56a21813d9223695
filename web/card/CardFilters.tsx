import { Select } from 'antd'
import { useSearchParams } from 'react-router'
import { cardStates, cardSteps } from '#domain/card/card.ts'
import { answerStates } from '#domain/card/cardAnswer.ts'
import { seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'

/** Year, kind, state and, for those who see the whole office, the division hit. */
export function CardFilters({ year }: { year: number }) {
  const text = useText()
  const { pack, actor, today } = useSession()
  const [query, setQuery] = useSearchParams()
  const divisions = useRead(listDivisions, {}, { enabled: seesEverything(actor) })
  const set = (name: string, value: string | undefined): void =>
    setQuery(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  const choose = (name: string, label: Text, options: { value: string; label: string }[]) => (
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
  const thisYear = Number(today.slice(0, 4))
  const years = [...new Set([year, thisYear, thisYear - 1, thisYear - 2])].toSorted((a, b) => b - a)
  return (
    <div className="filters panel-body">
      <Select
        aria-label={text({ zh: '年度', en: 'Year' })}
        value={year}
        options={years.map((value) => ({ value, label: text({ zh: `${value}年度`, en: String(value) }) }))}
        onChange={(value) => set('year', String(value))}
      />
      {choose(
        'step',
        { zh: '种类', en: 'Kind' },
        cardSteps.map((value) => ({ value, label: text(pack.cards[value]) })),
      )}
      {choose(
        'state',
        { zh: '状态', en: 'State' },
        Object.entries(cardStates).map(([value, name]) => ({ value, label: text(name) })),
      )}
      {choose(
        'answerState',
        { zh: '说明', en: 'Explanation' },
        Object.entries(answerStates).map(([value, name]) => ({ value, label: text(name) })),
      )}
      {seesEverything(actor) &&
        choose(
          'divisionId',
          { zh: '记入的处', en: 'Division hit' },
          (divisions.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: text(name) })),
        )}
    </div>
  )
}
