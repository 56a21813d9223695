import { sql } from 'kysely'
import type { ticketSources } from '#domain/supervision/ticket.ts'
import { ticketNoticeOf } from '#domain/supervision/ticketNotice.document.ts'
import { NotFound } from '#server/kernel/errors.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import type { Download, Reading } from '#server/kernel/routes.ts'
import { ownShare, visible } from './ticket.store.ts'

/** The notice of a registered ticket as .docx, with every division's own requirement as far as the post sees it. */
export async function noticeFile({ tx, actor }: Reading, ticketId: string): Promise<Download> {
  const ticket = await visible(tx, actor)
    .leftJoin('item', 'item.id', 'ticket.itemId')
    .innerJoin('person', 'person.id', 'ticket.openedBy')
    .select(['ticket.year', 'ticket.number', 'ticket.title', 'ticket.requirement', 'ticket.dueOn', 'ticket.source'])
    .select(['ticket.sourceName', 'ticket.sourceOn', 'ticket.sourceWords', 'item.code', 'item.title as itemTitle'])
    .select([
      'person.name',
      sql<string>`coalesce(assigned_at at time zone 'Asia/Shanghai', registered_at at time zone 'Asia/Shanghai')::date`.as(
        'datedOn',
      ),
    ])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirstOrThrow(() => new NotFound())
  if (ticket.number === null || ticket.dueOn === null) throw new NotFound()
  const shares = await tx
    .selectFrom('ticketShare as share')
    .innerJoin('division', 'division.id', 'share.divisionId')
    .select(['division.nameZh as division', 'share.isLead'])
    .select(sql<string>`case when ${ownShare(actor, 'share')} then share.requirement else '' end`.as('requirement'))
    .where('ticketId', '=', ticketId)
    .orderBy('isLead', 'desc')
    .orderBy('share.sort')
    .execute()
  const { nameZh } = await tx.selectFrom('office').select('nameZh').executeTakeFirstOrThrow()
  const { code, itemTitle, source, number, dueOn, name, ...words } = ticket
  const content = ticketNoticeOf({
    ...{ ...words, number, dueOn, shares, officeName: nameZh ?? '', contact: `联系人：办绩效办 ${name}` },
    source: source as keyof typeof ticketSources,
    item: code !== null && itemTitle !== null ? { code, title: itemTitle } : null,
  })
  const { writeLetter } = await import('#server/kernel/office/letter.ts')
  const { extension, mediaType: type } = fileTypes.docx
  return { name: `督办通知单 ${content.number}.${extension}`, type, content: await writeLetter(content) }
}
