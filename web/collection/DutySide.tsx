import { Link } from 'react-router'
import type { Duty } from '#domain/collection/duty.api.ts'
import { downloadEvidence, readDutyHistory } from '#domain/collection/duty.api.ts'
import { transitions } from '#domain/collection/duty.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { addressOf } from '#web/kernel/api.ts'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { formatNumber, formatSize, useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { DutyExceptions } from './DutyExceptions.tsx'
import { DutyTrail } from './DutyTrail.tsx'
import { figure } from './figures.ts'
import { Why } from './StatesShown.tsx'

/** What the figure is and where it comes from, why it stands as it does, its due days, its history. */
export function DutySide({ duty }: { duty: Duty }) {
  const history = useRead(readDutyHistory, { id: duty.id })
  return (
    <>
      <Panel title={same(duty.indicator.name)}>
        <Facts facts={useFigureFacts(duty)} />
      </Panel>
      <Panel title={{ zh: '状态说明', en: 'Why it stands so' }}>
        <div className="duty-part">
          <Why duty={duty} />
          <DutyTrail duty={duty} />
        </div>
      </Panel>
      <Panel title={{ zh: '期限', en: 'Due days' }}>
        <Facts facts={useDueFacts(duty)} />
        <DutyExceptions duty={duty} />
      </Panel>
      {history.data && <HistoryPanel entries={history.data.rows} nameOf={actionName} />}
    </>
  )
}

function useFigureFacts(duty: Duty): Fact[] {
  const text = useText()
  const { definition, suggestion, target, indicator, submissions, collectingUnit, item } = duty
  const facts: Fact[] = []
  if (definition) facts.push({ name: { zh: '口径', en: 'Definition' }, value: definition })
  if (suggestion?.source)
    facts.push({ name: { zh: '来源', en: 'Source' }, value: <FeedPlace source={suggestion.source} /> })
  if (suggestion?.passengers != null) {
    const { lines, passengers } = suggestion
    facts.push({
      name: { zh: '来源', en: 'Source' },
      value: text({
        zh: `每日客流文件，${lines}行，无缺日、无重日`,
        en: `Daily passenger file, ${lines} lines, no day missing or double`,
      }),
    })
    if (indicator.unit.startsWith('万'))
      facts.push({
        name: { zh: '计算', en: 'Reckoned' },
        value: text({
          zh: `${formatNumber(passengers)}人 ÷ 10,000，四舍五入到${indicator.decimals}位`,
          en: `${formatNumber(passengers)} ÷ 10,000, rounded half up to ${indicator.decimals} decimals`,
        }),
      })
  }
  const evidence = submissions.find((one) => one.evidence)?.evidence
  if (evidence)
    facts.push({ name: { zh: '佐证', en: 'Evidence' }, value: <EvidenceLink dutyId={duty.id} evidence={evidence} /> })
  if (target !== null) facts.push({ name: { zh: '目标值', en: 'Target' }, value: figure(target, indicator) })
  if (collectingUnit) facts.push({ name: { zh: '报送', en: 'Reported to' }, value: text(collectingUnit.name) })
  facts.push({
    name: { zh: '事项', en: 'Item' },
    value: <Link to={`/items/${item.id}`}>{`${item.code} ${item.title}`}</Link>,
  })
  return facts
}

/** Which feed, file and line fill the entry. */
function FeedPlace({ source }: { source: NonNullable<NonNullable<Duty['suggestion']>['source']> }) {
  const text = useText()
  const { id, name, fileName, sheet, line } = source
  return (
    <>
      <Link to={`/feeds/${id}`}>{name}</Link>
      <span className="sub">
        {text({
          zh: `，${fileName}${sheet === '' || sheet === 'JSON' ? '' : `“${sheet}”`}第${line}行`,
          en: `, ${fileName}${sheet === '' || sheet === 'JSON' ? '' : ` “${sheet}”`}, row ${line}`,
        })}
      </span>
    </>
  )
}

type Evidence = { readonly id: string; readonly name: string; readonly size: number }

export function EvidenceLink({ dutyId, evidence }: { dutyId: string; evidence: Evidence }) {
  return (
    <a href={addressOf(downloadEvidence, { id: dutyId, fileId: evidence.id })}>
      <Icon name="clip" /> {evidence.name} <span className="sub">{formatSize(evidence.size)}</span>
    </a>
  )
}

function useDueFacts({ opensOn, internalDueOn, externalDueOn, due }: Duty): Fact[] {
  const text = useText()
  const format = useFormat()
  const awaited = text({ zh: '待国务院放假安排', en: 'awaiting the holiday list' })
  const days: [Text, string | null][] = [
    [{ zh: '开放填报', en: 'Entry opens' }, opensOn],
    [{ zh: '内部期限', en: 'Internal' }, internalDueOn],
    [{ zh: '预警', en: 'Early warning' }, due.earlyWarningOn],
    [{ zh: '对外期限', en: 'External' }, externalDueOn],
    [{ zh: '红牌', en: 'Red card' }, due.redOn],
  ]
  const rules = text({ zh: `规则版本${due.packVersion}，`, en: `rule version ${due.packVersion}, ` })
  return [
    ...days
      .filter(([, day]) => day !== null || due.awaiting !== null)
      .toSorted(([, one], [, other]) => (one ?? '9').localeCompare(other ?? '9'))
      .map(([name, day]) => ({ name, value: day === null ? awaited : format.longDay(day) })),
    {
      name: { zh: '依据', en: 'Counted by' },
      value:
        rules +
        text({ zh: `${format.longDay(due.settingsOn)}的参数`, en: `settings of ${format.longDay(due.settingsOn)}` }),
    },
  ]
}

const otherActions: Record<string, Text> = {
  'duty.generate': { zh: '随方案印发生成', en: 'Made at issue of the plan' },
  'duty.setDays': { zh: '放假安排公布后补定期限', en: 'Due days set from the published list' },
  'duty.move': { zh: '机构调整转由他处', en: 'Went to another division' },
  'duty.follow': { zh: '方案变更转由他处', en: 'Went over with a change of the plan' },
  'supervision.urge': { zh: '催办', en: 'Urged' },
  'duty.extend': { zh: '延期', en: 'Later day granted' },
  'duty.revise': { zh: '放假安排更正，期限随之调整', en: 'Due days counted again: the holiday list was corrected' },
  'duty.collect': { zh: '收集报送工作计划生效', en: 'A collection plan came into force' },
  'duty.suggest': { zh: '数据源带出', en: 'Filled in from a feed' },
}

const actionName = (action: string): Text => {
  const key = action.replace('duty.', '')
  const found = Object.entries(transitions).find(([name]) => name === key)
  return found ? found[1].label : (otherActions[action] ?? same(action))
}
