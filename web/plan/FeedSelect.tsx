import { controlPoints, portIds, ports } from '#domain/collection/ports.ts'
import { useText } from '#web/kernel/language.tsx'
import { Select } from '#web/kernel/Select.tsx'

type Props = { readonly id?: string; readonly value?: string; readonly onChange?: (feed: string) => void }

/** What fills an indicator in by itself, by its name: the passengers of a port. Empty for none. */
export function FeedSelect({ value, onChange, ...field }: Props) {
  const text = useText()
  const known = portIds.map((port) => ({
    value: `passengers:${controlPoints[port]}`,
    label: text({ zh: `每日客流：${ports[port].zh}口岸`, en: `Daily passengers: ${ports[port].en} Port` }),
  }))
  const isKnown = !value || known.some((one) => one.value === value)
  const other = { zh: '另一数据源', en: 'Another feed' }
  return (
    <Select<string>
      {...field}
      allowClear
      popupMatchSelectWidth={false}
      value={value || null}
      options={isKnown ? known : [...known, { value, label: text(other) }]}
      onChange={(feed: string | undefined) => onChange?.(feed ?? '')}
    />
  )
}
