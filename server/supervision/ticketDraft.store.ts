import { sql } from 'kysely'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { TicketDraft } from '#domain/supervision/ticket.api.ts'
import type { TicketSource } from '#domain/supervision/ticket.ts'
import type { Tx } from '#server/kernel/db.ts'
import { Invalid, NotFound } from '#server/kernel/errors.ts'
import { claimFile } from '#server/kernel/files.ts'
import type { Acting } from '#server/kernel/routes.ts'

/** What a draft begins with: where it comes from, and the divisions and subject that are proposed. */
export type Beginning = {
  readonly source: TicketSource
  readonly year: number
  readonly itemId: string | null
  readonly cardId: string | null
  readonly documentId: string | null
  readonly origin: { readonly kind: string; readonly id: string } | null
  readonly draft: TicketDraft
}

type Asked = { readonly source: TicketSource } & Pick<Beginning, 'itemId' | 'cardId' | 'documentId'>
const nothing: TicketDraft = {
  ...{ title: '', requirement: '', dueOn: null, sourceName: '', sourceOn: null, sourceWords: '', shares: [] },
}
const shareOf = (divisionId: string, isLead: boolean) => ({ divisionId, isLead, requirement: '' })

/** The draft that an item, a card or minutes propose; 404 where it is not there, 422 where the source lacks it. */
export async function beginningOf(context: Acting, { source, itemId, cardId, documentId }: Asked): Promise<Beginning> {
  const { tx, today } = context
  const base = { ...{ source, year: Number(today.slice(0, 4)), origin: null }, ...{ itemId, cardId, documentId } }
  if (source === 'card') {
    if (cardId === null) throw new Invalid([{ path: 'body.cardId', message: missing }])
    return { ...base, ...(await ofCard(tx, cardId)) }
  }
  if (source === 'item' && itemId === null) throw new Invalid([{ path: 'body.itemId', message: missing }])
  const item = itemId === null ? null : await ofItem(tx, itemId)
  const document = documentId === null ? null : await ofMinutes(tx, documentId)
  const draft = { ...nothing, ...item?.draft, sourceName: document?.title ?? '', sourceOn: document?.signedOn ?? null }
  return { ...base, year: item?.year ?? base.year, draft }
}
const missing = { zh: '没有指明来源。', en: 'It is not said what it is opened from.' }

async function ofItem(tx: Tx, itemId: string) {
  const item = await tx
    .selectFrom('item')
    .innerJoin('plan', 'plan.id', 'item.planId')
    .select(['item.year', 'item.title'])
    .select([
      sql<string | null>`heir_of(item.responsible_division_id)`.as('lead'),
      sql<string[]>`array(select distinct heir_of(division_id) from item_division where item_id = item.id)`.as(
        'others',
      ),
    ])
    .where('item.id', '=', itemId)
    .where('item.withdrawnOn', 'is', null)
    .where('plan.kind', '=', 'office')
    .where('plan.state', '=', 'issued')
    .executeTakeFirstOrThrow(() => new NotFound())
  const others = item.others.filter((id) => id !== item.lead)
  const shares = [...(item.lead ? [shareOf(item.lead, true)] : []), ...others.map((id) => shareOf(id, false))]
  return { year: item.year, draft: { ...nothing, title: item.title.slice(0, 100), shares } }
}

async function ofCard(tx: Tx, cardId: string) {
  const card = await tx
    .selectFrom('card')
    .innerJoin('duty', 'duty.id', 'card.dutyId')
    .innerJoin('indicator', 'indicator.id', 'duty.indicatorId')
    .select(['card.year', 'duty.itemId', 'duty.period', 'indicator.name'])
    .select(sql<string>`heir_of(card.division_id)`.as('lead'))
    .where('card.id', '=', cardId)
    .where('card.withdrawnOn', 'is', null)
    .executeTakeFirstOrThrow(() => new NotFound())
  const title = `${card.name}${shortPeriodText(card.period).zh}数据报送`.slice(0, 100)
  return { year: card.year, itemId: card.itemId, draft: { ...nothing, title, shares: [shareOf(card.lead, true)] } }
}

const ofMinutes = (tx: Tx, documentId: string) =>
  tx
    .selectFrom('officialDocument')
    .select(['title', sql<string | null>`(signed_at at time zone 'Asia/Shanghai')::date`.as('signedOn')])
    .where('id', '=', documentId)
    .where('kind', '=', 'minutes')
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow(() => new NotFound())

/** Writes a draft with its planned shares. */
export async function insertDraft({ tx, actor, clock }: Acting, { origin, draft, ...values }: Beginning) {
  const { shares, ...words } = draft
  const { id } = await tx
    .insertInto('ticket')
    .values({
      ...values,
      ...words,
      ...{ originKind: origin?.kind ?? null, originId: origin?.id ?? null, openedBy: actor.id, openedAt: clock.now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertShares(tx, id, shares)
  return id
}

const insertShares = async (tx: Tx, ticketId: string, shares: TicketDraft['shares']) => {
  if (shares.length === 0) return
  await tx
    .insertInto('ticketShare')
    .values(shares.map((share, sort) => ({ ...share, ticketId, sort })))
    .execute()
}

/** The shares of a draft as they now stand; 422 for a division that is not there today. */
export async function replaceShares({ tx, today }: Acting, ticketId: string, shares: TicketDraft['shares']) {
  const ids = [...new Set(shares.map(({ divisionId }) => divisionId))]
  const known =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('division')
          .select('id')
          .where('id', 'in', ids)
          .where('fromOn', '<=', today)
          .where((or) => or.or([or('toOn', 'is', null), or('toOn', '>', today)]))
          .execute()
  if (known.length < ids.length) throw new Invalid([{ path: 'body.shares', message: noSuchDivision }])
  await tx.deleteFrom('ticketShare').where('ticketId', '=', ticketId).where('state', '=', 'planned').execute()
  await insertShares(tx, ticketId, shares)
}
const noSuchDivision = { zh: '有的处现在没有。', en: 'One of the divisions is not there.' }

/** Makes uploads part of a ticket or of what was said of a share; answers their names. */
export async function claimAll(
  { tx, actor }: Acting,
  fileIds: readonly string[],
  owner: { readonly kind: 'ticket' | 'ticketFeedback'; readonly id: string },
): Promise<string> {
  const names: string[] = []
  for (const fileId of new Set(fileIds)) names.push((await claimFile(tx, actor.id, fileId, owner)).name)
  return names.join('、')
}
