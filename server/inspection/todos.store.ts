import { sql } from 'kysely'
import { isJudge } from '#domain/card/cardAnswer.ts'
import { conformityTransitions } from '#domain/inspection/conformity.ts'
import { type InspectionAction, inspectionTransitions } from '#domain/inspection/inspection.ts'
import { selfCheckTransitions } from '#domain/inspection/selfCheck.ts'
import { isOneOf, performanceOffice, personsOf } from '#domain/kernel/actor.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import type { Todo } from '#domain/kernel/todo.ts'
import { beginOrder } from '#domain/rectification/order.api.ts'
import { newOrder } from '#domain/rectification/orderStates.ts'
import type { Reading } from '#server/kernel/routes.ts'
import { isInDivision, isOwnDivision } from './check.store.ts'

type Asked = { readonly label: Text; readonly basis: string }
type Of = {
  readonly id: string
  readonly title: string
  readonly dueOn: string | null
  readonly from: Text
  /** The button that ends it. */
  readonly button: string
}
const office: Text = { zh: '办绩效办', en: 'Performance office' }

const todo = (place: 'inspections' | 'conformities' | 'self-checks', asked: Asked, of: Of): Todo => ({
  ...{ module: 'inspection', id: of.id, action: asked.label, basis: asked.basis, dueOn: of.dueOn },
  ...{ object: same(of.title), from: of.from, link: `/${place}/${of.id}#act-${of.button}` },
})

/** What the performance office, or a deputy over its division, has to do next with each inspection. */
export async function inspectionsToRun({ tx, actor, today }: Reading): Promise<Todo[]> {
  const [isOffice, ofHouse] = [isOneOf(actor.post, performanceOffice), isJudge(actor, true)]
  if (!isOffice && !ofHouse) return []
  const rows = await tx
    .selectFrom('inspection')
    .select(['id', 'title', 'kind', 'state', 'startsOn'])
    .select([
      sql<number>`(select count(*)::int from inspection_finding as finding join inspection_party as party
        on party.id = finding.party_id where party.inspection_id = inspection.id
        and finding.dropped_reason is null)`.as('findings'),
      sql<number>`(select count(*)::int from inspection_party as party where party.inspection_id = inspection.id)
        * (select count(*)::int from inspection_point as point where point.inspection_id = inspection.id)`.as('all'),
      sql<number>`(select count(*)::int from inspection_judgement as one join inspection_party as party
        on party.id = one.party_id where party.inspection_id = inspection.id)`.as('judged'),
      sql<boolean>`inspection.scope <> ''`.as('hasScope'),
      sql<string | null>`(select finding.id from inspection_finding as finding join inspection_party as party
        on party.id = finding.party_id where party.inspection_id = inspection.id and finding.dropped_reason is null
        and finding.outcome is null and (party.reply is not null or inspection.reply_by < ${today})
        order by finding.found_at, finding.id limit 1)`.as('toSettle'),
      sql<boolean>`exists (select from inspection_finding as finding join inspection_party as party
        on party.id = finding.party_id where party.inspection_id = inspection.id and finding.dropped_reason is null
        and finding.outcome is null)`.as('isOpen'),
    ])
    .where('state', 'in', ['planned', 'notified', 'underway', 'told'])
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', ['planned', 'notified']), eb.val(isOffice)]),
        eb.and([eb('state', 'in', ['underway', 'told']), eb('forHouse', '=', ofHouse)]),
      ]),
    )
    .orderBy('startsOn')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.flatMap(({ id, title, ...row }) => {
    const next = nextOf(row)
    if (!next) return []
    const dueOn = row.state === 'planned' || row.state === 'notified' ? row.startsOn : null
    const button = next === 'settle' ? `settle-${row.toSettle}` : next
    return [todo('inspections', inspectionTransitions[next], { id, title, from: office, dueOn, button })]
  })
}

type Standing = {
  readonly state: string
  readonly kind: string
  readonly hasScope: boolean
  /** Points times divisions, and how many of them are judged. */
  readonly all: number
  readonly judged: number
  readonly findings: number
  readonly toSettle: string | null
  readonly isOpen: boolean
}

