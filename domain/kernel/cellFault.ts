import type { SheetCell } from './sheet.ts'
import type { Text } from './text.ts'

/** What a spreadsheet shows instead of a result that it could not work out; pasted, it is text. */
const errorValue = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)/

/** A formula without a result to rely on: an error, a circle, or none kept by the program that saved the file. */
export const formulaFault = (cell: Pick<SheetCell, 'text' | 'fault'> | undefined): Text | undefined => {
  if (cell?.fault) return formulaFaults[cell.fault]
  if (!cell || !errorValue.test(cell.text)) return undefined
  return { zh: `公式有错误（${cell.text}）。`, en: `the formula has an error (${cell.text}).` }
}

const formulaFaults = {
  circular: {
    zh: '公式引用自身或循环引用，请改为数值。',
    en: 'the formula refers to itself, directly or in a circle: write the figure instead.',
  },
  noResult: {
    zh: '公式没有保存结果，请改为数值，或用Excel、WPS打开后另存。',
    en: 'the formula has no stored result: write the figure, or save the file again in Excel or WPS.',
  },
} as const satisfies Record<string, Text>
