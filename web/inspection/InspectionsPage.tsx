import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { aspects } from '#domain/inspection/check.ts'
import {
  exportInspections,
  type InspectionRow,
  inspectionFilters,
  listCheckTemplates,
  listInspections,
  planInspection,
} from '#domain/inspection/inspection.api.ts'
import { inspectionKinds, inspectionStates, openInspectionStates } from '#domain/inspection/inspection.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
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
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { CheckTabs } from './CheckTabs.tsx'
import { InspectionTag } from './CheckTags.tsx'
import { PlanDialog } from './PlanFields.tsx'

/** A year's daily checks and special inspections. */
export const InspectionsPage = forReaders(listInspections, InspectionsView)

function InspectionsView() {
  const text = useText()
  const { language } = useLanguage()
  const session = useSession()
  const context = useContextOfRules()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const filters = filtersIn(query)
  const pages = usePages(listInspections, { year, ...filters })
  const rows = pages.rows ?? []
  const open = rows.filter(({ state }) => openInspectionStates.some((one) => one === state)).length
  const mayPlan = refusalOfEndpoint(planInspection, context) === undefined
  const mayKeep = refusalOfEndpoint(listCheckTemplates, context) === undefined
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度检查`, en: `Inspections of ${year}` }}
        sentence={
          pages.rows &&
          text({
            zh: `${pages.hasMore ? '先' : '共'}列${rows.length}项，其中${open}项未办结。`,
            en: `${rows.length} listed, ${open} of them open.`,
          })
        }
        actions={
          <>
            {mayPlan && <ActionButton endpoint={planInspection} asks onClick={() => setIsAsking(true)} />}
            {mayKeep && <ActionLink to="/check-templates" label={{ zh: '要点模板', en: 'Check-lists' }} />}
          </>
        }
      />
      <CheckTabs here="inspections" year={year} />
      <Panel
        title={{ zh: '检查', en: 'Inspections' }}
        flush
        more={
          <a
            className="button plain"
            download
            href={addressOf(exportInspections, { year, language, ...filters })}
            aria-label={text({ zh: '导出检查.xlsx', en: 'Export inspections as .xlsx' })}
          >
            {text({ zh: '导出.xlsx', en: 'Export .xlsx' })}
          </a>
        }
      >
        <InspectionFilters year={year} />
        <DataTable
          name={{ zh: '检查', en: 'Inspections' }}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的检查。', en: 'No inspections match.' }}
              next={{
                zh: '可以放宽条件。检查由办绩效办拟定，通知后被检查处在此查看。',
                en: 'Widen the filters. The performance office plans them; a division sees one once it is notified.',
              }}
            />
          }
        />
      </Panel>
      {isAsking && (
        <PlanDialog onClose={() => setIsAsking(false)} onDone={({ id }) => void navigate(`/inspections/${id}`)} />
      )}
    </>
  )
}

function InspectionFilters({ year }: { readonly year: number }) {
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  return (
    <div className="filters panel-body">
      <YearFilter year={year} />
      <Filter name="kind" label={{ zh: '种类', en: 'Kind' }} options={named(inspectionKinds)} />
      <Filter name="aspect" label={{ zh: '方面', en: 'Aspect' }} options={named(aspects)} />
      <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(inspectionStates)} />
      <Filter name="divisionId" label={{ zh: '被检查处', en: 'Division' }} options={divisions} />
    </div>
  )
}

function filtersIn(query: URLSearchParams) {
  const { kind, aspect, state, divisionId } = inspectionFilters
  return {
    kind: kind.safeParse(query.get('kind') ?? undefined).data,
    aspect: aspect.safeParse(query.get('aspect') ?? undefined).data,
    state: state.safeParse(query.get('state') ?? undefined).data,
    divisionId: divisionId.safeParse(query.get('divisionId') ?? undefined).data,
  }
}

function useColumns(): Column<InspectionRow>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'title',
      title: { zh: '名称', en: 'Title' },
      width: '30%',
      onPhone: 'name',
      render: ({ id, title }) => (
        <Link to={`/inspections/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <InspectionTag state={state} />,
    },
    { key: 'kind', title: { zh: '种类', en: 'Kind' }, render: ({ kind }) => text(inspectionKinds[kind]) },
    { key: 'aspect', title: { zh: '方面', en: 'Aspect' }, render: ({ aspect }) => text(aspects[aspect]) },
    {
      key: 'divisions',
      title: { zh: '被检查处', en: 'Divisions' },
      width: '22%',
      render: ({ divisions }) => divisions.map(({ name }) => text(name)).join(text({ zh: '、', en: ', ' })),
    },
    { key: 'day', title: { zh: '检查日', en: 'Day' }, render: ({ startsOn }) => format.day(startsOn) },
    { key: 'findings', title: { zh: '问题', en: 'Findings' }, isNumber: true, render: ({ findings }) => findings },
  ]
}
