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

/** One indicator of the city's table. Weights are percent points: '35' stands for 35%; null where none is given. */
export type MunicipalRow = {
  readonly row: number
  readonly level1: { readonly name: string; readonly weight: Decimal | null }
  readonly level2: string
  readonly number: number
  readonly name: string
  readonly collectingUnits: readonly string[]
  readonly frequency: Frequency
  readonly weights: Readonly<Record<OfficeClass, Decimal | null>>
  readonly note: string
}

/** The columns of the city's table in which the weights of each class stand. */
export const classColumns = { commission: 'G', bureau: 'H', office: 'I' } as const satisfies Record<OfficeClass, string>
export const classes = Object.keys(classColumns) as OfficeClass[]
