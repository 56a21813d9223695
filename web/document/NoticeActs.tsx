import { useState } from 'react'
import {
  acknowledgeNotice,
  checkNotice,
  type OfficialDocument,
  returnNotice,
  signNotice,
  takeBackNotice,
} from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = { readonly notice: OfficialDocument }

/** What this post does next with the document. */
export function NoticeActs({ notice }: Props) {
  const { actor } = useSession()
  const isOffice = isOneOf(actor.post, performanceOffice)
  return (
    <>
      {isOffice && notice.state === 'drafted' && <Check notice={notice} />}
      {isOneOf(actor.post, officeLeaders) && notice.state === 'checked' && (
        <>
          <SendBack notice={notice} action="return" />
          <Sign notice={notice} />
        </>
      )}
      {isOffice && (notice.state === 'checked' || notice.state === 'signedOff') && (
        <SendBack notice={notice} action="takeBack" />
      )}
      {actor.post === 'performanceOffice.head' && notice.state === 'signedOff' && (
        <ActionLink to={`/plans/${notice.year}#act-issue`} label={documentTransitions.issue.label} kind="primary" />
      )}
      {isOneOf(actor.post, divisionPosts) && <Receive notice={notice} />}
    </>
  )
}

const asked = { states: documentStates, reason: 'below' } as const

function Check({ notice }: Props) {
  const toast = useToast()
  const act = useAct(checkNotice, { id: notice.id }, { onDone: () => toast({ zh: '已核稿', en: 'Checked' }) })
  return (
    <ActionButton
      id="act-check"
      kind="primary"
      transition={documentTransitions.check}
      facts={notice}
      {...asked}
      loading={act.isPending}
      onClick={() => act.mutate({ version: notice.version })}
    />
  )
}

function Sign({ notice }: Props) {
  const text = useText()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const onDone = () => {
    close()
    toast({ zh: '已签发', en: 'Signed off' })
  }
  const act = useAct(signNotice, { id: notice.id }, { onDone })
  const { label, basis } = documentTransitions.sign
  return (
    <>
      <ActionButton
        id="act-sign"
        kind="primary"
        transition={documentTransitions.sign}
        facts={notice}
        {...asked}
        asks
        onClick={() => setIsOpen(true)}
      />
      <SignDialog
        title={{ zh: `签发：${notice.title}`, en: `Sign off: ${notice.title}` }}
        isOpen={isOpen}
        onClose={close}
        intro={text({
          zh: `主送${notice.addressee}，附方案第${notice.planNumber}版。签发后由办绩效办编号印发。`,
          en: `To ${notice.addressee}, with version ${notice.planNumber} of the plan. It is then numbered and issued.`,
        })}
        values={notice.text.split('\n').map((paragraph) => (
          <p key={paragraph} lang="zh-CN">
            {paragraph}
          </p>
        ))}
        digest={notice.digest}
        label={label}
        basis={basis}
        loading={act.isPending}
        error={act.error}
        onSign={() => act.mutate({ version: notice.version, digest: notice.digest })}
      />
    </>
  )
}

function SendBack({ notice, action }: Props & { action: 'return' | 'takeBack' }) {
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const onDone = () => {
    setIsOpen(false)
    toast({ zh: '已退回拟稿', en: 'Back to the draft' })
  }
  const acts = {
    return: useAct(returnNotice, { id: notice.id }, { onDone }),
    takeBack: useAct(takeBackNotice, { id: notice.id }, { onDone }),
  }
  const act = acts[action]
  const transition = documentTransitions[action]
  return (
    <>
      <ActionButton transition={transition} facts={notice} {...asked} asks onClick={() => setIsOpen(true)} />
      <ReasonDialog
        title={{ zh: `${transition.label.zh}：${notice.title}`, en: `${transition.label.en}: ${notice.title}` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={transition.label}
        basis={transition.basis}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ version: notice.version, reason })}
      />
    </>
  )
}

function Receive({ notice: { id, receipts } }: Props) {
  const toast = useToast()
  const act = useAct(acknowledgeNotice, { id }, { onDone: () => toast({ zh: '已签收', en: 'Received' }) })
  const [own] = receipts
  if (!own || own.readAt !== null) return null
  return (
    <ActionButton
      id="act-receive"
      kind="primary"
      endpoint={acknowledgeNotice}
      label={acknowledgeNotice.summary}
      loading={act.isPending}
      onClick={() => act.mutate({})}
    />
  )
}
