import { Form } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import type { Reorganisation } from '#domain/organization/reorganisation.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'

/** Names as options of a select, in the reader's language. */
export function useOptions<Key extends string>(names: Record<Key, Text>, keys?: readonly Key[]) {
  const text = useText()
  return (keys ?? (Object.keys(names) as Key[])).map((value) => ({ value, label: text(names[value]) }))
}

/** Those that are there and those that are founded by the same act. */
export function useSuccessorOptions() {
  const text = useText()
  const divisions = useDivisionOptions()
  const foundedNow = Form.useWatch<Reorganisation['content']['founded'] | undefined>(['content', 'founded'])
  const fresh = (foundedNow ?? []).flatMap((one) =>
    one?.name?.zh
      ? [{ value: one.divisionId ?? one.key, label: text({ zh: one.name.zh, en: one.name.en ?? '' }) }]
      : [],
  )
  return [...divisions.filter(({ value }) => !fresh.some((one) => one.value === value)), ...fresh]
}
