import { useParams, useSearchParams } from 'react-router'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { reviseMunicipalPlan } from '#domain/plan/municipalImport.api.ts'
import { type MunicipalPlan, readMunicipalHistory, readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { isOpenRow } from '#domain/plan/municipalPlan.ts'
import { officeClasses } from '#domain/plan/municipalRow.ts'
import { levelSums } from '#domain/plan/municipalWeights.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { MunicipalAllotment } from './MunicipalAllotment.tsx'
import { MunicipalImport } from './MunicipalImport.tsx'
import { MunicipalSending } from './MunicipalSending.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { nameOfAct } from './planActs.ts'
import { planCrumb } from './planNames.ts'
import './municipal.css'
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
  const { actor } = useSession()
  const [query] = useSearchParams()
  const isOffice = actor.post.startsWith('performanceOffice.')
  const isChanging = query.has('change') && isOffice
  const { rows, year, sendings, plan } = city
  const standing = rows.filter(({ withdrawnOn }) => withdrawnOn === null)
  const open = standing.filter(isOpenRow).length
  const without = standing.filter((row) => row.responsibleDivisionId && !row.itemId).length
  const isSent = sendings.length > 0
  return (
    <div className="plan-page">
      <PageHead
        title={titleOf(year)}
        crumbs={[planCrumb(year)]}
        chips={
          isSent ? undefined : (
            <DeadlineChip
              dueOn={city.toCityDueOn}
              workingDaysLeft={city.workingDaysLeft}
              what={{ zh: '报市绩效办', en: 'Due to the city ' }}
            />
          )
        }
        sentence={text({
          zh: `共${standing.length}项指标：${open === 0 ? '已全部分解或声明不适用' : `${open}项没有分解`}；${without}项已分解、还没有事项。`,
          en: `${standing.length} indicators: ${open === 0 ? 'all are allotted or declared not applicable' : `${open} are not allotted`}; ${without} allotted ones have no item yet.`,
        })}
        actions={
          isOffice &&
          (isChanging ? (
            <ActionLink to={`/plans/${year}/municipal`} label={{ zh: '返回指标', en: 'Back to the indicators' }} />
          ) : (
            <ActionLink
              to={`/plans/${year}/municipal?change`}
              label={reviseMunicipalPlan.summary}
              basis={reviseMunicipalPlan.basis}
            />
          ))
        }
      />
      {isChanging ? (
        <MunicipalImport year={year} city={city} />
      ) : (
        <div className="stack">
          {open > 0 && plan?.state === 'issued' && <AddedLate open={open} />}
          <Withdrawn city={city} />
          <MunicipalAllotment city={city} />
          <MunicipalSums city={city} />
          <MunicipalSending city={city} />
          <Origin city={city} />
          <History city={city} />
        </div>
      )}
    </div>
  )
}

/** Items that rest on what the city has withdrawn: they stay until somebody decides. */
function Withdrawn({ city }: { city: MunicipalPlan }) {
  const text = useText()
  const rows = city.rows.filter(({ withdrawnOn, itemId }) => withdrawnOn !== null && itemId !== null)
  if (rows.length === 0) return null
  const { zh, en } = joinTexts(
    rows.map(({ number, name }) => ({ zh: `第${number}项“${name}”`, en: `${number}, “${name}”` })),
    '、',
    '; ',
  )
  return (
    <p className="note">
      {text({
        zh: `市里已撤销、仍有事项的指标：${zh}。请确定事项去留。`,
        en: `Withdrawn by the city with an item that stays: ${en}. Decide whether the items stay.`,
      })}
    </p>
  )
}

/** What the city added after the plan was issued is brought in as a change of the plan. */
function AddedLate({ open }: { open: number }) {
  const text = useText()
  return (
    <p className="note">
      {text({
        zh: `方案印发后市里又增加了指标，${open}项没有分解。分解后按方案调整程序列入。`,
        en: `The city added indicators after the plan was issued; not allotted: ${open}. Once allotted they come in by a change of the plan.`,
      })}
    </p>
  )
}

/** The weights of the office's own class, and whether they come to what each first level weighs. */
function MunicipalSums({ city }: { city: MunicipalPlan }) {
  const text = useText()
  const kind = officeClasses[city.officeClass]
  const sums = levelSums(
    city.rows.filter(({ withdrawnOn }) => withdrawnOn === null),
    city.officeClass,
  )
  const facts = sums.map(({ level1, weight, total, difference }) => ({
    name: { zh: level1, en: level1 },
    value: (
      <>
        {text({
          zh: `合计${total}%${weight === null ? '，没有写明一级指标权重' : `，一级指标权重${weight}%`}`,
          en: `${total}%${weight === null ? '; the level does not state its weight' : ` of ${weight}%`}`,
        })}{' '}
        {difference && <span className="sum-off">{text(difference)}</span>}
      </>
    ),
  }))
  return (
    <Panel title={{ zh: `本单位类别（${kind.zh}）的权重`, en: `Weights of the office's class (${kind.en})` }}>
      <Facts facts={facts} />
    </Panel>
  )
}

function Origin({ city }: { city: MunicipalPlan }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<Import>[] = [
    {
      key: 'source',
      title: { zh: '来源文件', en: 'Source' },
      onPhone: 'name',
      render: ({ source, number }) => `${number}　${source}`,
    },
    {
      key: 'issuedOn',
      title: { zh: '下达日期', en: 'Issued by the city' },
      onPhone: 'value',
      render: ({ issuedOn }) => format.longDay(issuedOn),
    },
    {
      key: 'rows',
      title: { zh: '指标', en: 'Indicators' },
      render: ({ added, changed, withdrawn }) =>
        text({
          zh: `新增${added}，改动${changed}，撤销${withdrawn}`,
          en: `${added} added, ${changed} changed, ${withdrawn} withdrawn`,
        }),
    },
    { key: 'reason', title: { zh: '理由', en: 'Reason' }, render: ({ reason }) => reason ?? '–' },
    {
      key: 'file',
      title: { zh: '文件', en: 'File' },
      render: ({ file }) => (
        <>
          {file.name} <span className="sub nw">{format.size(file.size)}</span>{' '}
          <span className="digest">{shortDigest(file.digest)}</span>
        </>
      ),
    },
    {
      key: 'by',
      title: { zh: '导入', en: 'Imported' },
      render: ({ madeBy, madeAt }) => `${madeBy.name}　${format.instant(madeAt)}`,
    },
  ]
  return (
    <Panel title={{ zh: '来源', en: 'Where it came from' }} flush>
      <DataTable
        name={{ zh: '来源', en: 'Where it came from' }}
        columns={columns}
        keyOf={({ number }) => String(number)}
        rows={city.imports}
        empty={<EmptyState why={{ zh: city.source, en: city.source }} />}
      />
    </Panel>
  )
}
type Import = MunicipalPlan['imports'][number]

function History({ city }: { city: MunicipalPlan }) {
  const history = useRead(readMunicipalHistory, { id: city.id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
