import { timelinessFilters } from '#domain/collection/timeliness.api.ts'

export type TimelinessQuery = {
  readonly year?: number
  readonly period?: string
  readonly divisionId?: string
  readonly indicatorId?: string
  readonly collectingUnitId?: string
  readonly dimension?: string
}

/** The filters of the address that the table knows; without a year the present one, `all` for every year. */
export function timelinessQuery(search: URLSearchParams, present: number | undefined): TimelinessQuery {
  const of = (name: string) => search.get(name) ?? undefined
  const year = of('year') === 'all' ? undefined : (timelinessFilters.year.safeParse(of('year')).data ?? present)
  const period = timelinessFilters.period.safeParse(of('period')).data
  const divisionId = timelinessFilters.divisionId.safeParse(of('divisionId')).data
  const indicatorId = timelinessFilters.indicatorId.safeParse(of('indicatorId')).data
  const collectingUnitId = timelinessFilters.collectingUnitId.safeParse(of('collectingUnitId')).data
  const dimension = timelinessFilters.dimension.safeParse(of('dimension')).data
  return {
    ...(dimension === undefined ? {} : { dimension }),
    ...(year === undefined ? {} : { year }),
    ...(period === undefined ? {} : { period }),
    ...(divisionId === undefined ? {} : { divisionId }),
    ...(indicatorId === undefined ? {} : { indicatorId }),
    ...(collectingUnitId === undefined ? {} : { collectingUnitId }),
  }
}
