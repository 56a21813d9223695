import { Link, useSearchParams } from 'react-router'
import { seesEverything } from '#domain/kernel/actor.ts'
import { exportOpinions, listOpinions, type Opinion, opinionFilters } from '#domain/opinion/opinion.api.ts'
import { isOverdue, opinionStates } from '#domain/opinion/opinion.ts'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
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
import { OpinionTag } from './OpinionTag.tsx'
import './opinion.css'

/** A year's opinions of the city's units: what is unanswered past its day stands out. */
export const OpinionsPage = forReaders(listOpinions, OpinionsView)

function OpinionsView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = filtersIn(query)
  const pages = usePages(listOpinions, { year, ...filters })
  const rows = pages.rows ?? []
  const overdue = rows.filter((row) => isOverdue(row, session.today)).length
  const listed = pages.hasMore ? { zh: `先列${rows.length}条`, en: `The latest ${rows.length}` } : undefined
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度评估意见`, en: `Opinions of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${listed?.zh ?? `共${rows.length}条`}，其中${overdue}条超过答复期限未答复。意见在事项页面登记。`,
            en: `${listed?.en ?? `${rows.length} listed`}, ${overdue} of them unanswered past their day. Opinions are recorded on an item's page.`,
          })
        }
      />
      <Panel
        title={{ zh: '评估意见', en: 'Opinions' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportOpinions, { year, language, ...filters })}
            aria-label={text({ zh: '导出评估意见.xlsx', en: 'Export opinions as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <Filters year={year} />
        <DataTable
          name={{ zh: '评估意见', en: 'Opinions' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的评估意见。', en: 'No opinions match.' }}
              next={{
                zh: '可以放宽条件；收到新的意见，请打开事项页面登记。',
                en: 'Widen the filters; to record a new one, open the page of its item.',
              }}
              action={<Link to="/items">{text({ zh: '打开评估事项', en: 'Open the items' })}</Link>}
            />
          }
        />
      </Panel>
    </>
  )
}

function Filters({ year }: { readonly year: number }) {
  const text = useText()
  const { actor } = useSession()
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(opinionStates)} />
      <Filter
        name="overdue"
        label={{ zh: '期限', en: 'Due day' }}
        options={[{ value: 'yes', label: text({ zh: '超期未答复', en: 'Unanswered past its day' }) }]}
      />
      <Filter
        name="standing"
        label={{ zh: '答复', en: 'Answer' }}
        options={[{ value: 'open', label: text({ zh: '尚未答复', en: 'Not answered yet' }) }]}
      />
      {seesEverything(actor) && (
        <Filter name="divisionId" label={{ zh: '责任处', en: 'Responsible division' }} options={divisions} />
      )}
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  const { state, overdue, divisionId, standing } = opinionFilters
  return {
    state: state.safeParse(query.get('state') ?? undefined).data,
    overdue: overdue.safeParse(query.get('overdue') ?? undefined).data,
    standing: standing.safeParse(query.get('standing') ?? undefined).data,
    divisionId: divisionId.safeParse(query.get('divisionId') ?? undefined).data,
  }
}

function useColumns(): Column<Opinion>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'words',
      title: { zh: '意见', en: 'Opinion' },
      width: '38%',
      onPhone: 'name',
      render: ({ id, words, item }) => (
        <>
          <Link to={`/opinions/${id}`} lang="zh">
            {words.length > 60 ? `${words.slice(0, 60)}…` : words}
          </Link>
          <span className="sub" style={{ display: 'block' }}>
            <span className="nw">{item.code}</span> {item.title}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: (opinion) => <OpinionTag opinion={opinion} />,
    },
    { key: 'body', title: { zh: '来自', en: 'From' }, render: ({ body }) => text(body.name) },
    {
      key: 'responsible',
      title: { zh: '责任处', en: 'Responsible' },
      render: ({ responsibleDivision }) => responsibleDivision && text(responsibleDivision.name),
    },
    {
      key: 'received',
      title: { zh: '收到日', en: 'Received' },
      render: ({ receivedOn }) => <span className="nw">{format.longDay(receivedOn)}</span>,
    },
    {
      key: 'due',
      title: { zh: '答复期限', en: 'Answer by' },
      render: ({ dueOn }) => <span className="nw">{dueOn ? format.longDay(dueOn) : '–'}</span>,
    },
  ]
}
