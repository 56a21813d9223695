import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { drawSample, listSelfChecks, type SelfCheckRow, selfCheckFilters } from '#domain/inspection/selfCheck.api.ts'
import { openSelfCheckStates, selfCheckStates, tallySentence } from '#domain/inspection/selfCheck.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { CheckTabs } from './CheckTabs.tsx'
import { SelfCheckTag } from './CheckTags.tsx'
import { DrawDialog } from './SelfCheckDialogs.tsx'

/** A year's self-checks of data. */
export const SelfChecksPage = forReaders(listSelfChecks, SelfChecksView)

function SelfChecksView() {
  const text = useText()
  const session = useSession()
  const context = useContextOfRules()
  const navigate = useNavigate()
  const named = useNamed()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const state = selfCheckFilters.state.safeParse(query.get('state') ?? undefined).data
  const pages = usePages(listSelfChecks, { year, state })
  const rows = pages.rows ?? []
  const open = rows.filter((row) => openSelfCheckStates.some((one) => one === row.state)).length
  const mayDraw = refusalOfEndpoint(drawSample, context) === undefined
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度数据自查抽验`, en: `Self-checks of data of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${pages.hasMore ? '先' : '共'}列${rows.length}次，其中${open}次未办结。每次抽样都保留，不重抽。`,
            en: `${rows.length} listed, ${open} of them open. Every drawing stays; none is drawn anew.`,
          })
        }
        actions={mayDraw && <ActionButton endpoint={drawSample} asks onClick={() => setIsAsking(true)} />}
      />
      <CheckTabs here="selfChecks" year={year} />
      <Panel title={{ zh: '数据自查抽验', en: 'Self-checks of data' }} flush>
        <div className="filters panel-body">
          <YearFilter year={year} />
          <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(selfCheckStates)} />
        </div>
        <DataTable
          name={{ zh: '数据自查抽验', en: 'Self-checks of data' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的自查抽验。', en: 'No self-checks match.' }}
              next={{
                zh: '由办绩效办从已签字的数据中抽样；涉及本处数据的在此查看。',
                en: 'The performance office draws from signed values; a division sees those with its own.',
              }}
            />
          }
        />
      </Panel>
      {isAsking && (
        <DrawDialog
          year={year}
          onClose={() => setIsAsking(false)}
          onDone={({ id }) => void navigate(`/self-checks/${id}`)}
        />
      )}
    </>
  )
}

function useColumns(): Column<SelfCheckRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'title',
      title: { zh: '名称', en: 'Title' },
      width: '34%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/self-checks/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <SelfCheckTag state={state} />,
    },
    { key: 'drawn', title: { zh: '抽样', en: 'Drawn' }, render: ({ drawnAt }) => format.instant(drawnAt) },
    {
      key: 'population',
      title: { zh: '总体', en: 'Population' },
      isNumber: true,
      render: ({ tally }) => format.number(String(tally.population)),
    },
    {
      key: 'tally',
      title: { zh: '结果', en: 'Result' },
      width: '30%',
      render: ({ tally, state }) =>
        state === 'concluded'
          ? text(tallySentence(tally))
          : text({ zh: `抽取${tally.drawn}项`, en: `${tally.drawn} drawn` }),
    },
  ]
}
