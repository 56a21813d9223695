import type { Text } from '#domain/kernel/text.ts'
import type { Item } from '#domain/plan/item.api.ts'
import { BothTexts, type BothTextsProps } from '#web/kernel/BothTexts.tsx'
import { useLanguage } from '#web/kernel/language.tsx'
import { nameOfField, wordsOfField } from './grid/contentWords.ts'
import type { Field } from './grid/gridRow.ts'
import { useGridNames } from './grid/useGridNames.ts'

const givenNames = {
  reason: { zh: '变更理由', en: 'Reason' },
  taskOn: { zh: '接到任务日期', en: 'Day of the task' },
  taskSource: { zh: '任务来源', en: 'Where it comes from' },
} as const satisfies Record<string, Text>
type GivenField = keyof typeof givenNames

const isGiven = (field: string): field is GivenField => field in givenNames

type Props = BothTextsProps<Field | GivenField> & { readonly item: Item }

/** Both texts of an amendment: the fields of its item, and why it is asked for. */
export function AmendmentTexts({ item, ...props }: Props) {
  const { language } = useLanguage()
  const { shownNames } = useGridNames(item.year, [item])
  return (
    <BothTexts
      {...props}
      nameOf={(field) => (isGiven(field) ? givenNames[field] : nameOfField(field))}
      wordsOf={(field, value) => (isGiven(field) ? `${value ?? ''}` : wordsOfField(field, value, shownNames, language))}
    />
  )
}
