import { useState } from 'react'
import { saveItem } from '#domain/plan/item.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import type { ItemValues } from '../itemForm.ts'
import { type Choices, choicesBefore, chosen, type Parted, partedFields } from './conflict.ts'
import { nameOfField, wordsOfField } from './contentWords.ts'
import type { GridRow } from './gridRow.ts'
import type { Conflict } from './gridSaver.ts'

type Props = {
  readonly row: GridRow
  readonly conflict: Conflict
  readonly names: TableNames
  readonly onChoose: (content: ItemValues) => void
  /** The row is given up, or saved as a new one, where the other person removed it. */
  readonly onGiveUp: () => void
}

const otherOf = ({ by }: Conflict) => ({ zh: by ?? '别人', en: by ?? 'somebody else' })

/** Two people wrote into one item: both texts side by side, a choice for each field, nothing lost before it is confirmed. */
export function ConflictDialog(props: Props) {
  return props.conflict.theirs ? <Merge {...props} theirs={props.conflict.theirs} /> : <Removed {...props} />
}

function Merge({ row, conflict, theirs, names, onChoose }: Props & { theirs: NonNullable<Conflict['theirs']> }) {
  const text = useText()
  const citationOf = useCitation()
  const parted = partedFields(row, theirs)
  const [choices, setChoices] = useState<Choices>(() => choicesBefore(parted))
  const open = parted.filter(({ field }) => choices[field] === undefined).length
  const other = otherOf(conflict)
  return (
    <Dialog
      title={{ zh: `${other.zh}也改动了“${row.content.title}”`, en: `${other.en} changed “${row.content.title}” too` }}
      isOpen
      onClose={() => undefined}
      width={860}
      footer={
        <>
          {open > 0 && (
            <span className="sub">{text({ zh: `还有${open}处没有选择`, en: `Still to be chosen: ${open}` })}</span>
          )}
          <ButtonFace
            kind="primary"
            article={text(citationOf(saveItem.basis))}
            isRefused={open > 0}
            onClick={() => open === 0 && onChoose(chosen(row, theirs, choices))}
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
              {...{ one, names, other }}
              choice={choices[one.field]}
              onChoose={(side) => setChoices((now) => ({ ...now, [one.field]: side }))}
            />
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

type RowProps = {
  readonly one: Parted
  readonly names: TableNames
  readonly other: { readonly zh: string; readonly en: string }
  readonly choice: 'mine' | 'theirs' | undefined
  readonly onChoose: (side: 'mine' | 'theirs') => void
}

function PartedRow({ one, names, other, choice, onChoose }: RowProps) {
  const text = useText()
  const { language } = useLanguage()
  const name = nameOfField(one.field)
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
            <span>{wordsOfField(one.field, one[side], names, language) || text({ zh: '（空）', en: '(empty)' })}</span>
          </label>
        </td>
      ))}
    </tr>
  )
}

function Removed({ row, conflict, onChoose, onGiveUp }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const other = otherOf(conflict)
  return (
    <Dialog
      title={{ zh: `“${row.content.title}”已被删除`, en: `“${row.content.title}” was removed` }}
      isOpen
      onClose={() => undefined}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onGiveUp}>
            {text({ zh: '放弃我的改动', en: 'Give up my changes' })}
          </ButtonFace>
          <ButtonFace kind="primary" article={text(citationOf(saveItem.basis))} onClick={() => onChoose(row.content)}>
            {text({ zh: '另存为新事项', en: 'Save as a new item' })}
          </ButtonFace>
        </>
      }
    >
      <p>
        {text({
          zh: `您改动时，${other.zh}把这个事项从草稿中删除了。您写的文字还在本页。`,
          en: `While you changed it, ${other.en} removed this item from the draft. What you wrote is still on this page.`,
        })}
      </p>
    </Dialog>
  )
}
