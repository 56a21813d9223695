import { Link, useParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { aggregateRules } from '#domain/collection/aggregate.ts'
import { valueWords } from '#domain/collection/dataReport.content.ts'
import { readVouchedSum, type VouchedLine, type VouchedSum } from '#domain/collection/vouching.api.ts'
import { figure } from '#domain/kernel/letter.ts'
import type { Text } from '#domain/kernel/text.ts'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { FigureReports } from './FigureReports.tsx'
import { CheckedAt } from './Vouched.tsx'
import { PrintButton } from './viewParts.tsx'
import './entry.css'
import './figure.css'
import { SignedBy } from './SignedBy.tsx'

/** Who vouched for a figure that a report puts together: by which rule, from which figures, each with its own chain. */
export function SumPage() {
  const { id = '', at = '0' } = useParams()
  const sum = useRead(readVouchedSum, { id, at }, { isFresh: true })
  return (
    <Loaded isPage of={sum} rows={10}>
      {(one) => <Sum of={one} />}
    </Loaded>
  )
}

const shownWords = ({ value, decimals, unit }: VouchedSum): Text =>
  value === null
    ? { zh: '没有可计算的数', en: 'nothing to reckon with' }
    : { zh: `${figure(value, decimals)}${unit}`, en: `${figure(value, decimals)}${unit}` }

function Sum({ of }: { readonly of: VouchedSum }) {
  const text = useText()
  const { zh, en } = shortPeriodText(of.period)
  const { name, by } = aggregateRules[of.rule]
  const count = of.of.length + of.by.length
  return (
    <div className="figure-page">
      <PageHead
        title={{ zh: `谁对这个数负责：${of.name}，${zh}`, en: `Who vouched: ${of.name}, ${en}` }}
        crumbs={[
          { label: { zh: '汇总报送', en: 'Reports' }, to: '/reports' },
          { label: { zh: `${zh}${of.subject}`, en: `${of.subject}, ${en}` }, to: `/reports/${of.reportId}` },
        ]}
        chips={<span className="big-figure">{text(shownWords(of))}</span>}
        sentence={text({
          zh: `由${count}个数汇总（${name.zh}），每个数都可查到签字版本。`,
          en: `Put together from ${count} figures (${name.en.toLowerCase()}); each leads to the version that was signed.`,
        })}
        actions={<PrintButton />}
      />
      <div className="chain">
        <Panel title={{ zh: '1. 汇总规则', en: '1. The rule' }}>
          <p>
            <b>{text(name)}</b>
          </p>
          <p className={`verdict ${of.isSame ? 'same' : 'differs'}`}>
            <Icon name={of.isSame ? 'tick' : 'warning'} />
            {text(of.isSame ? same : differs)}
          </p>
        </Panel>
        <Panel title={{ zh: '2. 取自以下各数', en: '2. Put together from' }} flush>
          <Lines lines={of.of} />
        </Panel>
        {by && (
          <Panel title={{ zh: `3. ${by.zh}`, en: `3. ${by.en}` }} flush>
            <Lines lines={of.by} />
          </Panel>
        )}
        <FigureReports
          reports={of.reports}
          title={{ zh: `${by ? 4 : 3}. 汇总报送`, en: `${by ? 4 : 3}. Report to the collecting unit` }}
        />
      </div>
      <CheckedAt at={of.checkedAt} />
    </div>
  )
}

const same: Text = {
  zh: '按各数重新计算，与报送表中所列一致',
  en: 'Reckoned anew, it is what the table of the report says',
}
const differs: Text = {
  zh: '按各数重新计算，与报送表中所列不一致',
  en: 'Reckoned anew, it is not what the table of the report says',
}

function Lines({ lines }: { readonly lines: readonly VouchedLine[] }) {
  const text = useText()
  return (
    <ul className="rows">
      {lines.map((line) => (
        <li key={line.submissionId}>
          <span>
            <Link to={`/figures/${line.submissionId}`}>{line.name}</Link>
          </span>
          <span className="row-value">{text(valueWords(line, line))}</span>
          <span className="row-line sub">
            <SignedBy line={line} />
            {line.kind === 'nil' && text({ zh: '，不计入', en: ', not counted' })}
            {line.isOutdated && text({ zh: '，其后有更正', en: ', corrected since' })}
          </span>
        </li>
      ))}
    </ul>
  )
}
