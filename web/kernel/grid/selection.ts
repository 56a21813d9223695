/** A cell by its place in the grid: rows and columns count from 0. */
export type Cell = { readonly row: number; readonly column: number }
/** `active` has the focus; the range goes from `anchor` to it. */
export type Selection = { readonly active: Cell; readonly anchor: Cell }
export type Size = { readonly rows: number; readonly columns: number }
export type Range = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

export const at = (row: number, column: number): Selection => ({ active: { row, column }, anchor: { row, column } })

export const rangeOf = ({ active, anchor }: Selection): Range => ({
  top: Math.min(active.row, anchor.row),
  bottom: Math.max(active.row, anchor.row),
  left: Math.min(active.column, anchor.column),
  right: Math.max(active.column, anchor.column),
})

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

/** Keeps the selection inside of a grid that has become smaller. */
export const inside = ({ active, anchor }: Selection, { rows, columns }: Size): Selection => {
  const kept = (cell: Cell): Cell => ({ row: within(cell.row, rows), column: within(cell.column, columns) })
  return { active: kept(active), anchor: kept(anchor) }
}

type Keys = { readonly key: string; readonly shift: boolean; readonly control: boolean }

/** Where a key leads: arrows, Home, End, PageUp, PageDown; with Shift the range grows. Undefined: the key is no move. */
export function moved(selection: Selection, { key, shift, control }: Keys, size: Size): Selection | undefined {
  const { row, column } = selection.active
  const page = 12
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1]
  const targets: Record<string, Cell> = {
    ArrowUp: { row: control ? 0 : row - 1, column },
    ArrowDown: { row: control ? lastRow : row + 1, column },
    ArrowLeft: { row, column: control ? 0 : column - 1 },
    ArrowRight: { row, column: control ? lastColumn : column + 1 },
    Home: { row: control ? 0 : row, column: 0 },
    End: { row: control ? lastRow : row, column: lastColumn },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
  }
  const target = targets[key]
  if (!target) return undefined
  const active = { row: within(target.row, size.rows), column: within(target.column, size.columns) }
  return { active, anchor: shift ? selection.anchor : active }
}

/** Tab goes right and on to the next row; undefined beyond the last or before the first cell: the focus leaves. */
export function tabbed(
  { active: { row, column } }: Selection,
  isBack: boolean,
  { rows, columns }: Size,
): Selection | undefined {
  const place = row * columns + column + (isBack ? -1 : 1)
  if (place < 0 || place >= rows * columns) return undefined
  return at(Math.floor(place / columns), place % columns)
}
