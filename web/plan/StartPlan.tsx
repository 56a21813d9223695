import { Radio } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { startDivisionPlan, type starts } from '#domain/plan/divisionPlan.api.ts'
import { startRules } from '#domain/plan/divisionPlan.ts'
import type { PlanCall } from '#domain/plan/planCall.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'

/** A table of an earlier year is imported into a draft that is still empty. */
type Start = (typeof starts)[number] | 'table'

/** A division begins its plan: with last year's items as drafts, or empty. */
export function StartPlan({ call, divisionId }: { call: PlanCall; divisionId: string }) {
  const text = useText()
  const navigate = useNavigate()
  const context = useContextOfRules()
  const [from, setFrom] = useState<Start>('lastYear')
  const onDone = ({ id }: { readonly id: string }) =>
    void navigate(`/division-plans/${id}${from === 'table' ? '/table' : ''}`)
  const start = useAct(startDivisionPlan, {}, { onDone })
  const facts = { divisionId, callState: call.state, isStarted: false }
  const refusal = refusalOfRules(startRules, startDivisionPlan.basis, facts, context)
  if (!isOneOf(context.actor.post, divisionPosts)) return null
  return (
    <Panel title={{ zh: '编制本处方案', en: "The division's plan" }}>
      {refusal ? (
        <p>{text(refusal.message)}</p>
      ) : (
        <>
          <Radio.Group
            className="start-choice"
            aria-label={text({ zh: '从哪里开始', en: 'Begin with' })}
            value={from}
            onChange={({ target }) => setFrom(target.value as Start)}
            options={[
              {
                value: 'lastYear',
                label: text({
                  zh: `带入${call.year - 1}年由本处负责的事项`,
                  en: `The items of ${call.year - 1} for which the division is responsible`,
                }),
              },
              {
                value: 'table',
                label: text({ zh: '导入往年的Excel表，或填好的空表', en: 'An Excel table of an earlier year' }),
              },
              { value: 'empty', label: text({ zh: '从空白开始', en: 'Nothing yet' }) },
            ]}
          />
          <p className="row-of-actions">
            <ActionButton
              id="act-start"
              kind="primary"
              endpoint={startDivisionPlan}
              loading={start.isPending}
              onClick={() => start.mutate({ year: call.year, from: from === 'lastYear' ? from : 'empty' })}
            />
          </p>
        </>
      )}
      {start.error && <ErrorState error={start.error} />}
    </Panel>
  )
}
