import type { Frequency } from '#domain/calendar/periods.ts'
import type { Decimal } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'

/** The three classes of municipal departments, each weighted and evaluated apart: 委, 局, 办. */
export const officeClasses = {
  commission: { zh: '委', en: 'Commissions' },
  bureau: { zh: '局', en: 'Bureaus' },
  office: { zh: '办', en: 'Offices' },
} as const satisfies Record<string, Text>
export type OfficeClass = keyof typeof officeClasses
export const classes = Object.keys(officeClasses) as OfficeClass[]

/** One indicator of the city's table. Weights are percent points: '35' stands for 35%; null where none is given. */
export type MunicipalRow = {
  readonly row: number
  readonly level1: { readonly name: string; readonly weight: Decimal | null }
  readonly level2: string
  readonly level2Weight: Decimal | null
  readonly number: number
  readonly name: string
  readonly collectingUnits: readonly string[]
  readonly frequency: Frequency | null
  readonly weights: Readonly<Record<OfficeClass, Decimal | null>>
  readonly standard: string
  readonly sourceDocument: string
  readonly note: string
}
