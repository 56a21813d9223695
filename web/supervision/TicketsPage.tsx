import { Link, useNavigate, useSearchParams } from 'react-router'
import { isOneOf, performanceOffice, seesEverything } from '#domain/kernel/actor.ts'
import {
  beginTicket,
  exportTickets,
  listTickets,
  type TicketRow,
  ticketFilters,
} from '#domain/supervision/ticket.api.ts'
import { ticketNumber, ticketSources, ticketStates } from '#domain/supervision/ticket.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { LateTag, TicketTag } from './TicketTag.tsx'
import { TicketViews } from './TicketViews.tsx'

/** A year's tickets, narrowed by what stands in the address. */
export const TicketsPage = forReaders(listTickets, TicketsView)

function TicketsView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = filtersIn(query)
  const pages = usePages(listTickets, { year, ...filters })
  const mayBegin = isOneOf(session.actor.post, performanceOffice)
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度督办件`, en: `Tickets of ${year}` }}
        sentence={pages.rows && text(sentenceOf(pages.rows, pages.hasMore))}
        actions={mayBegin && <Begin />}
      />
      <TicketViews here="tickets" year={year} />
      <Panel
        title={{ zh: '督办件', en: 'Tickets' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportTickets, { year, language, ...filters })}
            aria-label={text({ zh: '导出督办件.xlsx', en: 'Export tickets as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <Filters year={year} />
        <DataTable
          name={{ zh: '督办件', en: 'Tickets' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的督办件。', en: 'No tickets match.' }}
              next={{
                zh: '督办件由办绩效办从事项、牌、会议议定事项或领导批示立项；也可以放宽条件。',
                en: 'The performance office opens them from an item, a card, a meeting or a leader’s words; or widen the filters.',
              }}
            />
          }
        />
      </Panel>
    </>
  )
}

/** A meeting's decision and a leader's words are begun here; items and cards have the button on their pages. */
function Begin() {
  const navigate = useNavigate()
  const begin = useAct(beginTicket, {}, { onDone: ({ id }) => void navigate(`/tickets/${id}`) })
  const from = (source: 'meeting' | 'instruction') =>
    begin.mutate({ source, itemId: null, cardId: null, documentId: null })
  return (
    <>
      <ActionButton
        endpoint={beginTicket}
        label={{ zh: '按领导批示立项', en: "Open from a leader's words" }}
        loading={begin.isPending}
        onClick={() => from('instruction')}
      />
      <ActionButton
        endpoint={beginTicket}
        label={{ zh: '按会议议定事项立项', en: 'Open from a meeting' }}
        loading={begin.isPending}
        onClick={() => from('meeting')}
      />
      {begin.error && <ErrorState error={begin.error} />}
    </>
  )
}

function sentenceOf(rows: readonly TicketRow[], hasMore: boolean) {
  const open = rows.filter(({ state }) => state !== 'closed' && state !== 'withdrawn').length
  const overdue = rows.filter(({ isOverdue }) => isOverdue).length
  const listed = hasMore
    ? { zh: `先列${rows.length}件`, en: `The latest ${rows.length}` }
    : { zh: `共${rows.length}件`, en: `${rows.length} listed` }
  return {
    zh: `${listed.zh}，未销号${open}件，其中逾期${overdue}件。`,
    en: `${listed.en}: ${open} not closed, ${overdue} of them overdue.`,
  }
}

const standing = {
  open: { zh: '未销号', en: 'Not closed' },
  overdue: { zh: '逾期未办结', en: 'Overdue' },
} as const

function Filters({ year }: { readonly year: number }) {
  const named = useNamed()
  const { actor } = useSession()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter name="standing" label={{ zh: '进度', en: 'Progress' }} options={named(standing)} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(ticketStates)} />
      <Filter name="source" label={{ zh: '来源', en: 'Source' }} options={named(ticketSources)} />
      {seesEverything(actor) && (
        <Filter name="divisionId" label={{ zh: '承办处', en: 'Division' }} options={divisions} />
      )}
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  const of = (name: keyof typeof ticketFilters) => query.get(name) ?? undefined
  return {
    state: ticketFilters.state.safeParse(of('state')).data,
    source: ticketFilters.source.safeParse(of('source')).data,
    divisionId: ticketFilters.divisionId.safeParse(of('divisionId')).data,
    itemId: ticketFilters.itemId.safeParse(of('itemId')).data,
    cardId: ticketFilters.cardId.safeParse(of('cardId')).data,
    standing: ticketFilters.standing.safeParse(of('standing')).data,
  }
}

function useColumns(): Column<TicketRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'number',
      title: { zh: '编号', en: 'Number' },
      onPhone: 'bare',
      render: ({ year, number }) => <span className="nw">{number === null ? '–' : ticketNumber(year, number)}</span>,
    },
    {
      key: 'title',
      title: { zh: '督办事由', en: 'Subject' },
      width: '28%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/tickets/${id}`} lang="zh">
          {title || text({ zh: '（未写事由）', en: '(no subject yet)' })}
        </Link>
      ),
    },
    { key: 'source', title: { zh: '来源', en: 'Source' }, render: ({ source }) => text(ticketSources[source]) },
    {
      key: 'divisions',
      title: { zh: '承办处', en: 'Divisions' },
      width: '22%',
      render: ({ divisions }) =>
        divisions
          .map(({ name, isLead }) =>
            isLead ? text({ zh: `${name.zh}（牵头）`, en: `${name.en} (lead)` }) : text(name),
          )
          .join(text({ zh: '、', en: ', ' })),
    },
    {
      key: 'due',
      title: { zh: '期限', en: 'Due' },
      onPhone: 'value',
      render: ({ state, dueOn, workingDaysLeft }) =>
        dueOn !== null &&
        (state === 'closed' || state === 'withdrawn' ? (
          format.longDay(dueOn)
        ) : (
          <DeadlineChip {...{ dueOn, workingDaysLeft }} />
        )),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state, isLate, isOverdue }) => (
        <span className="ticket-head">
          <TicketTag state={state} />
          {(isLate || isOverdue) && <LateTag />}
        </span>
      ),
    },
  ]
}
