import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { type BriefingRow, draftBriefing, listBriefings } from '#domain/bulletin/briefing.api.ts'
import { briefingStates } from '#domain/bulletin/briefing.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { DraftBriefing } from './BriefingDialogs.tsx'
import { briefingName, stageOfBriefing } from './stageOfBriefing.ts'

/** The briefings of the leading group, the latest first. */
export const BriefingsPage = forReaders(listBriefings, BriefingsView)

function BriefingsView() {
  const text = useText()
  const navigate = useNavigate()
  const { actor } = useSession()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const pages = usePages(listBriefings, {})
  return (
    <>
      <PageHead
        title={briefingName}
        sentence={text({
          zh: '向领导小组专题汇报绩效工作情况；批示可以转为督办件。',
          en: 'What the leading group is told; an instruction on it can become a ticket.',
        })}
        actions={
          isOneOf(actor.post, performanceOffice) && (
            <ActionButton id="act-draft" endpoint={draftBriefing} asks onClick={() => setIsAsking(true)} />
          )
        }
      />
      <Panel title={briefingName} flush>
        <DataTable
          name={briefingName}
          columns={useColumns()}
          keyOf={({ id }) => id}
          pages={pages}
          empty={<EmptyState why={{ zh: '还没有专报。', en: 'There is no briefing yet.' }} />}
        />
      </Panel>
      {isAsking && (
        <DraftBriefing
          source={query.get('source')}
          onClose={() => setIsAsking(false)}
          onDone={({ id }) => void navigate(`/briefings/${id}`)}
        />
      )}
    </>
  )
}

function useColumns(): Column<BriefingRow>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return [
    {
      ...{ key: 'title', title: { zh: '标题', en: 'Title' }, width: '40%', onPhone: 'name' },
      render: ({ id, title }) => (
        <Link to={`/briefings/${id}`} lang="zh">
          {title}
        </Link>
      ),
    },
    {
      ...{ key: 'number', title: { zh: '期号', en: 'No.' } },
      render: ({ year, number }) =>
        number !== null && text({ zh: `${year}年第${number}期`, en: `${year} / ${number}` }),
    },
    {
      ...{ key: 'state', title: { zh: '状态', en: 'State' }, onPhone: 'bare' },
      render: ({ state }) => <StageTag stage={stageOfBriefing[state]} label={briefingStates[state]} />,
    },
    {
      ...{ key: 'sent', title: { zh: '报送', en: 'Sent' } },
      render: ({ sentAt }) => sentAt && format.instant(sentAt, today),
    },
    {
      ...{ key: 'read', title: { zh: '已阅', en: 'Read' } },
      render: ({ read, readers, state }) =>
        state === 'sent' && text({ zh: `${read}/${readers}人`, en: `${read} of ${readers}` }),
    },
    {
      ...{ key: 'instructions', title: { zh: '批示', en: 'Instructions' } },
      render: ({ instructions }) => instructions > 0 && text({ zh: `${instructions}条`, en: `${instructions}` }),
    },
  ]
}