/** The act that brings an inspection on; none while a division's reply is waited for. */
function nextOf(now: Standing): InspectionAction | undefined {
  if (now.state === 'planned' && (now.all === 0 || !now.hasScope)) return 'change'
  if (now.state === 'planned') return now.kind === 'special' ? 'notify' : 'begin'
  if (now.state === 'notified') return 'begin'
  if (now.state === 'underway' && now.judged < now.all) return 'judge'
  if (now.state === 'underway') return now.findings > 0 ? 'tell' : 'conclude'
  if (now.toSettle !== null) return 'settle'
  return now.isOpen ? undefined : 'conclude'
}

/** What the head of a checked division has to do: to know of it, and to reply. */
export async function inspectionsOfDivision({ tx, actor }: Reading): Promise<Todo[]> {
  if (actor.post !== 'division.head' || actor.divisionId === null) return []
  const rows = await tx
    .selectFrom('inspection')
    .innerJoin('inspectionParty as party', 'party.inspectionId', 'inspection.id')
    .select(['inspection.id', 'inspection.title', 'inspection.state'])
    .select(['inspection.startsOn', 'inspection.replyBy'])
    .where(isOwnDivision(actor, 'party.divisionId'))
    .where((eb) =>
      eb.or([
        eb.and([eb('inspection.state', '=', 'notified'), eb('party.seenAt', 'is', null)]),
        eb.and([
          eb('inspection.state', '=', 'told'),
          eb('party.reply', 'is', null),
          sql<boolean>`exists (select from inspection_finding as finding
            where finding.party_id = party.id and finding.dropped_reason is null)`,
        ]),
      ]),
    )
    .orderBy('inspection.startsOn')
    .orderBy('inspection.id')
    .limit(100)
    .execute()
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(({ state, startsOn, replyBy, ...row }) =>
    state === 'notified'
      ? todo('inspections', inspectionTransitions.acknowledge, {
          ...{ ...row, from: office, dueOn: startsOn, button: 'acknowledge' },
        })
      : todo('inspections', inspectionTransitions.reply, { ...row, from: office, dueOn: replyBy, button: 'reply' }),
  )
}

/** What the performance office has to do next with each verification; while the city is at it, nothing. */
export async function conformitiesToRun({ tx, actor }: Reading): Promise<Todo[]> {
  if (!isOneOf(actor.post, performanceOffice)) return []
  const rows = await tx
    .selectFrom('conformity')
    .innerJoin('externalBody as body', 'body.id', 'conformity.bodyId')
    .select(['conformity.id', 'conformity.title', 'conformity.state', 'conformity.dueOn'])
    .select(['body.nameZh as zh', 'body.nameEn as en'])
    .where('conformity.state', 'in', ['requested', 'preparing', 'resulted'])
    .where(
      sql<boolean>`(conformity.state <> 'preparing' or not exists (select from conformity_material as material
        where material.conformity_id = conformity.id and material.handed_at is null))`,
    )
    .orderBy('conformity.dueOn')
    .orderBy('conformity.id')
    .limit(100)
    .execute()
  return rows.map(({ state, zh, en, dueOn, ...row }) => {
    const action = state === 'requested' ? 'demand' : state === 'preparing' ? 'send' : 'close'
    const due = action === 'close' ? null : dueOn
    return todo('conformities', conformityTransitions[action], {
      ...{ ...row, from: { zh, en }, dueOn: due, button: action },
    })
  })
}

/** The materials that a division was asked for. */
export async function materialsToHandIn({ tx, actor }: Reading): Promise<Todo[]> {
  if (!isInDivision(actor)) return []
  const rows = await tx
    .selectFrom('conformityMaterial as material')
    .innerJoin('conformity', 'conformity.id', 'material.conformityId')
    .select(['conformity.id', 'conformity.title', 'material.id as materialId', 'material.dueOn', 'material.words'])
    .where('conformity.state', '=', 'preparing')
    .where('material.handedAt', 'is', null)
    .where(isOwnDivision(actor, 'material.divisionId'))
    .orderBy('material.dueOn')
    .orderBy('material.id')
    .limit(100)
    .execute()
  return rows.map(({ materialId, title, words, ...row }) =>
    todo('conformities', conformityTransitions.handIn, {
      ...{ ...row, title: `${title}：${words}`, from: office, button: `handIn-${materialId}` },
    }),
  )
}

