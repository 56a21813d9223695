import { saveItem } from '#domain/plan/item.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { BothTexts } from '#web/kernel/BothTexts.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { chosenOf, partedBetween } from '#web/kernel/parted.ts'
import { useCitation } from '#web/kernel/session.tsx'
import { type ItemValues, valuesOf } from '../itemForm.ts'
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
  const { language } = useLanguage()
  const other = otherOf(conflict)
  const now = valuesOf(theirs)
  return (
    <BothTexts
      title={{ zh: `${other.zh}也改动了“${row.content.title}”`, en: `${other.en} changed “${row.content.title}” too` }}
      parted={partedBetween(row.saved ?? row.content, row.content, now)}
      other={other}
      nameOf={nameOfField}
      wordsOf={(field, value) => wordsOfField(field, value, names, language)}
      basis={saveItem.basis}
      onChoose={(choices) => onChoose(chosenOf(row.content, now, choices))}
    />
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
