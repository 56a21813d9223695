import { Link } from 'react-router'
import type { Item } from '#domain/plan/item.api.ts'
import type { Finding } from '#domain/plan/linter.api.ts'
import { findingLevels } from '#domain/plan/linter.api.ts'
import { lintRules } from '#domain/plan/lintRules.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useCitation } from '#web/kernel/session.tsx'
import { HintAnswer } from './HintAnswer.tsx'
import type { WrittenPlan } from './writtenPlan.tsx'

const places: Readonly<Record<string, string>> = { weights: '#items', items: '#items', workPlan: '#work-plan' }

/** What the linter found in the whole plan, faults first, each with where to put it right. */
export function PlanFindings({ plan }: { plan: WrittenPlan }) {
  const findings = plan.findings.toSorted((a, b) => a.level.localeCompare(b.level))
  const placeOf = ({ itemId, field }: Finding) => {
    const item = plan.items.find(({ id }) => id === itemId)
    if (item) return { to: `/items/${item.id}/edit#${field.replaceAll('.', '_')}`, words: `${item.code} ${item.title}` }
    if (field === 'municipal') return { to: `/plans/${plan.year}/municipal`, words: undefined }
    return { to: places[field] ?? '#chapters', words: undefined }
  }
  return <FindingsPanel findings={findings} placeOf={placeOf} items={plan.items} />
}

type Place = { readonly to: string; readonly words: string | undefined }
type Props = {
  readonly findings: readonly Finding[]
  readonly placeOf: (finding: Finding) => Place
  readonly onJump?: (finding: Finding) => void
  /** The saved items whose hints can be answered here. */
  readonly items: readonly Item[]
}

/** 须改 or 提示, the rule, the sentence, the article, and a jump to the field. */
export function FindingsPanel({ findings, placeOf, onJump, items }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const standing = findings.filter(({ silence }) => silence === null)
  const answered = findings.length - standing.length
  const blocking = standing.filter(({ level }) => level === 'blocking').length
  const counts = {
    zh: `${blocking}处须改，${standing.length - blocking}处提示${answered > 0 ? `，${answered}处已说明` : ''}`,
    en: `to put right: ${blocking}, hints: ${standing.length - blocking}${answered > 0 ? `, answered: ${answered}` : ''}`,
  }
  return (
    <Panel title={{ zh: '核对', en: 'Check' }} note={text(counts)} flush>
      {findings.length === 0 ? (
        <p className="empty">{text({ zh: '没有须改之处，也没有提示。', en: 'Nothing to put right, no hints.' })}</p>
      ) : (
        <ul className="findings">
          {[...standing, ...findings.filter(({ silence }) => silence !== null)].map((finding) => {
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
    </Panel>
  )
}

const lightOf = ({ level, silence }: Finding) => (silence ? 'green' : level === 'blocking' ? 'red' : 'yellow')
const answeredWord = { zh: '已说明', en: 'Answered' }
const inBrackets = ({ zh, en }: { zh: string; en: string }) => ({ zh: `（${zh}）`, en: ` (${en})` })
