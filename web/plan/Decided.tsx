import type { Plan } from '#domain/plan/plan.api.ts'
import { listReviews, type Review } from '#domain/plan/review.api.ts'
import { type Opinion, opinions, reviewModes } from '#domain/plan/review.ts'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'

type Props = { readonly plan: Plan; readonly number: number; readonly minutes: string }

/** What the head of the group has before the eye when the plan is decided: the version, and how far the review has come. */
export function Decided({ plan, number, minutes }: Props) {
  const reviews = useRead(listReviews, { id: plan.id })
  return (
    <Loaded of={reviews}>
      {({ rows }) => <Summary {...{ plan, number, minutes }} review={rows.find((one) => one.number === number)} />}
    </Loaded>
  )
}

function Summary({ plan, number, minutes, review }: Props & { readonly review: Review | undefined }) {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  const items = { zh: `第${number}版，${plan.itemCount}个事项`, en: `Version ${number}, items: ${plan.itemCount}` }
  const isOver = !review?.dueOn || review.dueOn < today
  const facts: Fact[] = [
    { name: { zh: '审定的内容', en: 'What is decided' }, value: text(items) },
    ...(review ? opinionFacts(review, text) : []),
    ...(minutes ? [{ name: { zh: '审定意见', en: 'Note' }, value: minutes }] : []),
  ]
  return (
    <>
      <Facts facts={facts} />
      {review?.dueOn && !isOver && (
        <p className="note warning">
          {text(
            review.mode === 'meeting'
              ? {
                  zh: `会议日期是${format.longDay(review.dueOn)}，还没有过。`,
                  en: `The meeting is on ${format.longDay(review.dueOn)}; that day is not over.`,
                }
              : {
                  zh: `成员反馈截止${format.longDay(review.dueOn)}，还没有过。`,
                  en: `Members may answer until ${format.longDay(review.dueOn)}; that day is not over.`,
                },
          )}
        </p>
      )}
    </>
  )
}

/** How it is decided, who has said what, and who has said nothing. */
function opinionFacts({ mode, opinions: asked }: Review, text: ReturnType<typeof useText>): Fact[] {
  const given = asked.filter(({ opinion }) => opinion !== null)
  const missing = asked.filter(({ opinion }) => opinion === null).map(({ person }) => person.name)
  const counts = (Object.keys(opinions) as Opinion[]).flatMap((one) => {
    const n = given.filter(({ opinion }) => opinion === one).length
    return n > 0 ? [text({ zh: `${opinions[one].zh}${n}人`, en: `${opinions[one].en}: ${n}` })] : []
  })
  const said = counts.join(text({ zh: '，', en: ', ' }))
  const none = text({ zh: '没有', en: 'none' })
  return [
    { name: { zh: '审定方式', en: 'Way of the review' }, value: text(reviewModes[mode]) },
    {
      name: { zh: '成员意见', en: 'Opinions' },
      value: text({
        zh: `${asked.length}人中${given.length}人已表示意见${said && `：${said}`}`,
        en: `${given.length} of ${asked.length} given${said && `: ${said}`}`,
      }),
    },
    { name: { zh: '未表示意见', en: 'Not given' }, value: missing.join(text({ zh: '、', en: ', ' })) || none },
  ]
}
