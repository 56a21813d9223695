import { Link } from 'react-router'
import type { Board } from '#domain/board/board.api.ts'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { stepReason } from '#domain/card/card.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { CardTag, LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** The gravest cards that stand and the items that are behind, each leading to where it is urged or dealt with. */
export function AttentionPanel({ board: { cards, behind } }: { readonly board: Board }) {
  const text = useText()
  const isOffice = isOneOf(useSession().actor.post, performanceOffice)
  const see = { zh: '查看', en: 'See' }
  const graver = cards.filter(({ step }) => step !== 'earlyWarning')
  if (graver.length + behind.length === 0)
    return (
      <Panel title={{ zh: '需要办理', en: 'To be dealt with' }} flush>
        <EmptyState
          why={{ zh: '没有未解除的黄牌、红牌，也没有滞后的事项。', en: 'No card stands and no item is behind.' }}
        />
      </Panel>
    )
  return (
    <Panel
      title={{ zh: '需要办理', en: 'To be dealt with' }}
      note={text({ zh: '先列最重的几件', en: 'the gravest first' })}
      flush
    >
      <ul className="attention">
        {behind.map(({ id, title, division, sentence, light }) => (
          <li key={id}>
            <span>
              <LightTag light={light} />
            </span>
            <div>
              <Link to={`/items/${id}`} lang="zh">
                {title}
              </Link>
              <small>
                {division && `${text(division)}　`}
                {text(sentence)}
              </small>
            </div>
            {isOffice ? (
              <ActionLink
                to={`/items/${id}#supervision`}
                label={{ zh: '催办、督办', en: 'Urge' }}
                basis="supervision"
              />
            ) : (
              <ActionLink to={`/items/${id}`} label={see} />
            )}
          </li>
        ))}
        {graver.map(({ id, duty, division, step, ladder, firedOn, dueOn }) => (
          <li key={id}>
            <span>
              <CardTag card={step} />
            </span>
            <div>
              <Link to={`/cards/${id}`} lang="zh">
                {duty.indicator}，{shortPeriodText(duty.period).zh}
              </Link>
              <small>
                {text(division.name)}　{text(stepReason({ step, ladder, on: firedOn, dueOn }))}
              </small>
            </div>
            <ActionLink to={`/cards/${id}`} label={see} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
