import { useState } from 'react'
import { Link } from 'react-router'
import { type BoardChange, type BoardChanges, recordBoardVisit } from '#domain/board/board.api.ts'
import { changeKinds } from '#domain/board/board.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { CardTag, LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Props = {
  readonly changes: BoardChanges
  readonly year: number
  readonly shown: number
  readonly onOpen: () => void
}

/** "灯号2，督办件1" */
export const countsOf = ({ counts }: BoardChanges): Text =>
  joinTexts(
    counts.map(({ kind, count }) => ({
      zh: `${changeKinds[kind].zh}${count}`,
      en: `${changeKinds[kind].en.toLowerCase()} ${count}`,
    })),
  )

/** What changed since this person looked at the board last, the latest first. */
export function ChangesPanel({ changes, year, shown, onOpen }: Props) {
  const text = useText()
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const seen = useAct(recordBoardVisit, {})
  const { since, rows, asOf } = changes
  const count = changes.counts.reduce((sum, one) => sum + one.count, 0)
  const listed = isWhole ? rows : rows.slice(0, shown)
  return (
    <Panel
      title={{ zh: '上次查看以来', en: 'Since you last looked' }}
      note={since === null ? undefined : <span>{text({ zh: `${count}处变化`, en: `${count} changes` })}</span>}
      id="changes"
      flush
    >
      {rows.length === 0 ? (
        <EmptyState {...(since === null ? first : { why: nothing(format.instant(since)) })} />
      ) : (
        <>
          <p className="sub board-changes-since">
            {text({ zh: `自${format.instant(since ?? asOf)}：`, en: `Since ${format.instant(since ?? asOf)}: ` })}
            {text(countsOf(changes))}
          </p>
          <ul className="board-changes">
            {listed.map((change) => (
              <ChangeRow key={`${change.kind} ${change.key}`} change={change} onOpen={onOpen} />
            ))}
          </ul>
          <div className="board-changes-foot">
            {rows.length > listed.length && (
              <button type="button" className="button plain" onClick={() => setWhole(true)}>
                {text({ zh: `再看${rows.length - listed.length}处`, en: `${rows.length - listed.length} more` })}
              </button>
            )}
            <ButtonFace kind="plain" loading={seen.isPending} onClick={() => seen.mutate({ year, asOf })}>
              {text({ zh: '都看过了', en: 'All seen' })}
            </ButtonFace>
          </div>
        </>
      )}
    </Panel>
  )
}

const first = {
  why: { zh: '您第一次查看督查台。', en: 'You look at the board for the first time.' },
  next: { zh: '离开后再来，这里列出其间的变化。', en: 'When you come back, what changed meanwhile is listed here.' },
}
const nothing = (since: string): Text => ({ zh: `自${since}以来没有变化。`, en: `Nothing has changed since ${since}.` })

function ChangeRow({ change, onOpen }: { readonly change: BoardChange; readonly onOpen: () => void }) {
  const text = useText()
  const { kind, title, sentence, link, light, card, division } = change
  return (
    <li>
      <span className="board-change-what">
        {light ? <LightChange {...light} /> : card ? <CardTag card={card} /> : <b>{text(changeKinds[kind])}</b>}
      </span>
      <Link to={link} onClick={onOpen} {...(title === '' ? {} : { lang: 'zh' })}>
        {title === '' ? text(sentence) : title}
      </Link>
      {title !== '' && (
        <small>
          {division && `${text(division)}${text({ zh: '，', en: ': ' })}`}
          {text(sentence)}
        </small>
      )}
    </li>
  )
}

function LightChange({ before, after }: NonNullable<BoardChange['light']>) {
  const text = useText()
  return (
    <>
      {before && <LightTag light={before} />}
      {before && (
        <span aria-label={text({ zh: '变为', en: 'became' })} role="img">
          {' → '}
        </span>
      )}
      {after ? <LightTag light={after} /> : text({ zh: '退出方案', en: 'out of the plan' })}
    </>
  )
}
