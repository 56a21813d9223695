import type { Item } from '#domain/plan/item.api.ts'
import { BothTexts, type BothTextsProps } from '#web/kernel/BothTexts.tsx'
import { useLanguage } from '#web/kernel/language.tsx'
import { nameOfField, wordsOfField } from './grid/contentWords.ts'
import type { Field } from './grid/gridRow.ts'
import { useGridNames } from './grid/useGridNames.ts'

type Props = BothTextsProps<Field> & { readonly item: Item }

/** Both texts of an item, each field as a person reads it. */
export function ItemTexts({ item, ...props }: Props) {
  const { language } = useLanguage()
  const { shownNames } = useGridNames(item.year, [item])
  return (
    <BothTexts
      {...props}
      nameOf={nameOfField}
      wordsOf={(field, value) => wordsOfField(field, value, shownNames, language)}
    />
  )
}
