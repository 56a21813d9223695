import type { ReactNode } from 'react'
import { useText } from '#web/kernel/language.tsx'
import type { Column } from './GridRowLine.tsx'
import type { Layout } from './layout.ts'

/** What stands in the last row, by the fields of the columns. */
export type FootCells = Readonly<Record<string, ReactNode>>

/** The names of the columns; they stay in sight and give the columns their widths. */
export function Heads({ columns, layout: { number, widths } }: { columns: readonly Column[]; layout: Layout }) {
  const text = useText()
  return (
    <thead>
      <tr aria-rowindex={1} className="grid-row heads">
        <th scope="col" aria-colindex={1} className="grid-number" style={{ width: number }}>
          {text({ zh: '行', en: 'Row' })}
        </th>
        {columns.map(({ field, name, cell, isFixed }, n) => (
          <th
            key={field}
            scope="col"
            aria-colindex={n + 2}
            className={`grid-cell of-${cell} ${isFixed ? 'fixed' : ''}`}
            style={{ width: widths[n] }}
          >
            <span className="grid-words">{text(name)}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

type FootProps = { readonly columns: readonly Column[]; readonly cells: FootCells; readonly at: number }

/** A last row that stays in sight: sums and the like. */
export function Foot({ columns, cells, at }: FootProps) {
  return (
    <tfoot>
      <tr aria-rowindex={at} className="grid-row foot">
        <td aria-colindex={1} className="grid-number" />
        {columns.map(({ field, cell, isFixed }, n) => (
          <td key={field} aria-colindex={n + 2} className={`grid-cell of-${cell} ${isFixed ? 'fixed' : ''}`}>
            {cells[field] !== undefined && <span className="grid-words">{cells[field]}</span>}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
