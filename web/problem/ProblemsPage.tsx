import { Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  exportProblems,
  listProblems,
  type Problem,
  problemFilters,
  raiseProblem,
} from '#domain/problem/problem.api.ts'
import { problemKinds, problemStates } from '#domain/problem/problem.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Filter, useFilters, useNamed } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { ProblemSubject, ProblemTag } from './ProblemTag.tsx'
import './problem.css'
import { RaiseOther } from './RaiseProblem.tsx'

/** Problems of a year or of all, narrowed by what stands in the address. */
export const ProblemsPage = forReaders(listProblems, ProblemsView)

function ProblemsView() {
  const text = useText()
  const { actor } = useSession()
  const [isAsking, setIsAsking] = useState(false)
  const filters = useProblemFilters()
  const pages = usePages(listProblems, filters)
  const isWorker = isOneOf(actor.post, [...divisionPosts, ...performanceOffice])
  return (
    <>
      <PageHead
        title={titleOf(filters.year)}
        sentence={pages.rows && text(sentenceOf(pages.rows, pages.hasMore))}
        actions={isWorker && <ActionButton endpoint={raiseProblem} asks onClick={() => setIsAsking(true)} />}
      />
      <Panel title={{ zh: '问题', en: 'Problems' }} flush more={<Export filters={filters} />}>
        <Filters year={filters.year} />
        <DataTable
          name={{ zh: '问题', en: 'Problems' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的问题。', en: 'No problems match.' }}
              next={{
                zh: '可以放宽条件，或者查全部年度；涉及某项数据的，在该数据的页面提出。',
                en: 'Widen the filters or look at every year; what is about data is raised on the page of the data.',
              }}
            />
          }
        />
      </Panel>
      {isAsking && <RaiseOther onClose={() => setIsAsking(false)} />}
    </>
  )
}

const titleOf = (year: number | undefined): Text =>
  year === undefined
    ? { zh: '各年度问题记录', en: 'Problems of every year' }
    : { zh: `${year}年度问题记录`, en: `Problems of ${year}` }

function sentenceOf(rows: readonly Problem[], hasMore: boolean): Text {
  const open = rows.filter(({ state }) => state !== 'solved').length
  const listed = hasMore
    ? { zh: `先列${rows.length}个`, en: `The latest ${rows.length}` }
    : { zh: `共${rows.length}个`, en: `${rows.length} listed` }
  return {
    zh: `${listed.zh}，其中${open}个未解决。遇到问题先查一查：往年怎么解决的，这里写着。`,
    en: `${listed.en}, ${open} of them not solved. Look here first: how something was solved in other years stands here.`,
  }
}

type Chosen = ReturnType<typeof useProblemFilters>

function Export({ filters }: { readonly filters: Chosen }) {
  const text = useText()
  const { language } = useLanguage()
  return (
    <a
      className="button plain"
      download
      href={addressOf(exportProblems, { language, ...filters })}
      aria-label={text({ zh: '导出问题.xlsx', en: 'Export problems as .xlsx' })}
    >
      {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
    </a>
  )
}

const all = 'all'

function Filters({ year }: { readonly year: number | undefined }) {
  const text = useText()
  const named = useNamed()
  const { today } = useSession()
  const divisions = useDivisionOptions({ isPastToo: true })
  const { query, set } = useFilters()
  const thisYear = Number(today.slice(0, 4))
  const years = [...new Set([...(year ? [year] : []), thisYear + 1, thisYear, thisYear - 1, thisYear - 2])]
  const words = { zh: '标题、说明、解决情况，或拼音首字母', en: 'Words, or initials of the title' }
  return (
    <div className="filters panel-body">
      <Select
        aria-label={text({ zh: '年度', en: 'Year' })}
        value={year === undefined ? all : String(year)}
        options={[
          { value: all, label: text({ zh: '全部年度', en: 'Every year' }) },
          ...years
            .toSorted((a, b) => b - a)
            .map((value) => ({ value: String(value), label: text({ zh: `${value}年度`, en: String(value) }) })),
        ]}
        onChange={(value) => set('year', value)}
      />
      <Filter name="kind" label={{ zh: '类别', en: 'Kind' }} options={named(problemKinds)} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(problemStates)} />
      <Filter name="divisionId" label={{ zh: '承办处', en: 'Owner' }} options={divisions} />
      <Input.Search
        className="problem-search"
        aria-label={text(words)}
        placeholder={text(words)}
        defaultValue={query.get('search') ?? ''}
        onSearch={(value) => set('search', value.trim())}
      />
    </div>
  )
}

/** What the address asks for. Who looks for words looks in every year, unless one was chosen. */
function useProblemFilters() {
  const [query] = useSearchParams()
  const session = useSession()
  const { state, kind, divisionId, search } = problemFilters
  const words = search.safeParse(query.get('search') ?? undefined).data
  const asked = query.get('year')
  const usual = words ? undefined : (session.year?.year ?? Number(session.today.slice(0, 4)))
  const year = asked === all ? undefined : asked && /^\d{4}$/.test(asked) ? Number(asked) : usual
  return {
    ...(year === undefined ? {} : { year }),
    state: state.safeParse(query.get('state') ?? undefined).data,
    kind: kind.safeParse(query.get('kind') ?? undefined).data,
    divisionId: divisionId.safeParse(query.get('divisionId') ?? undefined).data,
    search: words || undefined,
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
      width: '24%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/problems/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    { key: 'kind', title: { zh: '类别', en: 'Kind' }, render: ({ kind }) => text(problemKinds[kind]) },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <ProblemTag state={state} />,
    },
    { key: 'subject', title: { zh: '涉及', en: 'About' }, width: '18%', render: (row) => <ProblemSubject of={row} /> },
    {
      key: 'solution',
      title: { zh: '解决情况', en: 'What was done' },
      width: '26%',
      render: ({ solution }) =>
        solution !== null && (
          <span className="problem-solution" lang="zh">
            {solution}
          </span>
        ),
    },
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
