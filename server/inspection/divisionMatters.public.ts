import { sql } from 'kysely'
import type { MatterSource } from '#server/kernel/divisionMatter.ts'

/** What was checked and asked keeps its division; what is to be done is done by the successor, which sees it. */
const keeps = async () => []

/** An inspection of which a division has to know, or to whose findings it has to reply. */
export const inspectionMatters: MatterSource = {
  open: async (tx, divisionIds) => {
    const rows = await tx
      .selectFrom('inspection')
      .innerJoin('inspectionParty as party', 'party.inspectionId', 'inspection.id')
      .select(['inspection.id', 'inspection.title', 'party.divisionId'])
      .where('inspection.state', 'in', ['notified', 'underway', 'told'])
      .where('party.divisionId', 'in', [...divisionIds])
      .where((eb) => eb.or([eb('inspection.notifiedOn', 'is not', null), eb('inspection.state', '=', 'told')]))
      .orderBy('inspection.startsOn')
      .limit(200)
      .execute()
    return rows.map((row) => ({ kind: 'inspection' as const, ...row, also: [] }))
  },
  pass: keeps,
}

/** Material that a division was asked for. */
export const conformityMatters: MatterSource = {
  open: async (tx, divisionIds) => {
    const rows = await tx
      .selectFrom('conformityMaterial as material')
      .innerJoin('conformity', 'conformity.id', 'material.conformityId')
      .select(['conformity.id', 'conformity.title', 'material.divisionId'])
      .where('conformity.state', '=', 'preparing')
      .where('material.handedAt', 'is', null)
      .where('material.divisionId', 'in', [...divisionIds])
      .orderBy('material.dueOn')
      .limit(200)
      .execute()
    return rows.map((row) => ({ kind: 'conformity' as const, ...row, also: [] }))
  },
  pass: keeps,
}

/** Evidence that a division was asked for, once for each self-check. */
export const selfCheckMatters: MatterSource = {
  open: async (tx, divisionIds) => {
    const rows = await tx
      .selectFrom('selfCheckValue as sampled')
      .innerJoin('selfCheck', 'selfCheck.id', 'sampled.selfCheckId')
      .select(['selfCheck.id', 'selfCheck.title', sql<string>`sampled.responsible_division_id`.as('divisionId')])
      .distinct()
      .where('selfCheck.state', '=', 'asked')
      .where('sampled.evidence', 'is', null)
      .where('sampled.hasOwnEvidence', '=', false)
      .where('sampled.judgement', 'is', null)
      .where('sampled.responsibleDivisionId', 'in', [...divisionIds])
      .limit(200)
      .execute()
    return rows.map((row) => ({ kind: 'selfCheck' as const, ...row, also: [] }))
  },
  pass: keeps,
}
