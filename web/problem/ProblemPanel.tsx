import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { listProblems, raiseProblem } from '#domain/problem/problem.api.ts'
import { raiseRules } from '#domain/problem/problem.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { ProblemTag } from './ProblemTag.tsx'
import '#web/opinion/opinion.css'

const RaiseAbout = lazy(async () => ({ default: (await import('./RaiseProblem.tsx')).RaiseAbout }))

type Props = {
  readonly subject: 'item' | 'duty' | 'report'
  readonly subjectId: string
  readonly name: string
  readonly chain: readonly (string | null)[]
}

/** Problems of one item, duty or report, and the way to raise one. */
export function ProblemPanel(props: Props) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const context = useContextOfRules()
  const [isAsking, setIsAsking] = useState(false)
  const { subject, subjectId, chain } = props
  const problems = useRead(listProblems, { [`${subject}Id`]: subjectId, limit: 20 })
  const isWorker = isOneOf(actor.post, [...divisionPosts, ...performanceOffice])
  const mayRaise = isWorker && refusalOfRules(raiseRules, 'problem.raise', { chain }, context) === undefined
  return (
    <Panel id="problems" title={{ zh: '问题', en: 'Problems' }}>
      <Loaded of={problems} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="mid">
              {text(
                mayRaise
                  ? {
                      zh: '没有问题。遇到困难可在此提出，由办绩效办明确承办。',
                      en: 'None. Raise one here; the performance office names who sees to it.',
                    }
                  : { zh: '没有问题。', en: 'None.' },
              )}
            </p>
          ) : (
            <ul className="opinion-log">
              {rows.map(({ id, title, state, ownerDivision, raisedAt, raisedBy }) => (
                <li key={id}>
                  <p className="opinion-head">
                    <Link to={`/problems/${id}`} lang="zh">
                      {title}
                    </Link>
                    <ProblemTag state={state} />
                  </p>
                  <p className="sub">
                    {[`${raisedBy.name} ${format.instant(raisedAt)}`, ownerDivision && text(ownerDivision.name)]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayRaise && (
        <p className="row-of-actions">
          <ActionButton endpoint={raiseProblem} asks onClick={() => setIsAsking(true)} />
        </p>
      )}
      {isAsking && (
        <Suspense fallback={null}>
          <RaiseAbout {...props} onClose={() => setIsAsking(false)} />
        </Suspense>
      )}
    </Panel>
  )
}
