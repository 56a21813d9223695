import { Link } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { listNotices, type Notice, openNotice, readAllNotices } from '#domain/notice/notice.api.ts'
import { noticeKind, noticeKindNames } from '#domain/notice/noticeKind.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Filter, useFilters } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { type Pages, useAct, usePages } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import './notice.css'

/** What the acting post and person were told; nothing of it asks for an act. */
export const NoticesPage = forReaders(listNotices, NoticesView)

function NoticesView() {
  const text = useText()
  const { noticeCount } = useSession()
  const { query } = useFilters()
  const kind = noticeKindNames.find((name) => name === query.get('kind'))
  const pages = usePages(listNotices, {
    ...(query.get('unread') === 'yes' ? { unread: 'yes' } : {}),
    ...(kind ? { kind } : {}),
  })
  const latest = pages.rows?.[0]?.toldAt
  return (
    <>
      <PageHead
        title={{ zh: '通知消息', en: 'Notices' }}
        sentence={text(sentenceOf(noticeCount))}
        actions={
          <>
            {latest !== undefined && noticeCount > 0 && <ReadAll upTo={latest} />}
            <ActionLink to="/reminders" label={{ zh: '通知方式', en: 'Ways of notices' }} />
          </>
        }
      />
      <Panel title={{ zh: '消息', en: 'Messages' }} flush>
        <NoticeFilters />
        <Listed pages={pages} />
      </Panel>
    </>
  )
}

const sentenceOf = (unread: number): Text =>
  unread === 0
    ? { zh: '没有未读消息。要您办理的都在待办。', en: 'Nothing unread. What you have to do is among the to-dos.' }
    : {
        zh: `${unread >= 99 ? '99条以上' : `${unread}条`}未读。要您办理的都在待办，这里只是告知。`,
        en: `${unread >= 99 ? '99 and more' : unread} unread. What you have to do is among the to-dos; these only tell you.`,
      }

function ReadAll({ upTo }: { readonly upTo: string }) {
  const text = useText()
  const toast = useToast()
  const act = useAct(readAllNotices, {}, { onDone: () => toast({ zh: '已全部标为已读', en: 'All marked as read' }) })
  return (
    <>
      <ButtonFace kind="normal" loading={act.isPending} onClick={() => act.mutate({ upTo })}>
        {text(readAllNotices.summary)}
      </ButtonFace>
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function NoticeFilters() {
  const text = useText()
  const kinds = noticeKindNames.map((value) => ({ value, label: text(noticeKind(value).name) }))
  const unread = [{ value: 'yes', label: text({ zh: '只看未读', en: 'Unread alone' }) }]
  return (
    <div className="filters panel-body">
      <Filter name="unread" label={{ zh: '已读和未读', en: 'Read and unread' }} options={unread} />
      <Filter name="kind" label={{ zh: '种类', en: 'Kind' }} options={kinds} />
    </div>
  )
}

function Listed({ pages }: { readonly pages: Pages<Notice> }) {
  const text = useText()
  if (!pages.rows) return pages.error ? <ErrorState error={pages.error} onRetry={pages.retry} /> : <Skeleton rows={8} />
  if (pages.rows.length === 0)
    return (
      <EmptyState
        why={{ zh: '没有消息。', en: 'No notices.' }}
        next={{
          zh: '牌、退回、交接等与您有关的情况会出现在这里。',
          en: 'Cards, returns, handovers and the like that concern you appear here.',
        }}
      />
    )
  return (
    <>
      <ul className="notices">
        {pages.rows.map((notice) => (
          <Row key={notice.id} notice={notice} />
        ))}
      </ul>
      {pages.hasMore && (
        <p className="panel-body">
          <ButtonFace kind="normal" loading={pages.isLoadingMore} onClick={pages.more}>
            {text({ zh: '更多', en: 'More' })}
          </ButtonFace>
        </p>
      )}
    </>
  )
}

/** Opening it is reading it: the page it leads to loads meanwhile. */
function Row({ notice: { id, kind, sentence, link, toldAt, isRead } }: { readonly notice: Notice }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const open = useAct(openNotice, { id })
  return (
    <li className={isRead ? '' : 'is-unread'}>
      <span className="mark">{text(isRead ? { zh: '已读', en: 'Read' } : { zh: '未读', en: 'Unread' })}</span>
      <div>
        <Link to={link} onClick={() => !isRead && open.mutate({})}>
          {text(sentence)}
        </Link>
        <div className="what">{text(noticeKind(kind).name)}</div>
      </div>
      <time className="sub nw" dateTime={toldAt}>
        {format.instant(toldAt, today)}
      </time>
    </li>
  )
}
