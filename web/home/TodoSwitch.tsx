import { Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#web/kernel/language.tsx'

export type Grouping = 'due' | 'item'

/** How the list is grouped, as it stands in the address. */
export function useGrouping(): Grouping {
  return useSearchParams()[0].get('by') === 'item' ? 'item' : 'due'
}

/** By due day, or by item. */
export function TodoSwitch() {
  const text = useText()
  const [, setQuery] = useSearchParams()
  const choose = (by: Grouping): void =>
    setQuery(
      (now) => {
        if (by === 'due') now.delete('by')
        else now.set('by', by)
        return now
      },
      { replace: true },
    )
  return (
    <Segmented<Grouping>
      aria-label={text({ zh: '分组', en: 'Group by' })}
      value={useGrouping()}
      onChange={choose}
      options={[
        { value: 'due', label: text({ zh: '按期限', en: 'By due day' }) },
        { value: 'item', label: text({ zh: '按事项', en: 'By item' }) },
      ]}
    />
  )
}
