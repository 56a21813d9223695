import { Link } from 'react-router'
import { type CollectionRow, listCollectionPlans } from '#domain/collection/collectionPlan.api.ts'
import { dueWords } from '#domain/collection/collectionPlan.ts'
import type { Text } from '#domain/kernel/text.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { listYears } from '#domain/organization/year.api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Filter, useFilters, YearFilter } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { DutyViews } from '../DutyViews.tsx'
import { PrintButton } from '../viewParts.tsx'
import './collectionPlan.css'

/** How each indicator of a year is collected, in the order of the plan; where nothing was set it says so. */
export const CollectionPlansPage = forReaders(listCollectionPlans, CollectionPlansView)

function CollectionPlansView() {
  const text = useText()
  const session = useSession()
  const { query } = useFilters()
  const year = Number(query.get('year') ?? session.year?.year ?? session.today.slice(0, 4))
  const collectingUnitId = query.get('collectingUnitId') ?? undefined
  const units = useRead(listExternalBodies, {})
  const years = useRead(listYears, {})
  const plan = planChoices.find((one) => one === query.get('plan'))
  const isNarrowed = collectingUnitId !== undefined || plan !== undefined
  const narrowed = { ...(collectingUnitId ? { collectingUnitId } : {}), ...(plan ? { plan } : {}) }
  const pages = usePages(listCollectionPlans, { year, ...narrowed })
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度收集报送工作计划`, en: `Collection plans ${year}` }}
        sentence={pages.rows && text(sentenceOf(pages.rows, pages.hasMore))}
        actions={<PrintButton />}
      />
      <DutyViews here="collectionPlans" year={year} />
      <div className="filters plan-filters">
        <YearFilter year={year} also={(years.data?.rows ?? []).map((one) => one.year)} />
        <Filter
          name="collectingUnitId"
          label={{ zh: '数据采集责任单位', en: 'Collecting unit' }}
          options={(units.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: text(name) }))}
        />
        <Filter
          name="plan"
          label={{ zh: '工作计划', en: 'Plan' }}
          options={planChoices.map((value) => ({ value, label: text(planWords[value]) }))}
        />
      </div>
      <Panel title={{ zh: '指标', en: 'Indicators' }} flush>
        <DataTable
          name={{ zh: '收集报送工作计划', en: 'Collection plans' }}
          columns={useColumns()}
          keyOf={({ indicator }) => indicator.id}
          classOf={({ number, coordinatingDivision }) =>
            number === null && coordinatingDivision.id === session.actor.divisionId ? 'without-plan' : ''
          }
          pages={pages}
          empty={<EmptyState {...(isNarrowed ? noMatch : noIndicator)} />}
        />
      </Panel>
    </>
  )
}

const planChoices = ['none', 'draft'] as const
const planWords: Record<(typeof planChoices)[number], Text> = {
  none: { zh: '未定计划', en: 'Without a plan' },
  draft: { zh: '有拟稿', en: 'With a draft' },
}

const noMatch: { why: Text; next: Text } = {
  why: { zh: '没有符合条件的指标。', en: 'No indicator matches.' },
  next: { zh: '可以放宽筛选条件，或者看别的年度。', en: 'Widen the filters, or look at another year.' },
}
const noIndicator: { why: Text; next: Text } = {
  why: { zh: '该年度没有本处负责或协调的指标。', en: 'This year has no indicator that you owe or coordinate.' },
  next: { zh: '年度方案印发后，其指标列在这里。', en: 'Indicators stand here once the plan of the year is issued.' },
}

function sentenceOf(rows: readonly CollectionRow[], hasMore: boolean): Text {
  const count = rows.length
  const without = rows.filter(({ number }) => number === null).length
  const drafts = rows.filter(({ hasDraft }) => hasDraft).length
  const [zh, en] = hasMore ? ['已列', 'listed so far'] : ['共', 'in all']
  return {
    zh: `${zh}${count}项指标：已有计划${count - without}项，未定计划、按默认表式收集${without}项；拟稿${drafts}份。`,
    en: `Indicators ${en}: ${count}. With a plan: ${count - without}; on the default form: ${without}; drafts: ${drafts}.`,
  }
}

function useColumns(): readonly Column<CollectionRow>[] {
  const text = useText()
  return [
    {
      key: 'indicator',
      title: { zh: '指标', en: 'Indicator' },
      width: '22%',
      onPhone: 'name',
      render: ({ indicator, item }) => (
        <>
          <Link to={`/collection-plans/${indicator.id}`}>{indicator.name}</Link>
          <span className="sub plan-of-item">
            {item.code} {item.title}
          </span>
        </>
      ),
    },
    {
      key: 'division',
      title: { zh: '责任处', en: 'Responsible division' },
      render: ({ responsibleDivision }) => text(responsibleDivision.name),
    },
    {
      key: 'unit',
      title: { zh: '数据采集责任单位', en: 'Collecting unit' },
      render: ({ collectingUnit }) =>
        collectingUnit ? text(collectingUnit.name) : text({ zh: '未定', en: 'not set' }),
    },
    {
      key: 'version',
      title: { zh: '现行版本', en: 'In force' },
      onPhone: 'bare',
      render: (row) => <VersionOf row={row} />,
    },
    {
      key: 'due',
      title: { zh: '对外期限', en: 'External due day' },
      render: ({ externalDue }) => text(dueWords(externalDue)),
    },
    {
      key: 'fields',
      title: { zh: '其他字段', en: 'Further fields' },
      isNumber: true,
      render: ({ fields }) => fields,
    },
    {
      key: 'evidence',
      title: { zh: '佐证', en: 'Evidence' },
      render: ({ evidence }) => text(evidence ? { zh: '须附', en: 'needed' } : { zh: '不要求', en: 'not needed' }),
    },
  ]
}

/** The version that holds today, or that there is none; and a draft. */
function VersionOf({ row: { number, effectiveOn, hasDraft } }: { row: CollectionRow }) {
  const text = useText()
  const format = useFormat()
  return (
    <>
      {number === null || effectiveOn === null ? (
        <span className="no-plan">{text({ zh: '未定，按默认表式', en: 'None: default form' })}</span>
      ) : (
        <>
          {text({ zh: `第${number}版`, en: `Version ${number}` })}
          <span className="sub plan-of-item">
            {text({ zh: '自', en: 'from ' })}
            {format.day(effectiveOn)}
            {text({ zh: '起', en: '' })}
          </span>
        </>
      )}
      {hasDraft && <span className="draft-mark">{text({ zh: '有拟稿', en: 'Draft' })}</span>}
    </>
  )
}
