import { choicesOf } from '#domain/plan/planCells.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import type { Column, GridView } from '#web/kernel/grid/GridRowLine.tsx'
import { type GridColumn, type GridRow, gridColumns, textOf } from './gridRow.ts'

/** The items of a plan as a grid shows them; `names` are those with which their cells are written. */
export function itemsView(names: TableNames): GridView<GridRow> {
  return {
    name: { zh: '评估事项', en: 'Items' },
    columns: gridColumns,
    textOf: (row, column, language) => textOf(row, column as GridColumn, names, language),
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
