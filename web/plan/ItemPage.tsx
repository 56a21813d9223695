import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type ItemPage as ItemFacts, readItem, readItemHistory } from '#domain/plan/item.api.ts'
import { readLineage } from '#domain/plan/merge.api.ts'
import { itemFate } from '#domain/plan/merge.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded, Skeleton } from '#web/kernel/states.tsx'
import { progressActs } from '#web/progress/progressActs.ts'
import { Supervised } from '#web/supervision/Supervised.tsx'
import { AmendLinks } from './AmendLinks.tsx'
import { ItemAbout } from './ItemAbout.tsx'
import { ItemData } from './ItemData.tsx'
import { ItemLineage } from './ItemLineage.tsx'
import { ItemOrigin } from './ItemOrigin.tsx'
import { ItemShares } from './ItemShares.tsx'
import { nameOfAct } from './planActs.ts'
import { callCrumb, crumbOf, isWrittenBy, planCrumb, tagOf } from './planNames.ts'
import './gantt.css'
import './plan.css'

const ItemOpinions = lazy(async () => ({ default: (await import('#web/opinion/ItemOpinions.tsx')).ItemOpinions }))
const ProblemPanel = lazy(async () => ({ default: (await import('#web/problem/ProblemPanel.tsx')).ProblemPanel }))
const Course = lazy(async () => ({ default: (await import('#web/progress/ItemCourse.tsx')).ItemCourse }))
const head = () => import('#web/progress/ItemHead.tsx')
const LightChips = lazy(async () => ({ default: (await head()).LightChips }))
const LightReason = lazy(async () => ({ default: (await head()).LightReason }))
const ProgressActs = lazy(async () => ({ default: (await head()).ProgressActs }))

export function ItemPage() {
  const { id = '' } = useParams()
  const item = useRead(readItem, { id })
  return (
    <Loaded isPage of={item} rows={10}>
      {(loaded) => <ItemView facts={loaded} />}
    </Loaded>
  )
}

/** Everything about one item: what it is, its phases and criteria, where its data stand, where it came from. */
function ItemView({ facts }: { facts: ItemFacts }) {
  const text = useText()
  const format = useFormat()
  const { actor, today } = useSession()
  const { item, plan, withdrawnOn, next, versions } = facts
  const isWritten = isWrittenBy(actor, plan)
  const { data: lineage } = useRead(readLineage, { id: item.id }, { enabled: plan.kind === 'division' && !!versions })
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: item.title, en: item.title }}
        crumbs={
          plan.kind === 'division'
            ? [callCrumb(plan.year), crumbOf(plan)]
            : plan.kind === 'revision'
              ? [planCrumb(plan.year), crumbOf(plan)]
              : crumbsOf(item)
        }
        chips={
          <>
            <span className="sub nw">{item.code}</span>
            {plan.state !== 'issued' && <StageTag {...tagOf(plan)} />}
            {withdrawnOn !== null && <StageTag stage="withdrawn" label={{ zh: '已取消', en: 'Taken out' }} />}
            <Suspense>
              <LightChips facts={facts} />
            </Suspense>
            {next && (
              <DeadlineChip dueOn={next.dueOn} workingDaysLeft={next.workingDaysLeft} what={dueOf(next.period)} />
            )}
          </>
        }
        sentence={text(
          plan.kind === 'division'
            ? itemFate(lineage?.takenAs?.code ?? null, lineage?.declined?.reason ?? null)
            : sentenceOf(facts, today, (day) => format.day(day)),
        )}
        actions={
          isWritten ? (
            <ActionLink
              to={`/items/${item.id}/edit`}
              label={{ zh: '修改', en: 'Change' }}
              basis={plan.kind === 'division' ? 'plan.divisionDraft' : 'plan.draft'}
              kind="primary"
            />
          ) : (
            <>
              <Suspense>
                <ProgressActs facts={facts} />
              </Suspense>
              <AmendLinks facts={facts} />
            </>
          )
        }
        reasons={
          <Suspense>
            <LightReason facts={facts} />
          </Suspense>
        }
      />
      <Columns main={<ItemMain facts={facts} />} side={<ItemSide facts={facts} />} />
    </div>
  )
}

