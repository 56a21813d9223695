import { Link, useSearchParams } from 'react-router'
import { seesEverything } from '#domain/kernel/actor.ts'
import { exportRegister, listRegister, type RegisterRow, registerFilters } from '#domain/supervision/register.api.ts'
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
import { usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { PrintLink } from './PrintLink.tsx'
import { TicketViews } from './TicketViews.tsx'

/** Every item of the year's plan, which stands in the register by itself (Art. 10). */
export const RegisterPage = forReaders(listRegister, RegisterView)

function RegisterView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = filtersIn(query)
  const pages = usePages(listRegister, { year, ...filters })
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度督查督办登记`, en: `Supervision register of ${year}` }}
        sentence={pages.rows && text(sentenceOf(pages.rows, pages.hasMore))}
        actions={<PrintLink />}
      />
      <TicketViews here="register" year={year} />
      <Panel
        title={{ zh: '纳入督查督办的评估事项', en: 'Items under supervision' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportRegister, { year, language, ...filters })}
            aria-label={text({ zh: '导出督查督办登记.xlsx', en: 'Export the register as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <Filters year={year} />
        <DataTable
          name={{ zh: '督查督办登记', en: 'Supervision register' }}
          columns={useColumns()}
          keyOf={({ itemId }) => itemId}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '登记中没有符合条件的事项。', en: 'No items match.' }}
              next={{
                zh: '年度方案印发后，其中的事项自动列入登记；也可以放宽条件。',
                en: 'The items of a plan stand here once it is issued; or widen the filters.',
              }}
            />
          }
        />
      </Panel>
    </>
  )
}

function sentenceOf(rows: readonly RegisterRow[], hasMore: boolean) {
  const open = rows.filter(({ openTickets }) => openTickets > 0).length
  const urged = rows.filter(({ urges }) => urges > 0).length
  const listed = hasMore
    ? { zh: `先列${rows.length}项`, en: `The first ${rows.length} items` }
    : { zh: `共${rows.length}项`, en: `${rows.length} items` }
  return {
    zh: `${listed.zh}，${open}项有在办督办件，${urged}项催办过。方案印发后，事项自动纳入督查督办。`,
    en: `${listed.en}: ${open} with an open ticket, ${urged} urged. Items stand here once the plan is issued.`,
  }
}

const has = {
  openTicket: { zh: '有在办督办件', en: 'With an open ticket' },
  urge: { zh: '催办过', en: 'Urged' },
  nothing: { zh: '没有督办、催办', en: 'Neither' },
} as const

function Filters({ year }: { readonly year: number }) {
  const named = useNamed()
  const { actor } = useSession()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      {seesEverything(actor) && (
        <Filter name="divisionId" label={{ zh: '责任处、协调处', en: 'Division' }} options={divisions} />
      )}
      <Filter name="has" label={{ zh: '督办情况', en: 'Supervision' }} options={named(has)} />
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  return {
    divisionId: registerFilters.divisionId.safeParse(query.get('divisionId') ?? undefined).data,
    has: registerFilters.has.safeParse(query.get('has') ?? undefined).data,
  }
}

function useColumns(): Column<RegisterRow>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const name = (division: RegisterRow['responsibleDivision']) => division && text(division.name)
  return [
    { key: 'code', title: { zh: '编号', en: 'Code' }, onPhone: 'value', render: ({ code }) => code },
    {
      key: 'title',
      title: { zh: '评估事项', en: 'Item' },
      width: '22%',
      onPhone: 'name',
      render: ({ itemId, title }) => (
        <Link to={`/items/${itemId}#supervision`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'responsible',
      title: { zh: '责任处', en: 'Responsible' },
      width: '12%',
      render: ({ responsibleDivision, mainDivision }) => (
        <>
          {name(responsibleDivision)}
          {mainDivision && mainDivision.zh !== responsibleDivision?.name.zh && (
            <span className="sub" style={{ display: 'block' }}>
              {text({ zh: `主要责任人在${mainDivision.zh}`, en: `Main responsible person: ${mainDivision.en}` })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'coordinating',
      title: { zh: '协调处', en: 'Coordinating' },
      width: '12%',
      render: ({ coordinatingDivision }) => name(coordinatingDivision),
    },
    {
      key: 'phase',
      title: { zh: '现阶段', en: 'Phase' },
      width: '16%',
      render: ({ phase }) =>
        phase && (
          <>
            <span className="nw">{`${phase.number}/${phase.of}`}</span> <span lang="zh">{phase.title}</span>
          </>
        ),
    },
    {
      key: 'due',
      title: { zh: '阶段期限', en: 'Due' },
      render: ({ dueOn, workingDaysLeft }) =>
        dueOn !== null &&
        // a phase that is over says nothing of what was done in it
        (dueOn < today ? (
          <span className="sub nw">{text({ zh: `${format.day(dueOn)}已结束`, en: `ended ${format.day(dueOn)}` })}</span>
        ) : (
          <DeadlineChip {...{ dueOn, workingDaysLeft }} />
        )),
    },
    {
      key: 'tickets',
      title: { zh: '督办件', en: 'Tickets' },
      render: ({ itemId, openTickets, tickets }) =>
        tickets > 0 ? (
          <Link to={`/tickets?itemId=${itemId}`} className="nw">
            {text({ zh: `在办${openTickets}，共${tickets}`, en: `${openTickets} open of ${tickets}` })}
          </Link>
        ) : (
          '–'
        ),
    },
    {
      key: 'urges',
      title: { zh: '催办', en: 'Urged' },
      render: ({ urges, urgedAt }) =>
        urges > 0 && urgedAt !== null
          ? text({ zh: `${urges}次，${format.instant(urgedAt)}`, en: `${urges}, last ${format.instant(urgedAt)}` })
          : '–',
    },
  ]
}
