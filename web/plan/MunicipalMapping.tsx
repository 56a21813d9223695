import { municipalFieldNames, municipalFields } from '#domain/plan/municipalField.ts'
import type { DryRun } from '#domain/plan/municipalImport.api.ts'
import type { MunicipalMapping as Mapping } from '#domain/plan/municipalMapping.ts'
import { ColumnMapping } from './ColumnMapping.tsx'

type Props = {
  readonly run: DryRun
  readonly isReading: boolean
  readonly onRead: (mapping: Mapping) => void
}

const fields = municipalFieldNames.map((field) => ({ field, name: municipalFields[field] }))

/** What each column of the city's table was taken for, to be corrected. */
export function MunicipalMapping({ run, ...rest }: Props) {
  const { place, errors } = run
  return (
    <ColumnMapping
      {...run}
      {...rest}
      title={{ zh: '各列含义', en: 'What the columns are' }}
      place={place ?? { sheet: errors[0]?.sheet ?? 1, row: 0, rows: 0 }}
      fields={fields}
    />
  )
}
