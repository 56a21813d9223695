import { ActionButton } from '../ActionButton.tsx'
import { Columns } from '../Columns.tsx'
import { DeadlineChip } from '../DeadlineChip.tsx'
import { Facts } from '../Facts.tsx'
import { HistoryPanel } from '../HistoryPanel.tsx'
import { PageHead } from '../PageHead.tsx'
import { Panel } from '../Panel.tsx'
import { RefusalOf } from '../RefusalOf.tsx'
import { SignatureBlock } from '../SignatureBlock.tsx'
import { StageTag } from '../StatusTags.tsx'
import { ActionExamples, DialogExamples } from './Actions.tsx'
import { accept, history, sign, states } from './example.ts'
import { FormExample } from './FormExample.tsx'
import { ListExamples } from './Lists.tsx'
import { StatusExamples } from './Statuses.tsx'

const digest = '7c1e90af00000000000000000000000000000000000000000000000000004b22'
const division = { zh: '陆路口岸一处', en: 'Land Ports Division I' }

export function GalleryPage() {
  const facts = { state: 'open', faulty: 1 } as const
  return (
    <>
      <PageHead
        title={{ zh: '福田口岸10月指标数据', en: 'Futian Port, October' }}
        crumbs={[
          { label: { zh: '指标数据', en: 'Indicator data' }, to: '/_gallery' },
          { label: { zh: '2025年10月', en: 'Oct 2025' }, to: '/_gallery/1' },
        ]}
        chips={
          <>
            <StageTag stage="open" label={states.open} />
            <DeadlineChip dueOn="2025-11-06" workingDaysLeft={0} />
          </>
        }
        sentence="责任处：陆路口岸一处　协调处：通关协调处　内部期限：11月5日，已延至11月6日。"
        actions={
          <>
            <ActionButton
              transition={sign}
              facts={facts}
              states={states}
              reason="elsewhere"
              onClick={() => undefined}
            />
            <ActionButton
              transition={accept}
              facts={facts}
              states={states}
              reason="elsewhere"
              onClick={() => undefined}
            />
          </>
        }
        reasons={<RefusalOf transition={sign} facts={facts} />}
      />
      <Columns
        main={
          <>
            <StatusExamples />
            <ActionExamples />
            <DialogExamples />
            <ListExamples />
            <FormExample />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'Facts' }}>
              <Facts
                facts={[
                  { name: { zh: '类别', en: 'Kind' }, value: '重点工作' },
                  { name: { zh: '年度目标', en: 'Goal' }, value: '主体结构封至地上二层，年度验收通过' },
                  { name: { zh: '责任处', en: 'Responsible' }, value: '陆路口岸一处' },
                ]}
              />
            </Panel>
            <HistoryPanel
              entries={history}
              shown={2}
              nameOf={() => ({ zh: '更正9月候检时间', en: 'Corrected the waiting time of September' })}
            />
            <SignatureBlock
              division={division}
              signedBy="陈嘉禾"
              signedAt="2025-11-05T09:12:00+08:00"
              statement={1}
              digest={digest}
            />
            <SignatureBlock
              division={division}
              signedBy="陈嘉禾"
              signedAt="2025-10-08T09:12:00+08:00"
              statement={1}
              digest={digest}
              staleBecause={{ zh: '9月候检时间20改为22', en: 'the waiting time of September changed from 20 to 22' }}
            />
          </>
        }
      />
    </>
  )
}
