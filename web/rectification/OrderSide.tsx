import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { escalationSteps, readOrderRules, seeEscalationRules } from '#domain/rectification/escalation.ts'
import type { Escalation, Order } from '#domain/rectification/order.api.ts'
import { readOrderMark, seeEscalation } from '#domain/rectification/orderActs.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import '#web/opinion/opinion.css'

type Props = { readonly order: Order }

/** Head and deputies of the leading group, who are informed of every order, and who of them has read it (Art. 40). */
export function Readers({ order: { id, readers } }: Props) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const context = useContextOfRules()
  const act = useAct(readOrderMark, { id }, { onDone: () => toast({ zh: '已阅知', en: 'Marked as read' }) })
  if (readers === null || readers.length === 0) return null
  const own = readers.find(({ person }) => person.id === context.actor.id)
  const facts = { isInformed: own !== undefined, readAt: own?.readAt ?? null }
  const mayRead = refusalOfRules(readOrderRules, readOrderMark.basis, facts, context) === undefined
  const read = readers.filter(({ readAt }) => readAt !== null).length
  return (
    <Panel
      id="readers"
      title={{ zh: '报办领导小组', en: 'Leading group informed' }}
      note={text({ zh: `${read}/${readers.length}人已阅`, en: `${read} of ${readers.length} have read it` })}
      more={
        mayRead && (
          <ActionButton
            id="act-read"
            endpoint={readOrderMark}
            kind="primary"
            loading={act.isPending}
            onClick={() => act.mutate({})}
          />
        )
      }
    >
      <Facts
        facts={readers.map(({ person, readAt }) => ({
          name: same(person.name),
          value: readAt ? format.instant(readAt) : text({ zh: '未阅', en: 'not yet' }),
        }))}
      />
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}

/** Before whom it was put because it was overdue, and who has seen that. */
export function Escalations({ order }: Props) {
  if (order.escalations.length === 0) return null
  return (
    <Panel title={{ zh: '逾期报告', en: 'Overdue' }}>
      <ul className="opinion-log">
        {order.escalations.map((escalation) => (
          <OneStep key={escalation.id} order={order} escalation={escalation} />
        ))}
      </ul>
    </Panel>
  )
}

function OneStep({ order, escalation }: Props & { readonly escalation: Escalation }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const context = useContextOfRules()
  const { id, firedOn, dueOn, step, seen } = escalation
  const onDone = () => toast({ zh: '已阅知', en: 'Seen' })
  const act = useAct(seeEscalation, { id: order.id, escalationId: id }, { onDone })
  const facts = { step, divisionId: order.division.id, hasDeputy: order.hasDeputy, seenBy: seen?.by.id ?? null }
  const isOffice = order.drafted !== null
  const maySee = isOffice && refusalOfRules(seeEscalationRules, seeEscalation.basis, facts, context) === undefined
  const due = format.day(dueOn)
  return (
    <li>
      <p>{text(escalationSteps[step])}</p>
      <p className="sub">
        {text({ zh: `${format.day(firedOn)}，期限${due}`, en: `${format.day(firedOn)}, due ${due}` })}
        {seen && text({ zh: `，${seen.by.name}已阅`, en: `, seen by ${seen.by.name}` })}
      </p>
      {maySee && (
        <ActionButton
          id={`act-see-${id}`}
          endpoint={seeEscalation}
          loading={act.isPending}
          onClick={() => act.mutate({})}
        />
      )}
      {act.error && <ErrorState error={act.error} />}
    </li>
  )
}

const extensionStates: Record<Order['extensions'][number]['state'], Text> = {
  asked: { zh: '待审核', en: 'asked' },
  granted: { zh: '同意', en: 'given' },
  refused: { zh: '不同意', en: 'refused' },
}

/** The longer times that were asked for. */
export function Extensions({ order: { extensions } }: Props) {
  const text = useText()
  const format = useFormat()
  if (extensions.length === 0) return null
  return (
    <Panel title={{ zh: '延期', en: 'More time' }}>
      <ul className="opinion-log">
        {extensions.map(({ id, fromOn, untilOn, reason, state, asked, decided, words }) => (
          <li key={id}>
            <p>
              {text({
                zh: `由${format.day(fromOn)}延至${format.day(untilOn)}：${extensionStates[state].zh}`,
                en: `From ${format.day(fromOn)} to ${format.day(untilOn)}: ${extensionStates[state].en}`,
              })}
            </p>
            <p lang="zh">{reason}</p>
            <p className="sub">
              {`${asked.by.name} ${format.instant(asked.at)}`}
              {decided && ` · ${decided.by.name} ${format.instant(decided.at)} ${words ?? ''}`}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
