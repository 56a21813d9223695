import type { ReactNode } from 'react'
import { useParams, useSearchParams } from 'react-router'
import {
  type CollectionPlan,
  readCollectionHistory,
  readCollectionPlan,
} from '#domain/collection/collectionPlan.api.ts'
import { collectionActs, versionStates, versionTransitions } from '#domain/collection/collectionPlan.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { fromBoth, inLanguage, same } from '#domain/kernel/text.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { PrintButton } from '../viewParts.tsx'
import { BeginVersion } from './BeginVersion.tsx'
import { DraftActions, DraftRefusals } from './DraftActions.tsx'
import { DraftEditor } from './DraftEditor.tsx'
import { FormShown } from './FormShown.tsx'
import { draftOf, factsOf, holdingOn, sentenceOf } from './planFacts.ts'
import { VersionComparison } from './VersionComparison.tsx'
import { VersionList } from './VersionList.tsx'
import { type Version, VersionSheet } from './VersionSheet.tsx'
import './collectionPlan.css'
import { fullForm } from '#domain/collection/form.ts'

/** How one indicator is collected: its versions, the one that is read, and the draft where it may be written. */
export function CollectionPlanPage() {
  const { id = '' } = useParams()
  const read = useRead(readCollectionPlan, { id })
  return (
    <Loaded isPage of={read} rows={12}>
      {(plan) => <PlanView key={plan.indicator.id} plan={plan} />}
    </Loaded>
  )
}

/** The version of the address; else the draft, else the one that holds, else the newest. */
function useShown(plan: CollectionPlan): Version | undefined {
  const { today } = useSession()
  const [query] = useSearchParams()
  const asked = plan.versions.find(({ number }) => String(number) === query.get('version'))
  return asked ?? draftOf(plan) ?? holdingOn(plan, today) ?? plan.versions[0]
}

function PlanView({ plan }: { plan: CollectionPlan }) {
  const context = useContextOfRules()
  const shown = useShown(plan)
  const side = (
    <>
      {plan.versions.length > 0 && <VersionList plan={plan} shown={shown} />}
      <PlanHistory id={plan.indicator.id} />
    </>
  )
  const draft = draftOf(plan)
  const mayWrite =
    draft && refusalOf(versionTransitions.change, factsOf(plan, draft), context, versionStates) === undefined
  if (mayWrite)
    return (
      <DraftEditor
        key={draft.id}
        plan={plan}
        draft={draft}
        other={shown && shown.id !== draft.id ? <VersionSheet plan={plan} version={shown} /> : null}
        side={side}
        head={(isUnsaved) => <Head plan={plan} shown={shown} isUnsaved={isUnsaved} />}
        below={<VersionComparison versions={plan.versions} />}
      />
    )
  return (
    <>
      <Head plan={plan} shown={shown} isUnsaved={false} />
      <Columns
        main={
          <>
            {shown ? <VersionSheet plan={plan} version={shown} /> : <DefaultForm plan={plan} />}
            <VersionComparison versions={plan.versions} />
          </>
        }
        side={side}
      />
    </>
  )
}

type HeadProps = { readonly plan: CollectionPlan; readonly shown: Version | undefined; readonly isUnsaved: boolean }

function Head({ plan, shown, isUnsaved }: HeadProps): ReactNode {
  const text = useText()
  const { today } = useSession()
  const draft = draftOf(plan)
  return (
    <PageHead
      title={same(plan.indicator.name)}
      crumbs={[
        {
          label: { zh: `${plan.year}年度收集报送工作计划`, en: `Collection plans ${plan.year}` },
          to: `/collection-plans?year=${plan.year}`,
        },
        { label: same(`${plan.item.code} ${plan.item.title}`), to: `/items/${plan.item.id}` },
      ]}
      chips={
        shown && (
          <StageTag
            stage={shown.state === 'draft' ? 'open' : 'reported'}
            label={{
              zh: `第${shown.number}版${versionStates[shown.state].zh}`,
              en: `Version ${shown.number}: ${versionStates[shown.state].en}`,
            }}
          />
        )
      }
      sentence={text(sentenceOf(plan, today))}
      {...(draft ? { reasons: <DraftRefusals plan={plan} draft={draft} /> } : {})}
      actions={
        <>
          {draft ? <DraftActions plan={plan} draft={draft} isUnsaved={isUnsaved} /> : <BeginVersion plan={plan} />}
          <PrintButton />
        </>
      }
    />
  )
}

/** What is asked while there is no plan. */
function DefaultForm({ plan }: { plan: CollectionPlan }) {
  const { indicator, defaults } = plan
  return (
    <Panel title={{ zh: '默认表式', en: 'The default form' }}>
      <EmptyState
        why={{
          zh: '该指标还没有收集报送工作计划，只收一个指标值，期限按机关设置。',
          en: 'There is no plan for this indicator: its figure alone is asked, with days as set for the office.',
        }}
        next={{
          zh: '由协调处拟定，处长使其生效。',
          en: 'The coordinating division drafts one; its head puts it in force.',
        }}
      />
      <FormShown form={fullForm(indicator, defaults)} evidence={defaults.evidence} isPreliminary={false} />
    </Panel>
  )
}

function PlanHistory({ id }: { id: string }) {
  const { language } = useLanguage()
  const history = useRead(readCollectionHistory, { id })
  const say = (words: string | null) => words && inLanguage(fromBoth(words) ?? same(words), language)
  return (
    <Loaded of={history}>
      {({ rows }) => (
        <HistoryPanel
          entries={rows.map((row) => ({
            ...row,
            changes: row.changes.map((change) => ({ ...change, old: say(change.old), new: say(change.new) })),
          }))}
          nameOf={(action) => collectionActs[action] ?? same(action)}
        />
      )}
    </Loaded>
  )
}
