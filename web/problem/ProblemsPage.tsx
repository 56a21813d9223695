import { Link, useSearchParams } from 'react-router'
import { exportProblems, listProblems, type Problem, problemFilters } from '#domain/problem/problem.api.ts'
import { problemStates } from '#domain/problem/problem.ts'
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
import { ProblemSubject, ProblemTag } from './ProblemTag.tsx'

/** A year's problems in reporting, narrowed by what stands in the address. */
export const ProblemsPage = forReaders(listProblems, ProblemsView)

function ProblemsView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const [query] = useSearchParams()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = filtersIn(query)
  const pages = usePages(listProblems, { year, ...filters })
  const rows = pages.rows ?? []
  const open = rows.filter(({ state }) => state !== 'solved').length
  const listed = pages.hasMore
    ? { zh: `先列${rows.length}个`, en: `The latest ${rows.length}` }
    : { zh: `共${rows.length}个`, en: `${rows.length} listed` }
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度报送问题`, en: `Problems in reporting of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${listed.zh}，其中${open}个未解决。问题在数据、事项或报送件的页面提出。`,
            en: `${listed.en}, ${open} of them not solved. Problems are raised on the page of the data, item or report.`,
          })
        }
      />
      <Panel
        title={{ zh: '报送问题', en: 'Problems in reporting' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportProblems, { year, language, ...filters })}
            aria-label={text({ zh: '导出报送问题.xlsx', en: 'Export problems as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <Filters year={year} />
        <DataTable
          name={{ zh: '报送问题', en: 'Problems in reporting' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的报送问题。', en: 'No problems match.' }}
              next={{
                zh: '可以放宽条件；提出新的问题，请打开有关数据的页面。',
                en: 'Widen the filters; to raise a new one, open the page of the data.',
              }}
              action={<Link to="/duties">{text({ zh: '打开指标数据', en: 'Open the indicator data' })}</Link>}
            />
          }
        />
      </Panel>
    </>
  )
}

function Filters({ year }: { readonly year: number }) {
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(problemStates)} />
      <Filter name="divisionId" label={{ zh: '承办处', en: 'Owner' }} options={divisions} />
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  const { state, divisionId } = problemFilters
  return {
    state: state.safeParse(query.get('state') ?? undefined).data,
    divisionId: divisionId.safeParse(query.get('divisionId') ?? undefined).data,
  }
}

function useColumns(): Column<Problem>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return [
    {
      key: 'title',
      title: { zh: '问题', en: 'Problem' },
      width: '32%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/problems/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <ProblemTag state={state} />,
    },
    { key: 'subject', title: { zh: '涉及', en: 'About' }, width: '26%', render: (row) => <ProblemSubject of={row} /> },
    {
      key: 'owner',
      title: { zh: '承办', en: 'Owner' },
      render: ({ ownerDivision, ownerPerson }) => (
        <>
          {ownerDivision ? text(ownerDivision.name) : text({ zh: '待明确', en: 'not named yet' })}
          {ownerPerson && ` ${ownerPerson.name}`}
        </>
      ),
    },
    {
      key: 'raised',
      title: { zh: '提出', en: 'Raised' },
      render: ({ raisedBy, raisedAt }) => `${raisedBy.name} ${format.instant(raisedAt, today)}`,
    },
  ]
}