/** What became of it: its phases with their progress, its data, what was said of it. */
function ItemMain({ facts }: { facts: ItemFacts }) {
  const { item, plan, data } = facts
  return (
    <>
      <Suspense fallback={<Skeleton rows={8} />}>
        <Course facts={facts} />
      </Suspense>
      <ItemShares item={item} />
      <ItemData item={item} data={data} />
      <Suspense fallback={<Skeleton rows={2} />}>
        <ItemOpinions facts={facts} />
      </Suspense>
      {plan.kind === 'office' && plan.state === 'issued' && <Supervised subject="item" subjectId={item.id} />}
      {plan.kind === 'office' && plan.state === 'issued' && (
        <Suspense fallback={<Skeleton rows={2} />}>
          <ProblemPanel
            subject="item"
            subjectId={item.id}
            name={item.title}
            chain={[item.responsibleDivision?.id ?? null, item.coordinatingDivision?.id ?? null]}
          />
        </Suspense>
      )}
    </>
  )
}

/** What it is and where it came from. */
function ItemSide({ facts }: { facts: ItemFacts }) {
  const { item, versions } = facts
  return (
    <>
      <ItemAbout item={item} />
      <ItemOrigin facts={facts} />
      {versions && <ItemLineage itemId={item.id} />}
      {versions && <ItemHistory id={item.id} />}
    </>
  )
}

const crumbsOf = ({ year, responsibleDivision: division }: ItemFacts['item']) => [
  { label: { zh: '评估事项', en: 'Items' }, to: `/items?year=${year}` },
  ...(division ? [{ label: division.name, to: `/items?year=${year}&divisionId=${division.id}` }] : []),
]

const dueOf = (period: string): Text => {
  const { zh, en } = shortPeriodText(period)
  return { zh: `${zh}数据`, en: `Data ${en}: ` }
}

/** Which phase runs today, when it ends, and what its data say. */
function sentenceOf({ item, plan, withdrawnOn, data }: ItemFacts, today: string, day: (day: string) => string): Text {
  if (withdrawnOn !== null)
    return {
      zh: `${day(withdrawnOn)}方案调整时取消，不再执行；已签字的数据可查。`,
      en: `A revision took it out of the plan on ${day(withdrawnOn)}; what was signed can be read.`,
    }
  if (plan.state !== 'issued')
    return {
      zh: '年度方案还没有印发，责任处和协调处尚未确定。',
      en: 'The plan is not issued yet, so its divisions are not bound.',
    }
  const runs = ({ startsOn, endsOn }: ItemFacts['item']['phases'][number]) => startsOn <= today && today <= endsOn
  const ofLead = item.phases.findIndex((one) => runs(one) && one.division === null)
  const at = ofLead >= 0 ? ofLead : item.phases.findIndex(runs)
  const phase = item.phases[at]
  const now = phase
    ? { zh: `现为第${at + 1}阶段，${day(phase.endsOn)}终了`, en: `Phase ${at + 1} runs until ${day(phase.endsOn)}` }
    : today > item.endsOn
      ? { zh: '各阶段期间已过', en: 'The periods of all phases are over' }
      : { zh: '今天不在任何阶段之内', en: 'No phase runs today' }
  const open = data?.filter(({ stage }) => stage === 'open' || stage === 'returned').length
  if (open === undefined) return { zh: `${now.zh}。`, en: `${now.en}.` }
  return {
    zh: `${now.zh}；${open === 0 ? '没有待填报的数据' : `${open}项数据待填报`}。`,
    en: `${now.en}; ${open === 0 ? 'no data are waiting to be reported' : `data to be reported: ${open}`}.`,
  }
}

function ItemHistory({ id }: { id: string }) {
  const history = useRead(readItemHistory, { id })
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => progressActs[action] ?? nameOfAct(action)} />}
    </Loaded>
  )
}
