import { Link } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { leftKinds } from '#domain/organization/leftMatter.ts'
import { keepLeftMatter, type LeftMatter, type Reorganisation } from '#domain/organization/reorganisation.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'

/** What the reorganisation has left: each with where it is settled, or the reason for which it stays. */
export function LeftMatters({ plan: { left } }: { plan: Reorganisation }) {
  const text = useText()
  if (left.length === 0) return null
  const open = left.filter(({ isDone, kept }) => !isDone && !kept).length
  return (
    <Panel
      id="left"
      title={{ zh: '调整遗留须处理的事', en: 'Left to be settled' }}
      note={text({ zh: `${left.length}项，待处理${open}项`, en: `${left.length}, ${open} of them open` })}
      flush
    >
      <ul className="rows">
        {left.map((matter) => (
          <Left key={matter.id} matter={matter} />
        ))}
      </ul>
    </Panel>
  )
}

const hints = {
  sameDivision: {
    zh: '数据由本处报送、又由本处接收。可由责任处提出调整、另定协调处，或者写明理由维持现状。',
    en: 'One division hands in the data and accepts them: it may propose another coordinating division, or it stays so for a reason.',
  },
  planLeft: {
    zh: '承接处当年已有自己的方案，这份方案没有人能再报送。其中要保留的事项请由承接处列入本处方案，再写明理由了结。',
    en: 'The successor has a plan of its own, and nobody can submit this one. What is to stay goes into that plan; then close this with the reason.',
  },
} as const

function Left({ matter }: { matter: LeftMatter }) {
  const text = useText()
  const { actor } = useSession()
  const { id, kind, code, title, division, isDone, kept, itemId, planId } = matter
  const isOpen = !isDone && !kept
  return (
    <li id={`left-${id}`} tabIndex={-1}>
      <div>
        <b>{text(leftKinds[kind])}</b>
        {text({ zh: '：', en: ': ' })}
        <Link to={itemId ? `/items/${itemId}` : `/division-plans/${planId ?? ''}`}>
          {code && <span className="nw">{code}　</span>}
          {title}
        </Link>
        <span className="sub">　{text(division)}</span>
      </div>
      {isOpen && <p className="sub">{text(hints[kind])}</p>}
      {isDone && !kept && <p className="sub">{text({ zh: '已处理', en: 'Settled' })}</p>}
      {kept && (
        <p className="sub">
          {text({
            zh: `${kept.by}：维持现状。理由：${kept.reason}`,
            en: `Left as it is by ${kept.by}: ${kept.reason}`,
          })}
        </p>
      )}
      {isOpen && isOneOf(actor.post, performanceOffice) && <Keep matter={matter} />}
    </li>
  )
}

function Keep({ matter }: { matter: LeftMatter }) {
  const text = useText()
  const toast = useToast()
  const dialog = useDialog()
  const read = useAsOpened(matter, dialog.isOpen)
  const onDone = () => {
    toast({ zh: '已登记', en: 'Recorded' })
    dialog.close()
  }
  const keep = useAct(keepLeftMatter, { id: matter.id }, { onDone })
  const label = keepLeftMatter.summary
  return (
    <>
      <ButtonFace kind="normal" onClick={dialog.open}>
        {text(label)}…
      </ButtonFace>
      <ReasonDialog
        title={{ zh: `维持现状：${matter.title}`, en: `Leave as it is: ${matter.title}` }}
        {...{ isOpen: dialog.isOpen, onClose: dialog.close, label }}
        basis={keepLeftMatter.basis ?? ''}
        loading={keep.isPending}
        error={keep.error}
        onSubmit={(reason) => keep.mutate({ version: read.version, reason })}
      />
    </>
  )
}
