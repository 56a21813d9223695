import { Link } from 'react-router'
import type { Finding } from '#domain/plan/linter.api.ts'
import { findingLevels } from '#domain/plan/linter.api.ts'
import { lintRules } from '#domain/plan/linter.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useCitation } from '#web/kernel/session.tsx'
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
  return <FindingsPanel findings={findings} placeOf={placeOf} />
}

type Place = { readonly to: string; readonly words: string | undefined }
type Props = {
  readonly findings: readonly Finding[]
  readonly placeOf: (finding: Finding) => Place
  readonly onJump?: (finding: Finding) => void
}

/** 须改 or 提示, the rule, the sentence, the article, and a jump to the field. */
export function FindingsPanel({ findings, placeOf, onJump }: Props) {
  const text = useText()
  const citationOf = useCitation()
  const blocking = findings.filter(({ level }) => level === 'blocking').length
  const hints = findings.length - blocking
  return (
    <Panel
      title={{ zh: '核对', en: 'Check' }}
      note={text({ zh: `${blocking}处须改，${hints}处提示`, en: `to put right: ${blocking}, hints: ${hints}` })}
      flush
    >
      {findings.length === 0 ? (
        <p className="empty">{text({ zh: '没有须改之处，也没有提示。', en: 'Nothing to put right, no hints.' })}</p>
      ) : (
        <ul className="findings">
          {findings.map((finding) => {
            const { to, words } = placeOf(finding)
            const rule = lintRules[finding.code]
            return (
              <li key={`${finding.code} ${finding.itemId} ${finding.field} ${finding.message.zh}`}>
                <LightTag
                  light={finding.level === 'blocking' ? 'red' : 'yellow'}
                  label={findingLevels[finding.level]}
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
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

const inBrackets = ({ zh, en }: { zh: string; en: string }) => ({ zh: `（${zh}）`, en: ` (${en})` })
