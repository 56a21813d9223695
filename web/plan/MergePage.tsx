import { Checkbox } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { declineItem, type Merge, type MergeSource, readMerge, takeItems } from '#domain/plan/merge.api.ts'
import { sourceStates } from '#domain/plan/merge.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { planCrumb } from './planNames.ts'
import './plan.css'

/** The accepted plans of the divisions, item by item: what goes into the office's plan, and what does not and why (Art. 21). */
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
  const [chosen, setChosen] = useState<readonly string[]>([])
  const open = merge.rows.filter(({ state }) => state === 'open')
  const onDone = () => {
    setChosen([])
    toast({ zh: '已纳入办方案', en: 'Taken over' })
  }
  const take = useAct(takeItems, { id: merge.planId }, { onDone })
  const isChosen = (itemId: string) => chosen.includes(itemId)
  const toggle = (itemId: string) =>
    setChosen(isChosen(itemId) ? chosen.filter((one) => one !== itemId) : [...chosen, itemId])
  return (
    <>
      <PageHead
        title={{ zh: '各处方案汇总', en: 'Merge of the division plans' }}
        crumbs={[planCrumb(merge.year)]}
        sentence={text(sentenceOf(merge))}
        actions={
          <>
            {open.length > 0 && (
              <ButtonFace kind="normal" onClick={() => setChosen(open.map(({ itemId }) => itemId))}>
                {text({ zh: `选中未处理的${open.length}项`, en: `Choose the ${open.length} open ones` })}
              </ButtonFace>
            )}
            <ActionButton
              id="act-take"
              kind={chosen.length > 0 ? 'primary' : 'normal'}
              endpoint={takeItems}
              label={{ zh: `纳入所选${chosen.length}项`, en: `Take over ${chosen.length} items` }}
              loading={take.isPending}
              onClick={() => chosen.length > 0 && take.mutate({ itemIds: [...chosen] })}
            />
          </>
        }
      />
      {take.error && <ErrorState error={take.error} />}
      <Sources merge={merge} isChosen={isChosen} onToggle={toggle} />
    </>
  )
}

function sentenceOf({ rows, waiting }: Merge): Text {
  const count = (wanted: MergeSource['state']) => rows.filter(({ state }) => state === wanted).length
  const names = { zh: waiting.map(({ name }) => name.zh).join('、'), en: waiting.map(({ name }) => name.en).join(', ') }
  const all = {
    zh: `已接收的处方案共${rows.length}个事项：已纳入${count('taken')}，不纳入${count('declined')}，未处理${count('open')}。`,
    en: `Items of accepted plans: ${rows.length}; taken over ${count('taken')}, declined ${count('declined')}, open ${count('open')}.`,
  }
  if (waiting.length === 0) return all
  return { zh: `${all.zh}方案尚未接收的：${names.zh}。`, en: `${all.en} Plans not accepted yet: ${names.en}.` }
}

const stageOf = { open: 'open', taken: 'accepted', declined: 'upcoming' } as const

type SourcesProps = {
  readonly merge: Merge
  readonly isChosen: (itemId: string) => boolean
  readonly onToggle: (itemId: string) => void
}

function Sources({ merge, isChosen, onToggle }: SourcesProps) {
  const text = useText()
  const columns: Column<MergeSource>[] = [
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ itemId, code, title, state }) => (
        <>
          {state !== 'taken' && (
            <Checkbox
              checked={isChosen(itemId)}
              onChange={() => onToggle(itemId)}
              aria-label={text({ zh: `选中${code}`, en: `Choose ${code}` })}
            />
          )}{' '}
          <Link to={`/items/${itemId}`}>{title}</Link> <span className="sub">{code}</span>
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
      render: (source) => (source.state === 'taken' ? null : <Decline merge={merge} source={source} />),
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
        onSubmit={(reason) => act.mutate({ itemId: source.itemId, reason })}
      />
    </>
  )
}
