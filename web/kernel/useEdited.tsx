import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import type { ApiError } from './api.ts'
import type { BothTexts as BothTextsPart, BothTextsProps } from './BothTexts.tsx'
import { nameOfField } from './fieldNames.ts'
import { useText } from './language.tsx'
import { chosenOf, partedBetween } from './parted.ts'
import { stepOfEdited } from './stepOfEdited.ts'

/** What the server has: the version that a save names, and the fields of the form. */
export type Saved<Values> = { readonly version: number; readonly values: Values }

type Options<Values extends object> = {
  /** What is written: 编制要求. */
  readonly name: Text
  /** As it was read last. */
  readonly now: Saved<Values>
  /** What stands in the form. */
  readonly mine: () => Values
  readonly basis: string | undefined
  readonly isSaving: boolean
  /** Puts what was chosen into the form and saves it over this version. */
  readonly onChosen: (values: Values, version: number) => void
  /** Instead of the plain dialog: one that knows the words of the fields. */
  readonly texts?: (props: BothTextsProps<keyof Values & string>) => ReactNode
  readonly nameOf?: (field: keyof Values & string) => Text
  readonly wordsOf?: (field: keyof Values & string, value: unknown) => string
}

export type Edited<Values> = {
  /** What the form was filled from. */
  readonly base: Saved<Values>
  /** The version that a save names: the one whose words stood in the form when it was opened. */
  readonly version: number
  /** What was refused; where somebody else saved meanwhile both texts are shown. */
  readonly refused: (error: ApiError) => void
  /** A form that stays open goes on from what it has saved. */
  readonly saved: (now: Saved<Values>) => void
  /** To be shown at the form's foot. */
  readonly elsewhere: ReactNode
}

const BothTexts = lazy(async () => ({
  default: (await import('./BothTexts.tsx')).BothTexts,
})) as unknown as typeof BothTextsPart

const plainTexts = <Field extends string>(props: BothTextsProps<Field>): ReactNode => <BothTexts {...props} />
const plainWords = (_: string, value: unknown): string => (value === null || value === undefined ? '' : `${value}`)
const other: Text = { zh: '对方', en: 'the other' }

/**
 * A form over something that others may write too. It saves over what it was filled from and nothing newer; where that
 * is refused what was typed stays, and both texts are shown side by side with a choice for each field.
 */
export function useEdited<Values extends object>(options: Options<Values>): Edited<Values> {
  const { name, now, mine, basis, isSaving, onChosen, wordsOf = plainWords } = options
  const text = useText()
  const [base, setBase] = useState(now)
  const [asked, setAsked] = useState<Values>()
  const step = stepOfEdited(base, now, asked)
  if (step.rebased) {
    setBase(now)
    setAsked(undefined)
  }
  const nameOf = (field: keyof Values & string): Text =>
    options.nameOf?.(field) ?? nameOfField(field) ?? { zh: field, en: field }
  const elsewhere = step.isOvertaken && !isSaving && (
    <div className="note warning" role="alert">
      <p>
        {text({
          zh: `您打开以后，别人改动了${name.zh}。您写的都还在；保存前请并列核对，逐处选择。`,
          en: `Somebody else changed the ${name.en} after you opened it. What you wrote is still here; compare both before you save.`,
        })}
      </p>
      <ButtonFace kind="normal" onClick={() => setAsked(mine())}>
        {text({ zh: '并列查看两份文字', en: 'Show both texts' })}
      </ButtonFace>
      {step.isAsked && asked && (
        <Suspense>
          {(options.texts ?? plainTexts)({
            title: { zh: `别人也改动了${name.zh}`, en: `Somebody else changed the ${name.en} too` },
            parted: partedBetween(base.values, asked, now.values),
            ...{ other, nameOf, wordsOf, basis },
            onClose: () => setAsked(undefined),
            onChoose: (choices) => {
              setBase(now)
              setAsked(undefined)
              onChosen(chosenOf(asked, now.values, choices), now.version)
            },
          })}
        </Suspense>
      )}
    </div>
  )
  return {
    base,
    version: step.version,
    refused: (error) => error.code === 'stale' && setAsked(mine()),
    saved: (saved) => {
      setBase(saved)
      setAsked(undefined)
    },
    elsewhere,
  }
}

/** The fields of a record that a form writes. */
export const pick = <Whole extends object, Field extends keyof Whole>(
  whole: Whole,
  fields: readonly Field[],
): Pick<Whole, Field> => Object.fromEntries(fields.map((field) => [field, whole[field]])) as Pick<Whole, Field>
