import { Select } from 'antd'
import { useSearchParams } from 'react-router'
import { listYears } from '#domain/organization/year.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'

/** Another year of the same view; what was chosen in the last one is let go. */
export function YearSelect({ year }: { readonly year: number }) {
  const text = useText()
  const [, setSearch] = useSearchParams()
  const years = useRead(listYears, {})
  const all = [...new Set([year, ...(years.data?.rows ?? []).map((one) => one.year)])].toSorted((a, b) => b - a)
  return (
    <Select<number>
      aria-label={text({ zh: '年度', en: 'Year' })}
      value={year}
      popupMatchSelectWidth={false}
      onChange={(value) => setSearch({ year: String(value) }, { replace: true })}
      options={all.map((value) => ({ value, label: text({ zh: `${value}年`, en: String(value) }) }))}
    />
  )
}

export function PrintButton() {
  const text = useText()
  return (
    <span className="wide-only">
      <ButtonFace kind="normal" onClick={() => print()}>
        <Icon name="print" />
        {text({ zh: '打印', en: 'Print' })}
      </ButtonFace>
    </span>
  )
}
