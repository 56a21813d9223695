import { memo } from 'react'
import type { Language, Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { type CellActs, CellInput } from './CellInput.tsx'

/** What is to be said of a cell: what cannot be saved, what must be put right, a hint. */
export type Mark = { readonly level: 'refused' | 'blocking' | 'hint'; readonly message: Text }
export type Marks = ReadonlyMap<string, Mark>

/** A column: `cell` names its looks; `width` is what it needs at letters of 15 px. */
export type Column = {
  readonly field: string
  readonly name: Text
  readonly cell: string
  readonly width: number
  /** Stands still at the left while the others are scrolled; one column at most. */
  readonly isFixed?: boolean
  /** Its share of the room that is over. */
  readonly grows?: number
  /** Need not be in sight at once: it may be scrolled to. */
  readonly isMore?: boolean
  /** Shown only; nothing is written into it. */
  readonly isRead?: boolean
}
export type Keyed = { readonly key: string }

/** What kind of records a grid shows. It stays the same thing as long as the grid is there. */
export type GridView<Row extends Keyed> = {
  readonly name: Text
  readonly columns: readonly Column[]
  /** How many lines of a text a row shows. */
  readonly lines: 1 | 2
  readonly textOf: (row: Row, column: Column, language: Language) => string
  /** What it is compared with, as a second line below the words of the cell. */
  readonly besideOf?: (row: Row, column: Column, language: Language) => string | undefined
  /** What is offered while a cell is written. */
  readonly optionsOf: (column: Column, language: Language) => readonly string[]
  /** What Space writes into the cell; undefined where it is no key of ours. */
  readonly toggled: (row: Row, column: Column) => string | undefined
  /** What stands in the row below the last, in which a new record begins; null where none can. */
  readonly begins: Text | null
}

type Props<Row extends Keyed> = {
  readonly view: GridView<Row>
  /** Null is the row below the last, in which a new one begins. */
  readonly row: Row | null
  readonly at: number
  readonly marks: Marks | undefined
  readonly state: string | undefined
  readonly language: Language
  /** -1: the active cell is in another row. */
  readonly active: number
  readonly left: number
  readonly right: number
  readonly isEditing: boolean
  readonly takesFocus: boolean
  readonly acts: CellActs
}

/** One row of the grid; it is drawn anew only when something of its own changes. */
export const GridRowLine = memo(RowLine) as typeof RowLine

function RowLine<Row extends Keyed>(props: Props<Row>) {
  const { view, row, at, marks, state, language, active, left, right } = props
  const text = useText()
  return (
    <tr aria-rowindex={at + 2} className={`grid-row ${active >= 0 ? 'current' : ''} ${row ? '' : 'new'}`}>
      <th scope="row" aria-colindex={1} className="grid-number">
        <div>
          {at + 1}
          <RowMark marks={marks} state={state} />
        </div>
      </th>
      {view.columns.map((column, n) => {
        const words = row ? view.textOf(row, column, language) : ''
        const mark = marks?.get(column.field)
        const isIn = n >= left && n <= right
        const beside = row ? view.besideOf?.(row, column, language) : undefined
        return (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell, which is selected or not
          <td
            key={column.field}
            aria-colindex={n + 2}
            aria-selected={isIn}
            aria-readonly={column.isRead}
            data-row={at}
            data-column={n}
            className={classOf(column, { mark, isIn, isActive: n === active })}
            {...(mark ? { title: text(mark.message), 'aria-invalid': mark.level !== 'hint' } : {})}
          >
            <span className={beside === undefined ? 'grid-words' : 'grid-words one'}>{words}</span>
            {beside !== undefined && <small className="grid-beside">{beside}</small>}
            {!row && view.begins && column.isFixed && n !== active && (
              <span className="grid-words sub">{text(view.begins)}</span>
            )}
            {n === active && <Active {...props} column={column} words={words} mark={mark} />}
          </td>
        )
      })}
    </tr>
  )
}

type Looks = { readonly mark: Mark | undefined; readonly isIn: boolean; readonly isActive: boolean }

const classOf = ({ cell, isFixed }: Column, { mark, isIn, isActive }: Looks): string =>
  [...['grid-cell', `of-${cell}`, mark?.level, isFixed && 'fixed'], ...[isIn && 'in', isActive && 'active']]
    .filter(Boolean)
    .join(' ')

type ActiveProps<Row extends Keyed> = Props<Row> & {
  readonly column: Column
  readonly words: string
  readonly mark: Mark | undefined
}

function Active<Row extends Keyed>(props: ActiveProps<Row>) {
  const { view, column, words, mark, at, language, isEditing, takesFocus, acts } = props
  const text = useText()
  const of = { zh: words || '空', en: words || 'empty' }
  const label = text({
    zh: `第${at + 1}行，${column.name.zh}：${of.zh}${mark ? `。${mark.message.zh}` : ''}`,
    en: `Row ${at + 1}, ${column.name.en}: ${of.en}${mark ? `. ${mark.message.en}` : ''}`,
  })
  return (
    <CellInput
      label={label}
      text={words}
      options={view.optionsOf(column, language)}
      isRead={column.isRead === true}
      {...{ isEditing, takesFocus, acts }}
    />
  )
}

/** Beside the number: unsaved, so many faults, or hints. */
function RowMark({ marks, state }: Pick<Props<Keyed>, 'marks' | 'state'>) {
  const text = useText()
  const all = [...(marks?.values() ?? [])]
  const faults = all.filter(({ level }) => level !== 'hint').length
  const hints = all.length - faults
  if (state)
    return (
      <span className="grid-mark unsaved" title={text(unsaved)}>
        <span aria-hidden="true">●</span>
        <span className="hidden-words">{text(unsaved)}</span>
      </span>
    )
  if (all.length === 0) return null
  const words =
    faults > 0
      ? { zh: `${faults}处须改`, en: `${faults} to put right` }
      : { zh: `${hints}处提示`, en: `hints: ${hints}` }
  return (
    <span className={`grid-mark ${faults > 0 ? 'blocking' : 'hint'}`} title={text(words)}>
      <span aria-hidden="true">{faults > 0 ? faults : hints}</span>
      <span className="hidden-words">{text(words)}</span>
    </span>
  )
}
const unsaved = { zh: '未保存', en: 'Not saved' }
