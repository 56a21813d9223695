import type { DutyRow } from '#domain/collection/duty.api.ts'
import type { EntryKind, Stage } from '#domain/collection/duty.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { SelectedDuty } from './dutyRows.store.ts'

export const text = (zh: string, en: string): Text => ({ zh, en })
export const named = (id: string | null, zh: string | null, en: string | null) =>
  id !== null && zh !== null && en !== null ? { id, name: text(zh, en) } : null

export const evidenceOf = (id: string | null, name: string | null, size: number | null) =>
  id !== null && name !== null && size !== null ? { id, name, size } : null

/** A selected row as the endpoints give it. */
export const rowOf = (row: SelectedDuty): DutyRow => ({
  id: row.id,
  version: row.version,
  year: row.year,
  period: row.period,
  stage: row.stage as Stage,
  kind: row.kind as EntryKind | null,
  value: row.value,
  firstSignedOn: row.firstSignedOn,
  internalDueOn: row.internalDueOn,
  externalDueOn: row.externalDueOn,
  isCorrected: row.isCorrected,
  lateStart: row.lateStart,
  opensOn: row.opensOn,
  responsibleDivisionId: row.responsibleDivisionId,
  coordinatingDivisionId: row.coordinatingDivisionId,
  enteredBy: row.enteredBy,
  signedBy: row.signedBy,
  signedFor: row.signedFor,
  acceptedByDeputy: row.acceptedByDeputy,
  hasDeputyInCharge: row.hasDeputyInCharge,
  isPreliminary: row.isPreliminary,
  indicator: { id: row.indicatorId, name: row.indicatorName, unit: row.unit, decimals: row.decimals },
  item: { id: row.itemId, code: row.code, title: row.title },
  responsibleDivision: text(row.responsibleZh, row.responsibleEn),
  coordinatingDivision: text(row.coordinatingZh, row.coordinatingEn),
  collectingUnit: named(row.collectingUnitId, row.unitZh, row.unitEn),
  card: row.card as DutyRow['card'],
})
