import { useState } from 'react'
import { useParams } from 'react-router'
import {
  changeFeed,
  endFeed,
  type FeedRead,
  fetchFeed,
  readFeed,
  readFeedHistory,
  type SourceRun,
  takeFeed,
} from '#domain/collection/feedSource.api.ts'
import { feedFormats, feedKinds } from '#domain/collection/feedSource.ts'
import { refusalOfEndpoint } from '#domain/kernel/endpoint.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FeedForm } from './FeedForm.tsx'
import { RunTag } from './FeedsPage.tsx'
import { FeedTried } from './FeedTried.tsx'
import './feed.css'

/** One feed: fetch or choose the file, check its columns once, take its figures in, see how each reading went. */
export function FeedPage() {
  const { id = '' } = useParams()
  const feed = useRead(readFeed, { id }, { every: ({ isBeingFetched }) => isBeingFetched && 1_500 })
  return (
    <Loaded isPage of={feed} rows={8}>
      {(loaded) => <Shown feed={loaded} />}
    </Loaded>
  )
}

function Shown({ feed }: { readonly feed: FeedRead }) {
  const text = useText()
  const [asking, setAsking] = useState<'change' | 'end'>()
  const [fileId, setFileId] = useState<string>()
  const { id, kind, runs, isEnded } = feed
  const waiting = kind === 'address' ? runs.find(({ state }) => state === 'fetched') : undefined
  const isLatest = waiting !== undefined && runs[0]?.id === waiting.id
  const source = fileId ? { fileId } : isLatest ? { runId: waiting.id } : undefined
  return (
    <>
      <PageHead
        title={same(feed.name)}
        crumbs={[{ label: { zh: '数据源', en: 'Feeds' }, to: '/feeds' }]}
        sentence={text(sentenceOf(feed))}
        actions={
          isEnded ? undefined : (
            <>
              <ActionButton
                endpoint={changeFeed}
                kind="normal"
                asks
                reason="below"
                onClick={() => setAsking('change')}
              />
              <ActionButton endpoint={endFeed} kind="plain" asks reason="elsewhere" onClick={() => setAsking('end')} />
            </>
          )
        }
      />
      <Columns
        main={
          <>
            {!isEnded && <Reading feed={feed} onFile={setFileId} />}
            {source && !isEnded && (
              <FeedTried key={fileId ?? waiting?.id} feed={feed} source={source} onTaken={() => setFileId(undefined)} />
            )}
            <Runs runs={runs} />
          </>
        }
        side={
          <>
            <Panel title={{ zh: '基本情况', en: 'About it' }}>
              <Facts facts={useFacts(feed)} />
            </Panel>
            <History id={id} />
          </>
        }
      />
      <FeedForm isOpen={asking === 'change'} onClose={() => setAsking(undefined)} feed={feed} />
      {asking === 'end' && <Ending feed={feed} onClose={() => setAsking(undefined)} />}
    </>
  )
}

function sentenceOf({ isEnded, isBeingFetched, isHostAllowed, mapping, last }: FeedRead): Text {
  if (isEnded) return { zh: '已停用，不再读取；带出过的数不变。', en: 'Ended: it is read no more; what it gave stays.' }
  if (!isHostAllowed)
    return {
      zh: '这台主机不在允许之列，取不到数，请系统管理员允许。',
      en: 'Its host is not allowed: the system administrator allows hosts.',
    }
  if (isBeingFetched) return { zh: '正在取数…', en: 'Being fetched…' }
  if (last?.state === 'failed')
    return { zh: '最近一次没有读入，原因见下。', en: 'The last reading failed; see why below.' }
  if (!mapping) return { zh: '各列含义待核对。', en: 'What its columns are is to be checked.' }
  return { zh: '读入的数只带出，由人核对后提交签字。', en: 'Its figures are filled in; people check and hand them in.' }
}

