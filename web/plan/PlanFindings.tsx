import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { Finding } from '#domain/plan/linter.api.ts'
import { findingLevels } from '#domain/plan/linter.api.ts'
import { lintRules } from '#domain/plan/lintRules.ts'
import type { PlanCheck } from '#domain/plan/planItems.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import { ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { type AnswerableItem, HintAnswer } from './HintAnswer.tsx'
import { usePlanCheck } from './usePlanCheck.ts'
import type { WrittenPlan } from './writtenPlan.tsx'

const title = { zh: '核对', en: 'Check' }
const places: Readonly<Record<string, string>> = { weights: '#items', items: '#items', workPlan: '#work-plan' }

/** So many are shown at once. */
const few = 50

/** What the linter found in the whole plan, faults first, each with where to put it right. */
export function PlanFindings({ plan }: { plan: WrittenPlan }) {
  const text = useText()
  const check = usePlanCheck(plan)
  if (check.data) return <Found plan={plan} check={check.data} />
  return (
    <Panel title={title} note={text({ zh: '正在核对', en: 'Being checked' })}>
      {check.error ? <ErrorState error={check.error} onRetry={() => void check.refetch()} /> : <Skeleton rows={4} />}
    </Panel>
  )
}

function Found({ plan, check }: { plan: WrittenPlan; check: PlanCheck }) {
  const [most, setMost] = useState(few)
  const findings = useMemo(() => check.findings.toSorted((a, b) => a.level.localeCompare(b.level)), [check])
  const byId = useMemo(() => new Map(check.items.map((item) => [item.id, item])), [check])
  const placeOf = ({ itemId, field }: Finding) => {
    const item = byId.get(itemId ?? '')
    if (item) return { to: `/items/${item.id}/edit#${field.replaceAll('.', '_')}`, words: `${item.code} ${item.title}` }
    if (field === 'municipal') return { to: `/plans/${plan.year}/municipal`, words: undefined }
    return { to: places[field] ?? '#chapters', words: undefined }
  }
  const more = () => setMost(most + few)
  return <FindingsPanel {...{ findings, placeOf, most }} onMore={more} items={check.items} />
}

type Place = { readonly to: string; readonly words: string | undefined }
type Props = {
  readonly findings: readonly Finding[]
  readonly placeOf: (finding: Finding) => Place
  readonly onJump?: (finding: Finding) => void
  /** The saved items whose hints can be answered here. */
  readonly items: readonly AnswerableItem[]
  /** So many are listed, and how to have more of them. */
  readonly most?: number
  readonly onMore?: () => void
}

/** 须改 or 提示, the rule, the sentence, the article, and a jump to the field. */
export function FindingsPanel({ findings, placeOf, onJump, items, most, onMore }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const standing = findings.filter(({ silence }) => silence === null)
  const listed = [...standing, ...findings.filter(({ silence }) => silence !== null)]
  const answered = findings.length - standing.length
  const blocking = standing.filter(({ level }) => level === 'blocking').length
  const counts = {
    zh: `${blocking}处须改，${standing.length - blocking}处提示${answered > 0 ? `，${answered}处已说明` : ''}`,
    en: `to put right: ${blocking}, hints: ${standing.length - blocking}${answered > 0 ? `, answered: ${answered}` : ''}`,
  }
  return (
    <Panel title={title} note={text(counts)} flush>
      {findings.length === 0 ? (
        <p className="empty">{text({ zh: '没有须改之处，也没有提示。', en: 'Nothing to put right, no hints.' })}</p>
      ) : (
        <ul className="findings">
          {listed.slice(0, most).map((finding) => {
            const { to, words } = placeOf(finding)
            const rule = lintRules[finding.code]
            return (
              <li key={`${finding.code} ${finding.itemId} ${finding.field} ${finding.message.zh}`}>
                <LightTag
                  light={lightOf(finding)}
                  label={finding.silence ? answeredWord : findingLevels[finding.level]}
                />
                <div>
                  <b>{finding.code}</b> {rule && text(rule.name)}{' '}
                  <Link to={to} onClick={() => onJump?.(finding)}>
                    {words ?? text({ zh: '去修改', en: 'Go there' })}
                  </Link>
                  <br />
                  <span className="sub">
                    {text(finding.message)}
                    {finding.level === 'blocking' && text(inBrackets(citationOf(finding.basis)))}
                  </span>
                  <HintAnswer finding={finding} item={items.find(({ id }) => id === finding.itemId)} />
                </div>
              </li>
            )
          })}
        </ul>
      )}
      {most !== undefined && listed.length > most && (
        <div className="more-rows">
          <ButtonFace kind="normal" onClick={() => onMore?.()}>
            {text({ zh: '更多', en: 'More' })}
          </ButtonFace>
          <span className="sub" aria-live="polite">
            {text({ zh: `已列${most}处`, en: `${most} listed so far` })}
          </span>
        </div>
      )}
    </Panel>
  )
}

const lightOf = ({ level, silence }: Finding) => (silence ? 'green' : level === 'blocking' ? 'red' : 'yellow')
const answeredWord = { zh: '已说明', en: 'Answered' }
const inBrackets = ({ zh, en }: { zh: string; en: string }) => ({ zh: `（${zh}）`, en: ` (${en})` })
