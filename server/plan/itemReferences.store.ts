import { sql } from 'kysely'
import { foreignFaults } from '#domain/plan/divisionPlan.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { contentFaults } from '#domain/plan/item.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid } from '#server/kernel/errors.ts'

/** `divisionId` where the plan is a division's own. */
type Plan = { readonly id: string; readonly year: number; readonly divisionId: string | null }
type Named = { readonly path: string; readonly id: string }

/** Throws Invalid where the content cannot be: wrong days, a code used twice, somebody or something that is not there. */
export async function demandPossible(
  tx: Tx,
  plan: Plan,
  content: ItemContent,
  { dimensions, today, itemId }: { dimensions: readonly string[]; today: string; itemId?: string },
): Promise<void> {
  const faults = contentFaults(content, plan.year, dimensions)
  if (plan.divisionId !== null) faults.push(...foreignFaults(content, plan.divisionId))
  const used = await codeIsUsed(tx, plan.id, content.code, itemId)
  if (used)
    faults.push({ path: 'code', message: { zh: '本方案已有这个编号。', en: 'This plan has the code already.' } })
  const absent = await absentAmong(tx, plan, [content], today)
  for (const { path } of absent) faults.push({ path, message: notThere })
  if (faults.length === 0) return
  throw new Invalid(faults.map(({ path, message }) => ({ path: `body.content.${path}`, message })))
}

const notThere = { zh: '没有这一项，或已不再有效。', en: 'There is no such entry, or it is no longer valid.' }

async function codeIsUsed(tx: Tx, planId: string, code: string, itemId?: string): Promise<boolean> {
  const row = await tx
    .selectFrom('item')
    .select('id')
    .where('planId', '=', planId)
    .where('code', '=', code)
    .where('withdrawnOn', 'is', null)
    .$if(itemId !== undefined, (query) => query.where('id', '<>', itemId ?? ''))
    .executeTakeFirst()
  return row !== undefined
}

/** The content without whoever and whatever is no longer there on this day; who reads it puts others in their place. */
export async function withoutAbsent(tx: Tx, plan: Plan, content: ItemContent, today: string): Promise<ItemContent> {
  const [present] = await withoutAbsentOf(tx, plan, [content], today)
  return present ?? content
}

/** The same for many at once, in one statement. */
export async function withoutAbsentOf(
  tx: Tx,
  plan: Pick<Plan, 'year'>,
  contents: readonly ItemContent[],
  today: string,
): Promise<ItemContent[]> {
  const absent = new Set((await absentAmong(tx, plan, contents, today)).map(({ id }) => id))
  const present = (id: string | null) => (id !== null && absent.has(id) ? null : id)
  const presentOf = (ids: readonly string[]) => ids.filter((id) => !absent.has(id))
  return contents.map((content) => ({
    ...content,
    responsibleDivisionId: present(content.responsibleDivisionId),
    coordinatingDivisionId: present(content.coordinatingDivisionId),
    mainResponsiblePersonId: present(content.mainResponsiblePersonId),
    responsiblePersonIds: presentOf(content.responsiblePersonIds),
    participantIds: presentOf(content.participantIds),
    municipalIndicatorId: present(content.municipalIndicatorId),
    measures: content.measures.map((one) => ({ ...one, personId: present(one.personId) })),
    coDivisions: content.coDivisions.filter(({ divisionId }) => !absent.has(divisionId)),
    phases: content.phases.map((one) => ({ ...one, divisionId: present(one.divisionId) })),
    indicators: content.indicators.map((one) => ({
      ...one,
      collectingUnitId: present(one.collectingUnitId),
      divisionId: present(one.divisionId),
    })),
  }))
}

type References = { divisions: Named[]; people: Named[]; units: Named[]; rows: Named[] }

function referencesOf(content: ItemContent): References {
  const one = (path: string, id: string | null): Named[] => (id === null ? [] : [{ path, id }])
  return {
    divisions: [
      ...one('responsibleDivisionId', content.responsibleDivisionId),
      ...one('coordinatingDivisionId', content.coordinatingDivisionId),
      ...content.coDivisions.flatMap(({ divisionId }, at) => one(`coDivisions.${at}.divisionId`, divisionId)),
    ],
    people: [
      ...one('mainResponsiblePersonId', content.mainResponsiblePersonId),
      ...content.responsiblePersonIds.flatMap((id) => one('responsiblePersonIds', id)),
      ...content.participantIds.flatMap((id) => one('participantIds', id)),
      ...content.measures.flatMap(({ personId }, at) => one(`measures.${at}.personId`, personId)),
    ],
    units: content.indicators.flatMap(({ collectingUnitId }, at) =>
      one(`indicators.${at}.collectingUnitId`, collectingUnitId),
    ),
    rows: one('municipalIndicatorId', content.municipalIndicatorId),
  }
}

/** Ids of divisions, people, units and city indicators that are not there on this day. */
async function absentAmong(
  tx: Tx,
  { year }: Pick<Plan, 'year'>,
  contents: readonly ItemContent[],
  today: string,
): Promise<Named[]> {
  const named = contents.map(referencesOf)
  const all = (kind: keyof References) => named.flatMap((references) => references[kind])
  const { rows: known } = await sql<{ id: string }>`
    select id from division where id = any(${idsOf(all('divisions'))}::uuid[])
      and from_on <= ${today} and (to_on is null or to_on > ${today})
    union all select id from person where id = any(${idsOf(all('people'))}::uuid[])
      and line = 'business' and disabled_at is null
    union all select id from external_body where id = any(${idsOf(all('units'))}::uuid[])
      and from_on <= ${today} and (to_on is null or to_on > ${today})
    union all select i.id from municipal_indicator i join municipal_plan p on p.id = i.municipal_plan_id
      where i.id = any(${idsOf(all('rows'))}::uuid[]) and p.year = ${year}`.execute(tx)
  const present = new Set(known.map(({ id }) => id))
  const kinds = ['divisions', 'people', 'units', 'rows'] as const
  return kinds.flatMap(all).filter(({ id }) => !present.has(id))
}

const idsOf = (named: readonly Named[]): string[] => [...new Set(named.map(({ id }) => id))]