/** Where a reading begins: the file of this period, or the address. */
function Reading({ feed, onFile }: { readonly feed: FeedRead; readonly onFile: (id: string | undefined) => void }) {
  const text = useText()
  const act = useAct(fetchFeed, { id: feed.id })
  const refusal = refusalOfEndpoint(takeFeed, useContextOfRules())
  if (feed.kind === 'file')
    return (
      <Panel title={{ zh: '读入本期文件', en: 'Read the file of this period' }}>
        {feed.fileName && <p className="mid">{text({ zh: `文件：${feed.fileName}`, en: `File: ${feed.fileName}` })}</p>}
        {refusal ? (
          <Reason>{text(refusal.message)}</Reason>
        ) : (
          <FileChoice
            label={{ zh: '选择文件…', en: 'Choose a file…' }}
            onFile={({ id }) => onFile(id)}
            onOther={() => onFile(undefined)}
          />
        )}
      </Panel>
    )
  return (
    <Panel title={{ zh: '取数', en: 'Fetch' }}>
      <p className="feed-address">{feed.address}</p>
      <p className="row-of-actions">
        <ActionButton
          id="act-fetch"
          endpoint={fetchFeed}
          kind={feed.last?.state === 'fetched' ? 'normal' : 'primary'}
          loading={act.isPending || feed.isBeingFetched}
          onClick={() => act.mutate({})}
        />
        <span className="sub" aria-live="polite">
          {feed.isBeingFetched
            ? text({ zh: '正在取数，至多30秒。', en: 'Being fetched; 30 seconds at most.' })
            : text({ zh: '取到后先核对，再读入。', en: 'What is fetched is looked at before it is taken in.' })}
        </span>
      </p>
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}

function Runs({ runs }: { readonly runs: readonly SourceRun[] }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return (
    <Panel title={{ zh: '读取记录', en: 'Readings' }}>
      {runs.length === 0 ? (
        <EmptyState why={{ zh: '还没有读取过。', en: 'It has not been read yet.' }} />
      ) : (
        <ol className="log">
          {runs.map((run) => (
            <li key={run.id}>
              <RunTag state={run.state} />　{run.runBy ?? text({ zh: '每日自动读取', en: 'daily reading' })}
              {run.fileName && ` ${run.fileName}`}
              <small>{text(runWords(run, format.instant(run.runAt, today)))}</small>
              {run.fault && <p className="fault">{text(run.fault)}</p>}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function runWords({ state, figures, passed, mappingNumber }: SourceRun, at: string): Text {
  if (state !== 'taken') return same(at)
  return {
    zh: `${at}，带出${figures ?? 0}个数，跳过${passed ?? 0}行，按各列含义第${mappingNumber ?? 0}版`,
    en: `${at}, ${figures ?? 0} figures, ${passed ?? 0} rows passed over, columns of version ${mappingNumber ?? 0}`,
  }
}

function useFacts({ kind, format: of, division, madeBy, madeAt, isDaily, address, mapping }: FeedRead): Fact[] {
  const text = useText()
  const format = useFormat()
  const facts: Fact[] = [
    { name: { zh: '所属处', en: 'Division' }, value: text(division) },
    { name: { zh: '来源', en: 'Source' }, value: `${text(feedKinds[kind])}，${text(feedFormats[of])}` },
    { name: { zh: '登记', en: 'Added' }, value: `${madeBy} ${format.instant(madeAt)}` },
  ]
  if (address !== null)
    facts.push({
      name: { zh: '每日自动读取', en: 'Read daily' },
      value: text(isDaily ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }),
    })
  if (mapping)
    facts.push({
      name: { zh: '各列含义', en: 'Columns' },
      value: text({
        zh: `第${mapping.number}版，${mapping.madeBy} ${format.instant(mapping.madeAt)}`,
        en: `version ${mapping.number}, ${mapping.madeBy} ${format.instant(mapping.madeAt)}`,
      }),
    })
  return facts
}

function Ending({ feed: { id, version, name }, onClose }: { readonly feed: FeedRead; readonly onClose: () => void }) {
  const toast = useToast()
  const act = useAct(
    endFeed,
    { id },
    {
      onDone: () => {
        toast({ zh: '已停用', en: 'Ended' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={{ zh: `停用“${name}”`, en: `End “${name}”` }}
      isOpen
      onClose={onClose}
      label={endFeed.summary}
      basis={endFeed.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}

const actions: Readonly<Record<string, Text>> = {
  'feed.add': { zh: '登记', en: 'Added' },
  'feed.change': { zh: '修改', en: 'Changed' },
  'feed.end': { zh: '停用', en: 'Ended' },
  'feed.map': { zh: '保存各列含义', en: 'Mapping kept' },
  'feed.ask': { zh: '取数', en: 'Fetch asked for' },
  'feed.fetch': { zh: '取到', en: 'Fetched' },
  'feed.take': takeFeed.summary,
  'feed.fail': { zh: '没有读入', en: 'Failed' },
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readFeedHistory, { id })
  return (
    <Loaded of={history}>
      {({ rows }) => <HistoryPanel entries={rows} nameOf={(action) => actions[action] ?? same(action)} />}
    </Loaded>
  )
}
