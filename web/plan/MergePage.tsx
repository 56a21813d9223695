import { Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { declineItem, type Merge, type MergeSource, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { sourceStates } from '#domain/plan/merge.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { ApiError } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { MergeTasks } from './MergeTasks.tsx'
import { MergeWaiting } from './MergeWaiting.tsx'
import { planCrumb } from './planNames.ts'
import './plan.css'

/**
 * What the office's plan is drafted from (Art. 21), item by item and task by task: the accepted plans of the divisions and
 * the office's own work plan; what goes in, and what does not and why.
 */
export function MergePage() {
  const { year = '' } = useParams()
  const merge = useRead(readMerge, { year })
  return (
    <Loaded isPage of={merge} rows={10}>
      {(loaded) => <MergeView merge={loaded} />}
    </Loaded>
  )
}

function MergeView({ merge }: { merge: Merge }) {
  const text = useText()
  const toast = useToast()
  const [chosen, setChosen] = useState<readonly Chosen[]>([])
  const { actor } = useSession()
  const isDrafted = merge.planState === 'drafting' && isOneOf(actor.post, performanceOffice)
  const open = merge.rows.filter(({ state }) => state === 'open')
  const onDone = () => {
    setChosen([])
    toast({ zh: '已纳入办方案', en: 'Taken over' })
  }
  const take = useAct(takeItems, { id: merge.planId }, { onDone })
  const isChosen = (itemId: string) => chosen.some((one) => one.itemId === itemId)
  const toggle = (source: MergeSource) =>
    setChosen(
      isChosen(source.itemId) ? chosen.filter(({ itemId }) => itemId !== source.itemId) : [...chosen, chosenOf(source)],
    )
  const send = () => {
    const declined = chosen.flatMap(({ itemId, reason }) => (reason === null ? [] : [{ itemId, reason }]))
    // what is decided otherwise by now is chosen again by whoever has read it
    const onError = ({ code }: ApiError) => code === 'stale' && setChosen([])
    take.mutate({ itemIds: chosen.map(({ itemId }) => itemId), declined }, { onError })
  }
  return (
    <>
      <PageHead
        title={{ zh: '方案汇总', en: 'Merge' }}
        crumbs={[planCrumb(merge.year)]}
        sentence={text(sentenceOf(merge))}
        actions={
          <>
            {isDrafted && open.length > 0 && (
              <ButtonFace kind="normal" onClick={() => setChosen(open.map(chosenOf))}>
                {text({ zh: `选中未处理的${open.length}项`, en: `Choose the ${open.length} open ones` })}
              </ButtonFace>
            )}
            {isDrafted && merge.rows.length > 0 && (
              <ActionButton
                id="act-take"
                kind={chosen.length > 0 ? 'primary' : 'normal'}
                endpoint={takeItems}
                label={{ zh: `纳入所选${chosen.length}项`, en: `Take over ${chosen.length} items` }}
                loading={take.isPending}
                onClick={() => chosen.length > 0 && send()}
              />
            )}
          </>
        }
      />
      {take.error && <ErrorState error={take.error} />}
      <Stack>
        <MergeWaiting merge={merge} />
        <MergeTasks merge={merge} isDrafted={isDrafted} />
        <Sources merge={merge} isDrafted={isDrafted} isChosen={isChosen} onToggle={toggle} />
      </Stack>
    </>
  )
}

/** An item as it was chosen: with the reason why it was not taken over, where one stood there. */
type Chosen = Pick<MergeSource, 'itemId' | 'reason'>
const chosenOf = ({ itemId, reason }: MergeSource): Chosen => ({ itemId, reason })

function sentenceOf({ rows, tasks, waiting }: Merge): Text {
  const items = rows.map(({ state }) => state)
  const ofItems = sumOf(items)
  const ofTasks = sumOf(tasks.map(({ state }) => state))
  const linked = tasks.filter(({ state }) => state === 'linked').length
  return {
    zh: [
      `已接收的处方案共${rows.length}个事项：已纳入${ofItems.taken}，不纳入${ofItems.declined}，未处理${ofItems.open}。`,
      tasks.length > 0 &&
        `全办年度工作计划共${tasks.length}项任务：已纳入${ofTasks.taken}，已对应${linked}，不纳入${ofTasks.declined}，未处理${ofTasks.open}。`,
      waiting.length > 0 && `还有${waiting.length}个处的方案尚未接收。`,
    ]
      .filter(Boolean)
      .join(''),
    en: [
      `Items of accepted plans: ${rows.length}; taken over ${ofItems.taken}, declined ${ofItems.declined}, open ${ofItems.open}.`,
      tasks.length > 0 &&
        `Tasks of the work plan: ${tasks.length}; taken over ${ofTasks.taken}, covered ${linked}, declined ${ofTasks.declined}, open ${ofTasks.open}.`,
      waiting.length > 0 && `Plans not accepted yet: ${waiting.length}.`,
    ]
      .filter(Boolean)
      .join(' '),
  }
}

const sumOf = (states: readonly string[]) => {
  const count = (wanted: string) => states.filter((state) => state === wanted).length
  return { open: count('open'), taken: count('taken'), declined: count('declined') }
}

const stageOf = { open: 'open', taken: 'accepted', declined: 'upcoming' } as const

type SourcesProps = {
  readonly merge: Merge
  readonly isDrafted: boolean
  readonly isChosen: (itemId: string) => boolean
  readonly onToggle: (source: MergeSource) => void
}

function Sources({ merge, isDrafted, isChosen, onToggle }: SourcesProps) {
  const text = useText()
  const columns: Column<MergeSource>[] = [
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: (source) => (
        <>
          {isDrafted && source.state !== 'taken' && (
            <Checkbox
              checked={isChosen(source.itemId)}
              onChange={() => onToggle(source)}
              aria-label={text({ zh: `选中${source.code}`, en: `Choose ${source.code}` })}
            />
          )}{' '}
          <Link to={`/items/${source.itemId}`}>{source.title}</Link>
          <div className="sub">{source.code}</div>
        </>
      ),
    },
    { key: 'division', title: { zh: '处', en: 'Division' }, render: ({ division }) => text(division.name) },
    { key: 'goal', title: { zh: '年度目标', en: 'Yearly goal' }, render: ({ goal }) => goal },
    {
      key: 'hints',
      title: { zh: '重复、冲突', en: 'In common' },
      render: ({ hints }) => (hints.length > 0 ? hints.map((hint) => <p key={hint.en}>{text(hint)}</p>) : '–'),
    },
    {
      key: 'state',
      title: { zh: '处理', en: 'Dealt with' },
      onPhone: 'bare',
      render: ({ state, takenAs, reason }) => (
        <>
          <StageTag stage={stageOf[state]} label={sourceStates[state]} />{' '}
          {takenAs && <Link to={`/items/${takenAs.id}`}>{takenAs.code}</Link>}
          {reason !== null && state === 'declined' && <span className="sub">{reason}</span>}
        </>
      ),
    },
    {
      key: 'act',
      title: { zh: '操作', en: 'Action' },
      onPhone: 'action',
      render: (source) => (!isDrafted || source.state === 'taken' ? null : <Decline merge={merge} source={source} />),
    },
  ]
  const name = { zh: '各处方案事项', en: 'Items of the division plans' }
  return (
    <Panel title={name} flush>
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ itemId }) => itemId}
        rows={merge.rows}
        empty={<EmptyState why={{ zh: '还没有已接收的处方案。', en: 'No plan of a division is accepted yet.' }} />}
      />
    </Panel>
  )
}

function Decline({ merge, source }: { merge: Merge; source: MergeSource }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const act = useAct(declineItem, { id: merge.planId }, { onDone: () => setIsOpen(false) })
  const label =
    source.state === 'declined' ? { zh: '改理由…', en: 'Change the reason…' } : { zh: '不纳入…', en: 'Decline…' }
  return (
    <>
      <ButtonFace kind="plain" onClick={() => setIsOpen(true)}>
        {text(label)}
        <span className="hidden-words">{source.code}</span>
      </ButtonFace>
      <ReasonDialog
        title={{ zh: `不纳入${source.code}“${source.title}”`, en: `Decline ${source.code}, “${source.title}”` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={declineItem.summary}
        basis={declineItem.basis ?? 'system'}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ itemId: source.itemId, reason, was: source.reason })}
      />
    </>
  )
}
