import { useState } from 'react'
import type { Answer, Consultation } from '#domain/plan/consultation.api.ts'
import { answerStates, answerTransitions } from '#domain/plan/consultation.ts'
import type { ItemSnapshot } from '#domain/plan/item.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { factsOfAnswer } from './AnswerPanel.tsx'
import { CommentDialog, type Commented } from './CommentDialog.tsx'
import { PlanFullText } from './PlanFullText.tsx'

type Props = { readonly consultation: Consultation; readonly own: Answer | undefined }

/** The version that was laid before the divisions: item by item, and in full below. */
export function ConsultedDraft({ consultation, own }: Props) {
  const text = useText()
  const [commented, setCommented] = useState<Commented>()
  const { content, number } = consultation
  const mayWrite = own?.state === 'asked' && consultation.state === 'open'
  const comment = (item: ItemSnapshot | null) =>
    own && (
      <ActionButton
        transition={answerTransitions.comment}
        facts={factsOfAnswer({ consultation, answer: own })}
        states={answerStates}
        reason="elsewhere"
        label={
          item
            ? { zh: `对${item.code}提意见`, en: `Comment on ${item.code}` }
            : { zh: '对方案总体提意见', en: 'Comment on the plan' }
        }
        asks
        onClick={() => setCommented({ item: item && { id: item.id, code: item.code, title: item.title } })}
      />
    )
  const columns: Column<ItemSnapshot>[] = [
    {
      key: 'title',
      title: { zh: '评估事项', en: 'Item' },
      onPhone: 'name',
      render: ({ code, title }) => (
        <>
          {title} <span className="sub nw">{code}</span>
        </>
      ),
    },
    {
      key: 'division',
      title: { zh: '责任处', en: 'Responsible' },
      render: ({ responsibleDivision }) => (responsibleDivision ? text(responsibleDivision.name) : '–'),
    },
    { key: 'goal', title: { zh: '年度目标', en: 'Yearly goal' }, render: ({ goal }) => goal },
    {
      key: 'weight',
      title: { zh: '权重', en: 'Weight' },
      isNumber: true,
      onPhone: 'value',
      render: ({ weight }) => weight,
    },
    ...(mayWrite
      ? [{ key: 'act', title: { zh: '意见', en: 'Comment' }, onPhone: 'action' as const, render: comment }]
      : []),
  ]
  return (
    <>
      <Panel
        title={{ zh: `征求意见稿（第${number}版）`, en: `Draft (version ${number})` }}
        note={text({
          zh: `${content.items.length}个事项`,
          en: content.items.length === 1 ? '1 item' : `${content.items.length} items`,
        })}
        more={mayWrite ? comment(null) : undefined}
        flush
      >
        <DataTable
          name={{ zh: '征求意见稿的事项', en: 'Items of the draft' }}
          columns={columns}
          keyOf={({ id }) => id}
          rows={content.items}
          empty={<EmptyState why={{ zh: '没有事项。', en: 'There are no items.' }} />}
        />
      </Panel>
      <Panel title={{ zh: '全文', en: 'Full text' }}>
        <PlanFullText content={content} />
      </Panel>
      {commented && (
        <CommentDialog consultation={consultation} commented={commented} onClose={() => setCommented(undefined)} />
      )}
    </>
  )
}
