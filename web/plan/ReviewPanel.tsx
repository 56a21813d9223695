import { lazy, Suspense } from 'react'
import { isOneOf, performanceOffice, posts, seesEverything } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { downloadReview, type GroupOpinion, listReviews, type Review } from '#domain/plan/review.api.ts'
import { opinions, reviewModes, reviewStates } from '#domain/plan/review.ts'
import { addressOf } from '#web/kernel/api.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded, Skeleton } from '#web/kernel/states.tsx'
import { Entrust } from './Entrust.tsx'
import { OwnOpinion } from './OwnOpinion.tsx'
import { ReviewFiles } from './ReviewFiles.tsx'

const ReviewMinutes = lazy(async () => ({ default: (await import('./ReviewMinutes.tsx')).ReviewMinutes }))

/** The reviews of the plan by the leading group, newest first: who was asked, what each said, what it came to. */
export function ReviewPanels({ planId }: { planId: string }) {
  const reviews = useRead(listReviews, { id: planId })
  return (
    <Loaded of={reviews}>
      {({ rows }) => (
        <>
          {rows.map((review, at) => (
            <ReviewPanel key={review.id} review={review} isLatest={at === 0} />
          ))}
        </>
      )}
    </Loaded>
  )
}

function ReviewPanel({ review, isLatest }: { review: Review; isLatest: boolean }) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const { number, mode, dueOn, agenda, entrustedName, state } = review
  const given = review.opinions.filter(({ opinion }) => opinion !== null).length
  const title = { zh: `领导小组对第${number}版的意见`, en: `The leading group on version ${number}` }
  const about = [
    text(reviewModes[mode]),
    dueOn &&
      text({ zh: `${mode === 'meeting' ? '会议' : '反馈'}日期${format.longDay(dueOn)}`, en: format.longDay(dueOn) }),
    text({
      zh: `${review.opinions.length}人，${given}人已表示意见`,
      en: `asked ${review.opinions.length}, given ${given}`,
    }),
    entrustedName && text({ zh: `组长委托${entrustedName}审定`, en: `decision entrusted to ${entrustedName}` }),
  ].filter(Boolean)
  return (
    <Panel
      title={title}
      note={text(reviewStates[state])}
      more={
        seesEverything(actor) ? (
          <a
            className="button plain"
            download
            href={addressOf(downloadReview, { id: review.id })}
            aria-label={text({
              zh: `下载第${number}版审定情况.docx`,
              en: `Download the record on version ${number}, .docx`,
            })}
          >
            .docx
          </a>
        ) : undefined
      }
      flush
    >
      <div className="panel-body review-about">
        <p className="mid">{about.join(text({ zh: '，', en: ', ' }))}</p>
        {agenda && <p>{agenda}</p>}
        <Outcome review={review} />
        {isLatest && state === 'open' && (
          <>
            <OwnOpinion review={review} />
            {actor.post === 'leadingGroup.head' && <Entrust review={review} />}
          </>
        )}
      </div>
      {state === 'open' ? (
        <Opinions review={review} />
      ) : (
        <details className="panel-body">
          <summary>{text({ zh: '查看各成员意见', en: 'What each member said' })}</summary>
          <Opinions review={review} />
        </details>
      )}
      {mode === 'meeting' && state !== 'open' && (
        <Suspense fallback={<Skeleton rows={1} />}>
          <ReviewMinutes review={review} />
        </Suspense>
      )}
      {(review.files.length > 0 || isOneOf(actor.post, performanceOffice)) && <ReviewFiles review={review} />}
    </Panel>
  )
}

/** What it came to: the words of the decision, or why it went back, item by item. */
function Outcome({ review: { state, decidedBy, decidedAt, minutes, reason, returns } }: { review: Review }) {
  const text = useText()
  const format = useFormat()
  if (state === 'withdrawn')
    return <p>{text({ zh: `调整撤回，未作审定：${reason}`, en: `Withdrawn without a decision: ${reason}` })}</p>
  if (!decidedBy || !decidedAt) return null
  const at = format.instant(decidedAt)
  const { zh, en }: Text =
    state === 'decided'
      ? { zh: `${decidedBy.name}于${at}审定。${minutes}`, en: `Decided by ${decidedBy.name}, ${at}. ${minutes}` }
      : { zh: `${decidedBy.name}于${at}退回：${reason}`, en: `Returned by ${decidedBy.name}, ${at}: ${reason}` }
  return (
    <>
      <p>
        <b>{text({ zh, en })}</b>
      </p>
      {returns.length > 0 && (
        <ul>
          {returns.map((one) => (
            <li key={one.item.id}>
              <span className="nw">{one.item.code}</span> {one.item.title}
              {text({ zh: '：', en: ': ' })}
              {one.reason}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Opinions({ review }: { review: Review }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<GroupOpinion>[] = [
    {
      key: 'person',
      title: { zh: '姓名', en: 'Name' },
      onPhone: 'name',
      render: ({ person, givenBy }) =>
        givenBy ? text({ zh: `${person.name}（${givenBy}代）`, en: `${person.name} (by ${givenBy})` }) : person.name,
    },
    {
      key: 'post',
      title: { zh: '职务', en: 'Post' },
      render: ({ post, division }) => (
        <>
          {text(posts[post])} {division && <span className="sub">{text(division.name)}</span>}
        </>
      ),
    },
    {
      key: 'opinion',
      title: { zh: '意见', en: 'Opinion' },
      onPhone: 'value',
      render: ({ opinion }) =>
        opinion ? text(opinions[opinion]) : <span className="sub">{text({ zh: '未表示意见', en: 'None yet' })}</span>,
    },
    {
      key: 'remark',
      title: { zh: '意见内容', en: 'Remark' },
      render: ({ remark, abstains }) => (
        <>
          {remark || '–'}
          {abstains.length > 0 && (
            <span className="sub">
              {' '}
              {text({ zh: '回避：', en: 'abstains on ' })}
              {abstains.map(({ code }) => code).join(text({ zh: '、', en: ', ' }))}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'at',
      title: { zh: '时间', en: 'When' },
      render: ({ givenAt }) => (givenAt ? <span className="nw">{format.instant(givenAt)}</span> : '–'),
    },
  ]
  return (
    <DataTable
      name={{ zh: `第${review.number}版的意见`, en: `Opinions on version ${review.number}` }}
      columns={columns}
      keyOf={({ person }) => person.id}
      rows={review.opinions}
      empty={<EmptyState why={{ zh: '领导小组还没有成员。', en: 'The leading group has no members yet.' }} />}
    />
  )
}
