import { Checkbox, Input } from 'antd'
import { useSearchParams } from 'react-router'
import { frequencies } from '#domain/calendar/periods.ts'
import type { CatalogueYear } from '#domain/catalogue/catalogue.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'

export const filterNames = ['search', 'level1Id', 'frequency', 'collectingUnitId', 'withdrawn'] as const

/** The year and what the list is narrowed by, kept in the address. */
export function CatalogueFilters({ catalogue: { year, years, headings, counts } }: { catalogue: CatalogueYear }) {
  const text = useText()
  const [query, setQuery] = useSearchParams()
  const units = useRead(listExternalBodies, {})
  const set = (name: (typeof filterNames)[number] | 'year', value: string | undefined) =>
    setQuery(
      (now) => {
        if (value) now.set(name, value)
        else now.delete(name)
        // a heading is one of its year
        if (name === 'year') now.delete('level1Id')
        return now
      },
      { replace: true },
    )
  const choose = (name: (typeof filterNames)[number], label: Text, options: { value: string; label: string }[]) => (
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
  const shownYears = [...new Set([year, year + 1, ...years])].toSorted((a, b) => b - a)
  return (
    <div className="filters catalogue-filters">
      <Select
        aria-label={text({ zh: '年度', en: 'Year' })}
        value={year}
        options={shownYears.map((value) => ({ value, label: text({ zh: `${value}年度`, en: String(value) }) }))}
        onChange={(value) => set('year', String(value))}
      />
      {choose(
        'level1Id',
        { zh: '一级指标', en: 'First level' },
        headings.filter(({ level }) => level === 1).map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choose(
        'frequency',
        { zh: '频度', en: 'Frequency' },
        Object.entries(frequencies).map(([value, words]) => ({ value, label: text(words) })),
      )}
      {choose(
        'collectingUnitId',
        { zh: '数据采集责任单位', en: 'Collecting unit' },
        (units.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: text(name) })),
      )}
      <Input.Search
        className="catalogue-search"
        aria-label={text({ zh: '名称、拼音首字母或编号', en: 'Name, pinyin initials or number' })}
        placeholder={text({ zh: '名称、拼音首字母或编号', en: 'Name, pinyin initials or number' })}
        defaultValue={query.get('search') ?? ''}
        onSearch={(value) => set('search', value.trim())}
      />
      {counts.withdrawn > 0 && (
        <Checkbox
          checked={query.get('withdrawn') === 'yes'}
          onChange={(event) => set('withdrawn', event.target.checked ? 'yes' : undefined)}
        >
          {text({ zh: '含已停用', en: 'Out of use too' })}
        </Checkbox>
      )}
    </div>
  )
}
