import { Form } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import { listDivisions } from '#domain/organization/organization.api.ts'
import type { Reorganisation } from '#domain/organization/reorganisation.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'

/** Names as options of a select, in the reader's language. */
export function useOptions<Key extends string>(names: Record<Key, Text>, keys?: readonly Key[]) {
  const text = useText()
  return (keys ?? (Object.keys(names) as Key[])).map((value) => ({ value, label: text(names[value]) }))
}

/** The divisions that exist today as options, in the order of the organization. */
export function useDivisionOptions() {
  const text = useText()
  const divisions = useRead(listDivisions, {})
  return (divisions.data?.rows ?? [])
    .filter(({ isPresent }) => isPresent)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
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
