import { useState } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import { Dialog } from './Dialog.tsx'
import { useText } from './language.tsx'
import { allOf, type Choices, choicesBefore, type Parted, type Side } from './parted.ts'
import { useCitation } from './session.tsx'
import './bothTexts.css'

export type BothTextsProps<Field extends string> = {
  readonly title: Text
  readonly parted: readonly Parted<Field>[]
  /** Who the other is: a name, or 对方. */
  readonly other: Text
  readonly nameOf: (field: Field) => Text
  readonly wordsOf: (field: Field, value: unknown) => string
  readonly basis: string | undefined
  readonly onChoose: (choices: Choices<Field>) => void
  /** Back to the form, nothing chosen; without it the choice has to be made. */
  readonly onClose?: () => void
}

/** Two people wrote into one thing: both texts side by side, a choice for each field, nothing lost before it is confirmed. */
export function BothTexts<Field extends string>(props: BothTextsProps<Field>) {
  const { title, parted, other, nameOf, wordsOf, basis, onChoose, onClose } = props
  const text = useText()
  const citationOf = useCitation()
  const [choices, setChoices] = useState<Choices<Field>>(() => choicesBefore(parted))
  const open = parted.filter(({ field }) => choices[field] === undefined).length
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose ?? (() => undefined)}
      width={860}
      footer={
        <>
          {open > 0 && (
            <span className="sub">{text({ zh: `还有${open}处没有选择`, en: `Still to be chosen: ${open}` })}</span>
          )}
          {onClose && (
            <ButtonFace kind="normal" onClick={onClose}>
              {text({ zh: '暂不保存', en: 'Not now' })}
            </ButtonFace>
          )}
          <ButtonFace
            kind="primary"
            {...(basis ? { article: text(citationOf(basis)) } : {})}
            isRefused={open > 0}
            onClick={() => open === 0 && onChoose(choices)}
          >
            {text({ zh: '按所选合并保存', en: 'Save what is chosen' })}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">
        {text({
          zh: '两份文字并列如下，请逐处选择保留哪一句；确认以前，两份都不会丢失。',
          en: 'Both texts stand side by side. Choose for each field; until you confirm, neither is lost.',
        })}
      </p>
      {parted.length > 1 && (
        <p className="row-of-actions">
          <ButtonFace kind="plain" onClick={() => setChoices(allOf(parted, 'mine'))}>
            {text({ zh: '全部保留我的', en: 'Keep all of mine' })}
          </ButtonFace>
          <ButtonFace kind="plain" onClick={() => setChoices(allOf(parted, 'theirs'))}>
            {text({ zh: `全部用${other.zh}的`, en: `Take all of ${other.en}` })}
          </ButtonFace>
        </p>
      )}
      <table className="plain-table parted">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '内容', en: 'Field' })}</th>
            <th scope="col">{text({ zh: '我写的', en: 'Mine' })}</th>
            <th scope="col">{text({ zh: `${other.zh}写的`, en: `By ${other.en}` })}</th>
          </tr>
        </thead>
        <tbody>
          {parted.map((one) => (
            <PartedRow
              key={one.field}
              {...{ one, other, nameOf, wordsOf }}
              choice={choices[one.field]}
              onChoose={(side) => setChoices((now) => ({ ...now, [one.field]: side }))}
            />
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

type RowProps<Field extends string> = Pick<BothTextsProps<Field>, 'other' | 'nameOf' | 'wordsOf'> & {
  readonly one: Parted<Field>
  readonly choice: Side | undefined
  readonly onChoose: (side: Side) => void
}

function PartedRow<Field extends string>({ one, other, nameOf, wordsOf, choice, onChoose }: RowProps<Field>) {
  const text = useText()
  const name = nameOf(one.field)
  const sides = { mine: { zh: '我写的', en: 'mine' }, theirs: { zh: `${other.zh}写的`, en: `by ${other.en}` } }
  return (
    <tr>
      <th scope="row">
        {text(name)}
        {one.by !== 'both' && (
          <small className="sub">
            <br />
            {one.by === 'me'
              ? text({ zh: '只有我改动', en: 'Only I changed it' })
              : text({ zh: `只有${other.zh}改动`, en: `Only ${other.en} changed it` })}
          </small>
        )}
      </th>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side}>
          <label>
            <input
              type="radio"
              name={`parted-${one.field}`}
              checked={choice === side}
              aria-label={text({ zh: `${name.zh}：保留${sides[side].zh}`, en: `${name.en}: keep ${sides[side].en}` })}
              onChange={() => onChoose(side)}
            />
            <span>{wordsOf(one.field, one[side]) || text({ zh: '（空）', en: '(empty)' })}</span>
          </label>
        </td>
      ))}
    </tr>
  )
}
