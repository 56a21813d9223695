import { useSearchParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useText } from './language.tsx'
import { useSession } from './session.tsx'

/** The filters of a list stand in the address: what is chosen, and how it is changed or taken away. */
export function useFilters() {
  const [query, setQuery] = useSearchParams()
  const set = (name: string, value: string | undefined): void =>
    setQuery(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        return now
      },
      { replace: true },
    )
  return { query, set }
}

type FilterProps = {
  /** In the address. */
  readonly name: string
  readonly label: Text
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** One filter of a list, empty while nothing is chosen. */
export function Filter({ name, label, options }: FilterProps) {
  const text = useText()
  const { query, set } = useFilters()
  return (
    <Select
      allowClear
      aria-label={text(label)}
      placeholder={text(label)}
      popupMatchSelectWidth={false}
      value={query.get(name) ?? undefined}
      options={[...options]}
      onChange={(value: string | undefined) => set(name, value)}
    />
  )
}

/** The year of a list; the years offered are this one, the two before and those given. */
export function YearFilter({ year, also = [] }: { readonly year: number; readonly also?: readonly number[] }) {
  const text = useText()
  const { today } = useSession()
  const { set } = useFilters()
  const thisYear = Number(today.slice(0, 4))
  const years = [...new Set([year, thisYear, thisYear - 1, thisYear - 2, ...also])].toSorted((a, b) => b - a)
  return (
    <Select
      aria-label={text({ zh: '年度', en: 'Year' })}
      value={year}
      options={years.map((value) => ({ value, label: text({ zh: `${value}年度`, en: String(value) }) }))}
      onChange={(value) => set('year', String(value))}
    />
  )
}

/** Names of a closed list as choices. */
export function useNamed() {
  const text = useText()
  return (names: Readonly<Record<string, Text>>) =>
    Object.entries(names).map(([value, name]) => ({ value, label: text(name) }))
}
