import type { TableNames } from '#domain/plan/planNames.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import type { Words } from '#web/kernel/grid/block.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { entered, type GridPlan, type GridRow, gridColumns, newRow, textOf } from './gridRow.ts'

type Props = {
  readonly words: readonly Words[]
  readonly rows: readonly GridRow[]
  readonly names: TableNames
  readonly shownNames: TableNames
  readonly plan: GridPlan
  readonly onPaste: () => void
  readonly onClose: () => void
}

const mostShown = 100

/** What a block will change before it changes it: every cell with what stood there, and what cannot be saved as it is. */
export function PasteDialog({ words, rows, names, shownNames, plan, onPaste, onClose }: Props) {
  const text = useText()
  const { language } = useLanguage()
  const blank = newRow('blank', plan, rows)
  const changes = words.flatMap((one) => {
    const column = gridColumns(plan)[one.column]
    const row = rows[one.row]
    if (!column || column.isRead) return []
    const old = row ? textOf(row, column, shownNames, language) : ''
    const { typed } = entered(row ?? blank, column, one.words, names, rows)
    return old === one.words ? [] : [{ ...one, column, old, typed }]
  })
  const made = Math.max(0, Math.max(...words.map(({ row }) => row)) + 1 - rows.length)
  const [over, faulty] = [changes.filter(({ old }) => old !== '').length, changes.filter(({ typed }) => typed).length]
  return (
    <Dialog
      title={{ zh: `粘贴${words.length}格`, en: `Paste ${words.length} cells` }}
      isOpen
      onClose={onClose}
      width={820}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" onClick={onPaste}>
            {text({ zh: '粘贴', en: 'Paste' })}
          </ButtonFace>
        </>
      }
    >
      <p>
        {text({
          zh: `改动${changes.length}格，其中覆盖已有文字${over}格；新增${made}行；${faulty}格不能照此保存，会标出并保留原文。粘贴后可以撤销。`,
          en: `Cells changed: ${changes.length}, of which overwritten: ${over}; new rows: ${made}; cells that cannot be saved as they are, marked and kept: ${faulty}. It can be undone.`,
        })}
      </p>
      {changes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="pasted" tabIndex={0} aria-label={text({ zh: '改动', en: 'Changes' })}>
          <table className="plain-table parted">
            <thead>
              <tr>
                <th scope="col">{text({ zh: '格', en: 'Cell' })}</th>
                <th scope="col">{text({ zh: '原文', en: 'Before' })}</th>
                <th scope="col">{text({ zh: '粘贴后', en: 'After' })}</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, mostShown).map(({ row, column, words: now, old, typed }) => (
                <tr key={`${row} ${column.field}`}>
                  <th scope="row">
                    {text({ zh: `第${row + 1}行${column.name.zh}`, en: `Row ${row + 1}, ${column.name.en}` })}
                  </th>
                  <td>{old}</td>
                  <td>
                    {now || text({ zh: '（空）', en: '(empty)' })}
                    {typed && <span className="cell-missing"> {text(typed.message)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {changes.length > mostShown && (
            <p className="sub">
              {text({
                zh: `另有${changes.length - mostShown}格。`,
                en: `And ${changes.length - mostShown} more cells.`,
              })}
            </p>
          )}
        </section>
      )}
    </Dialog>
  )
}
