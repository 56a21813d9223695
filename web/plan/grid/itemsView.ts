import { choicesOf } from '#domain/plan/planCells.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import type { Column, GridView } from '#web/kernel/grid/GridRowLine.tsx'
import { type Field, type GridColumn, type GridRow, textOf } from './gridRow.ts'
import type { BesideOf } from './useLastYear.ts'

/**
 * The items of a plan as a grid shows them; `names` are those with which their cells are written, `besideOf` says what
 * was last year.
 */
export function itemsView(
  names: TableNames,
  columns: readonly GridColumn[],
  besideOf: BesideOf | undefined,
): GridView<GridRow> {
  const wordsOf = (row: GridRow, field: string) => {
    const column = columns.find((one) => one.field === field)
    return column ? textOf(row, column, names, 'zh') : ''
  }
  return {
    name: { zh: '评估事项', en: 'Items' },
    columns,
    lines: 2,
    textOf: (row, column, language) => textOf(row, column as GridColumn, names, language),
    ...(besideOf && {
      besideOf: (row, { field }, language) => besideOf(row, field as Field, wordsOf(row, field))?.[language],
    }),
    optionsOf: (column, language) => {
      const { cell } = column as GridColumn
      if (cell === 'division') return names.divisions.map(({ name }) => name[language])
      if (cell === 'person') return names.people.map(({ name }) => name)
      if (cell === 'yes') return language === 'zh' ? ['是', '否'] : ['Yes', 'No']
      return Object.values(choicesOf(cell, names)).map((name) => name[language])
    },
    toggled: (row, column: Column) => {
      if (column.cell !== 'yes') return undefined
      return textOf(row, column as GridColumn, names, 'zh') === '是' ? '否' : '是'
    },
    begins: { zh: '在此键入，或粘贴多行', en: 'Type or paste here' },
  }
}
