import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { addFeed, type FeedSource, listFeeds } from '#domain/collection/feedSource.api.ts'
import { feedFormats, feedKinds, runStates } from '#domain/collection/feedSource.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { FeedForm } from './FeedForm.tsx'

/** The feeds of the division: what they are read from, and how the last reading went. */
export function FeedsPage() {
  const text = useText()
  const navigate = useNavigate()
  const [isOpen, setIsOpen] = useState(false)
  const feeds = useRead(listFeeds, {})
  const columns = useColumns()
  return (
    <>
      <PageHead
        title={{ zh: '数据源', en: 'Feeds' }}
        sentence={text({
          zh: '固定的文件或者网络地址：各列含义核对一次，以后每期照此读入，带出待填报的数；由人核对后提交签字。',
          en: 'A file or address that stays: its columns are checked once, then it is read each period and fills in figures; people check and hand them in.',
        })}
        actions={<ActionButton endpoint={addFeed} asks onClick={() => setIsOpen(true)} />}
      />
      <div className="stack">
        <Panel title={{ zh: '本处数据源', en: 'Feeds of the division' }} flush>
          <Loaded of={feeds} rows={4}>
            {({ rows }) => (
              <DataTable
                name={{ zh: '数据源', en: 'Feeds' }}
                columns={columns}
                rows={rows}
                keyOf={({ id }) => id}
                empty={
                  <EmptyState
                    why={{ zh: '还没有登记数据源。', en: 'No feed has been added.' }}
                    next={{
                      zh: '每期从同一张表或者同一个接口取数的，登记后不必逐个填写。',
                      en: 'Figures that come from the same table or address each period need not be typed.',
                    }}
                  />
                }
              />
            )}
          </Loaded>
        </Panel>
        <Panel title={{ zh: '每日客流文件', en: 'Daily passenger file' }}>
          <p>
            {text({
              zh: '香港入境事务处每日客流文件按日、管制站、方向计数，按月合计带出各口岸旅客人次。',
              en: "The Hong Kong Immigration Department's daily file is summed by month to the passengers of each port.",
            })}
          </p>
          <p>
            <Link to="/imports">{text({ zh: '导入每日客流文件', en: 'Import the daily passenger file' })}</Link>
          </p>
        </Panel>
      </div>
      <FeedForm isOpen={isOpen} onClose={() => setIsOpen(false)} onAdded={({ id }) => navigate(`/feeds/${id}`)} />
    </>
  )
}

const lights = { asked: 'blue', fetched: 'yellow', taken: 'green', failed: 'red' } as const

/** How a reading ended. */
export function RunTag({ state }: { state: keyof typeof lights }) {
  return <LightTag light={lights[state]} label={runStates[state]} />
}

function useColumns(): Column<FeedSource>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return [
    {
      key: 'name',
      title: { zh: '名称', en: 'Name' },
      onPhone: 'name',
      render: ({ id, name, isEnded }) => (
        <>
          <Link to={`/feeds/${id}`}>{name}</Link>
          {isEnded && <span className="sub"> {text({ zh: '已停用', en: 'ended' })}</span>}
        </>
      ),
    },
    { key: 'division', title: { zh: '处', en: 'Division' }, render: ({ division }) => text(division) },
    {
      key: 'kind',
      title: { zh: '来源', en: 'Source' },
      render: ({ kind, format: of, isDaily }) => (
        <>
          {text(feedKinds[kind])} <span className="sub">{text(feedFormats[of])}</span>
          {isDaily && <span className="sub"> {text({ zh: '每日自动读取', en: 'read daily' })}</span>}
        </>
      ),
    },
    {
      key: 'mapping',
      title: { zh: '各列含义', en: 'Columns' },
      render: ({ mapping }) =>
        mapping
          ? text({ zh: `第${mapping.number}版`, en: `version ${mapping.number}` })
          : text({ zh: '待核对', en: 'to be checked' }),
    },
    {
      key: 'last',
      title: { zh: '最近一次', en: 'Last reading' },
      onPhone: 'bare',
      render: ({ last }) =>
        last ? (
          <>
            <RunTag state={last.state} /> <span className="sub">{format.instant(last.runAt, today)}</span>
          </>
        ) : (
          <span className="sub">–</span>
        ),
    },
  ]
}
