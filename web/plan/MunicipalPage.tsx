import { useParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { type MunicipalPlan, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { officeClasses } from '#domain/plan/municipalRow.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { MunicipalAllotment } from './MunicipalAllotment.tsx'
import { MunicipalImport } from './MunicipalImport.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { planCrumb } from './planNames.ts'
import './plan.css'

/** The city's table of a year: imported once, then every row allotted or declared not applicable (Art. 8(3)). */
export function MunicipalPage() {
  const { year = '' } = useParams()
  const city = useRead(readMunicipalPlan, { year })
  if (city.error?.status === 404 && !city.data) return <NotImported year={Number(year)} />
  return (
    <Loaded isPage of={city} rows={10}>
      {(loaded) => <Imported city={loaded} />}
    </Loaded>
  )
}

const titleOf = (year: number): Text => ({ zh: `${year}年度市级指标`, en: `The city's indicators of ${year}` })

function NotImported({ year }: { year: number }) {
  const text = useText()
  const { actor } = useSession()
  const isOffice = actor.post.startsWith('performanceOffice.')
  return (
    <div className="plan-page">
      <PageHead
        title={titleOf(year)}
        crumbs={[planCrumb(year)]}
        sentence={text({ zh: '还没有导入市级指标。', en: "The city's indicators have not been imported yet." })}
      />
      {isOffice ? (
        <MunicipalImport year={year} />
      ) : (
        <Panel title={{ zh: '市级指标', en: 'Indicators' }} flush>
          <EmptyState
            why={{ zh: '市级指标由办绩效办导入。', en: "The performance office imports the city's indicators." }}
          />
        </Panel>
      )}
    </div>
  )
}

function Imported({ city }: { city: MunicipalPlan }) {
  const text = useText()
  const format = useFormat()
  const { rows, year } = city
  const open = rows.filter((row) => !row.responsibleDivisionId && !row.notApplicableReason).length
  const without = rows.filter((row) => row.responsibleDivisionId && !row.itemId).length
  const facts = [
    { name: { zh: '来源文件', en: 'Source' }, value: city.source },
    { name: { zh: '下达日期', en: 'Issued by the city' }, value: format.longDay(city.issuedOn) },
    {
      name: { zh: '报市绩效办期限', en: 'Our plan is due to the city' },
      value: city.toCityDueOn
        ? format.longDay(city.toCityDueOn)
        : text({ zh: '待国务院放假安排', en: 'Awaiting the holiday list' }),
    },
    { name: { zh: '本单位类别', en: 'Class of the office' }, value: text(officeClasses[city.officeClass]) },
    {
      name: { zh: '文件', en: 'File' },
      value: (
        <>
          {city.file.name} <span className="sub nw">{format.size(city.file.size)}</span>{' '}
          <span className="digest">{shortDigest(city.file.digest)}</span>
        </>
      ),
    },
  ]
  return (
    <div className="plan-page">
      <PageHead
        title={titleOf(year)}
        crumbs={[planCrumb(year)]}
        sentence={text({
          zh: `共${rows.length}项指标：${open === 0 ? '已全部分解或声明不适用' : `${open}项没有分解`}；${without}项已分解、还没有事项。`,
          en: `${rows.length} indicators: ${open === 0 ? 'all are allotted or declared not applicable' : `${open} are not allotted`}; ${without} allotted ones have no item yet.`,
        })}
      />
      <div className="stack">
        <MunicipalAllotment city={city} />
        <Panel title={{ zh: '来源', en: 'Where it came from' }}>
          <Facts facts={facts} />
        </Panel>
      </div>
    </div>
  )
}
