import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { aspects } from '#domain/inspection/check.ts'
import {
  type ConformityRow,
  conformityFilters,
  exportConformities,
  listConformities,
  recordConformity,
} from '#domain/inspection/conformity.api.ts'
import { conformityResults, conformityStates, openConformityStates } from '#domain/inspection/conformity.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { CheckTabs } from './CheckTabs.tsx'
import { ConformityTag } from './CheckTags.tsx'
import { RecordDialog } from './RecordConformity.tsx'

/** A year's verifications by the city. */
export const ConformitiesPage = forReaders(listConformities, ConformitiesView)

function ConformitiesView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const context = useContextOfRules()
  const navigate = useNavigate()
  const named = useNamed()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = {
    state: conformityFilters.state.safeParse(query.get('state') ?? undefined).data,
    result: conformityFilters.result.safeParse(query.get('result') ?? undefined).data,
  }
  const pages = usePages(listConformities, { year, ...filters })
  const rows = pages.rows ?? []
  const open = rows.filter(({ state }) => openConformityStates.some((one) => one === state)).length
  const mayRecord = refusalOfEndpoint(recordConformity, context) === undefined
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度符合性验证`, en: `Conformity verifications of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${pages.hasMore ? '先' : '共'}列${rows.length}项，其中${open}项未办结。验证由市里开展，我办配合。`,
            en: `${rows.length} listed, ${open} of them open. The city verifies; our part is to cooperate.`,
          })
        }
        actions={mayRecord && <ActionButton endpoint={recordConformity} asks onClick={() => setIsAsking(true)} />}
      />
      <CheckTabs here="conformities" year={year} />
      <Panel
        title={{ zh: '符合性验证', en: 'Conformity verifications' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportConformities, { year, language, ...filters })}
            aria-label={text({ zh: '导出符合性验证.xlsx', en: 'Export verifications as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <div className="filters panel-body">
          <YearFilter year={year} />
          <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(conformityStates)} />
          <Filter name="result" label={{ zh: '结果', en: 'Result' }} options={named(conformityResults)} />
        </div>
        <DataTable
          name={{ zh: '符合性验证', en: 'Conformity verifications' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的符合性验证。', en: 'No verifications match.' }}
              next={{
                zh: '收到市里要求后由办绩效办登记；布置材料后有关处在此查看。',
                en: 'The performance office records a request of the city; a division sees one once it is asked.',
              }}
            />
          }
        />
      </Panel>
      {isAsking && (
        <RecordDialog
          year={year}
          onClose={() => setIsAsking(false)}
          onDone={({ id }) => void navigate(`/conformities/${id}`)}
        />
      )}
    </>
  )
}

function useColumns(): Column<ConformityRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'title',
      title: { zh: '名称', en: 'Title' },
      width: '30%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/conformities/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <ConformityTag state={state} />,
    },
    { key: 'aspect', title: { zh: '方面', en: 'Aspect' }, render: ({ aspect }) => text(aspects[aspect]) },
    { key: 'body', title: { zh: '单位', en: 'Unit' }, render: ({ body }) => text(body.name) },
    { key: 'due', title: { zh: '期限', en: 'Due on' }, render: ({ dueOn }) => format.day(dueOn) },
    {
      key: 'materials',
      title: { zh: '材料（已交/共）', en: 'Materials (in/all)' },
      isNumber: true,
      render: ({ materials, handedIn }) => `${handedIn}/${materials}`,
    },
    {
      key: 'result',
      title: { zh: '结果', en: 'Result' },
      render: ({ result }) => result && text(conformityResults[result]),
    },
  ]
}
