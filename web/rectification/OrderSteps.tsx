import type { Text } from '#domain/kernel/text.ts'
import type { Order } from '#domain/rectification/order.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

type Step = {
  readonly key: string
  readonly name: Text
  readonly by?: string | undefined
  readonly at?: string | null | undefined
}

/** The way of an order in one line: what is done, what is next. Of a withdrawn one as far as it came. */
export function OrderSteps({ order }: { readonly order: Order }) {
  const text = useText()
  const format = useFormat()
  const steps = stepsOf(order)
  const doneUpTo = steps.findLastIndex(({ at }) => at !== undefined && at !== null)
  const isOver = order.state === 'closed' || order.state === 'withdrawn'
  return (
    <ol className="order-steps" aria-label={text({ zh: '办理步骤', en: 'Steps' })}>
      {steps.map(({ key, name, by, at }, index) => {
        const isNow = !isOver && index === doneUpTo + 1
        return (
          <li
            key={key}
            className={index <= doneUpTo ? 'done' : isNow ? 'now' : ''}
            {...(isNow ? { 'aria-current': 'step' as const } : {})}
          >
            <b>{text(name)}</b>
            <small>{at ? [by, format.instant(at)].filter(Boolean).join(' ') : isNow && text(now)}</small>
          </li>
        )
      })}
    </ol>
  )
}

const now: Text = { zh: '待办理', en: 'next' }

function stepsOf({ drafted, checked, issued, received, rounds, closedAt, state }: Order): Step[] {
  const [last] = rounds
  // a rejected round is over: the next answer is awaited
  const answered = last && last.isMet !== false ? last.answered : undefined
  const of = (act: { by: { name: string }; at: string } | null | undefined) => ({ by: act?.by.name, at: act?.at })
  const draft: Step[] = drafted
    ? [
        { key: 'draft', name: { zh: '拟稿', en: 'Drafted' }, ...of(drafted) },
        { key: 'check', name: { zh: '核稿', en: 'Checked' }, ...(state === 'drafted' ? {} : of(checked)) },
      ]
    : []
  return [
    ...draft,
    { key: 'issue', name: { zh: '签发', en: 'Issued' }, ...of(issued) },
    { key: 'receive', name: { zh: '签收', en: 'Received' }, ...of(received) },
    { key: 'answer', name: { zh: '答复', en: 'Answered' }, ...of(answered) },
    {
      key: 'close',
      name: { zh: '核验销号', en: 'Verified, closed' },
      by: closedAt ? last?.verified?.by.name : undefined,
      at: closedAt,
    },
  ]
}