/** What the performance office, or a deputy for values of its division, has to do with each self-check. */
export async function samplesToJudge({ tx, actor, today }: Reading): Promise<Todo[]> {
  const [isOffice, ofHouse] = [isOneOf(actor.post, performanceOffice), isJudge(actor, true)]
  if (!isOffice && !ofHouse) return []
  const rows = await tx
    .selectFrom('selfCheck')
    .select(['id', 'title', 'state'])
    .select([
      sql<string | null>`(select sampled.id from self_check_value as sampled where sampled.self_check_id = self_check.id
        and sampled.judgement is null and sampled.for_house = ${ofHouse}
        and not sampled.involved && ${[...personsOf(actor)]}::uuid[]
        and (sampled.has_own_evidence or sampled.evidence is not null or self_check.evidence_by < ${today})
        order by sampled.number limit 1)`.as('toJudge'),
      sql<boolean>`exists (select from self_check_value as sampled where sampled.self_check_id = self_check.id
        and sampled.judgement is null)`.as('isOpen'),
      sql<boolean>`exists (select from self_check_value as sampled where sampled.self_check_id = self_check.id
        and sampled.judgement is null and sampled.evidence is null and not sampled.has_own_evidence)`.as('isBare'),
    ])
    .where('state', 'in', ['drawn', 'asked'])
    .orderBy('drawnAt')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.flatMap(({ state, toJudge, isOpen, isBare, ...row }) => {
    const of = { ...row, from: office, dueOn: null }
    if (isOffice && state === 'drawn' && isBare)
      return todo('self-checks', selfCheckTransitions.ask, { ...of, button: 'ask' })
    if (toJudge !== null) return todo('self-checks', selfCheckTransitions.judge, { ...of, button: `judge-${toJudge}` })
    return isOffice && !isOpen ? todo('self-checks', selfCheckTransitions.conclude, { ...of, button: 'conclude' }) : []
  })
}

/** The evidence that a division was asked for: one for each self-check. */
export async function evidenceToGive({ tx, actor }: Reading): Promise<Todo[]> {
  if (!isInDivision(actor)) return []
  const rows = await tx
    .selectFrom('selfCheckValue as sampled')
    .innerJoin('selfCheck', 'selfCheck.id', 'sampled.selfCheckId')
    .select(['selfCheck.id', 'selfCheck.title', 'selfCheck.evidenceBy as dueOn'])
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<string>`(array_agg(sampled.id order by sampled.number))[1]`.as('first'),
    ])
    .where('selfCheck.state', '=', 'asked')
    .where('sampled.hasOwnEvidence', '=', false)
    .where('sampled.evidence', 'is', null)
    .where('sampled.judgement', 'is', null)
    .where(isOwnDivision(actor, 'sampled.responsibleDivisionId'))
    .groupBy('selfCheck.id')
    .orderBy('selfCheck.evidenceBy')
    .orderBy('selfCheck.id')
    .limit(100)
    .execute()
  return rows.map(({ count, first, ...row }) => {
    const from = { zh: `${count}项待提交佐证`, en: `${count} values lack evidence` }
    return todo('self-checks', selfCheckTransitions.evidence, { ...row, from, button: `evidence-${first}` })
  })
}

/** Checks of which something is to lead to an order that nobody has drafted yet. */
export async function ordersToDraft({ tx, actor }: Reading): Promise<Todo[]> {
  if (!isOneOf(actor.post, performanceOffice)) return []
  const { rows } = await sql<{ source: 'inspection' | 'selfCheck'; id: string; title: string }>`
    select 'inspection' as source, id, title from inspection
    where exists (select from inspection_finding as finding join inspection_party as party on party.id = finding.party_id
      where party.inspection_id = inspection.id and finding.outcome = 'order')
      and not exists (select from rectification where source = 'inspection' and source_id = inspection.id)
    union all
    select 'selfCheck', id, title from self_check where state = 'concluded'
      and exists (select from self_check_value as value where value.self_check_id = self_check.id and value.outcome = 'order')
      and not exists (select from rectification where source = 'selfCheck' and source_id = self_check.id)
    order by 1, 2 limit 100`.execute(tx)
  return rows.map(({ source, id, title }) => ({
    ...{ module: 'inspection', id, action: newOrder, basis: beginOrder.basis, dueOn: null },
    ...{ object: same(title), from: office, link: `/rectifications/new?source=${source}&sourceId=${id}` },
  }))
}
