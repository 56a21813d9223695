import { useState } from 'react'
import {
  acknowledgeDocument,
  checkDocument,
  type OfficialDocument,
  returnDocument,
  signDocument,
  takeBackDocument,
  withdrawDocument,
} from '#domain/document/officialDocument.api.ts'
import { documentStates, documentTransitions } from '#domain/document/officialDocument.ts'
import { divisionPosts, isOneOf, officeLeaders, performanceOffice } from '#domain/kernel/actor.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { AnswerCosignature, AskCosignatures } from './CosignatureActs.tsx'
import { factsOf } from './factsOfDocument.ts'
import { Issue } from './IssueDocument.tsx'

type Props = { readonly document: OfficialDocument }

/** What this post does next with the document. */
export function DocumentActs({ document }: Props) {
  const { actor } = useSession()
  const isOffice = isOneOf(actor.post, performanceOffice)
  return (
    <>
      {isOffice && document.state === 'drafted' && (
        <>
          <SendBack document={document} action="withdraw" />
          <AskCosignatures document={document} />
          <Check document={document} />
        </>
      )}
      {isOneOf(actor.post, officeLeaders) && document.state === 'checked' && (
        <>
          <SendBack document={document} action="return" />
          <Sign document={document} />
        </>
      )}
      {isOffice && (document.state === 'checked' || document.state === 'signedOff') && (
        <SendBack document={document} action="takeBack" />
      )}
      {isOffice && document.state === 'signedOff' && <Issue document={document} />}
      {actor.post === 'division.head' && document.state === 'drafted' && <AnswerCosignature document={document} />}
      {isOneOf(actor.post, divisionPosts) && <Receive document={document} />}
    </>
  )
}

const asked = { states: documentStates, reason: 'below' } as const

function Check({ document }: Props) {
  const toast = useToast()
  const act = useAct(checkDocument, { id: document.id }, { onDone: () => toast({ zh: '已核稿', en: 'Checked' }) })
  return (
    <>
      <ActionButton
        id="act-check"
        kind="primary"
        transition={documentTransitions.check}
        facts={factsOf(document)}
        {...asked}
        loading={act.isPending}
        onClick={() => act.mutate({ version: document.version })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function Sign({ document }: Props) {
  const text = useText()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const onDone = () => {
    close()
    toast({ zh: '已签发', en: 'Signed off' })
  }
  const act = useAct(signDocument, { id: document.id }, { onDone })
  const { label, basis } = documentTransitions.sign
  return (
    <>
      <ActionButton
        id="act-sign"
        kind="primary"
        transition={documentTransitions.sign}
        facts={factsOf(document)}
        {...asked}
        asks
        onClick={() => setIsOpen(true)}
      />
      <SignDialog
        title={{ zh: `签发：${document.title}`, en: `Sign off: ${document.title}` }}
        isOpen={isOpen}
        onClose={close}
        intro={text(introOf(document))}
        values={document.text.split('\n').map((paragraph) => (
          <p key={paragraph} lang="zh-CN">
            {paragraph}
          </p>
        ))}
        digest={document.digest}
        label={label}
        basis={basis}
        loading={act.isPending}
        error={act.error}
        onSign={() => act.mutate({ version: document.version, digest: document.digest })}
      />
    </>
  )
}

/** To whom it goes and what goes along; a co-signature that was taken back is told to whoever signs. */
function introOf({ addressee, planNumber, subject, cosignatures }: OfficialDocument): Text {
  const to = addressee
    ? { zh: `主送${addressee}`, en: `To ${addressee}` }
    : { zh: '不发主送', en: 'Addressed to nobody' }
  const plan =
    planNumber === null || subject === 'review'
      ? { zh: '', en: '' }
      : { zh: `，附方案第${planNumber}版`, en: `, with version ${planNumber} of the plan` }
  const named = cosignatures.filter(({ state }) => state === 'agreed').map(({ division }) => division.name)
  const agreed = joinTexts(named)
  const cosigned =
    named.length > 0 ? { zh: `${agreed.zh}已会签。`, en: ` Co-signed by ${agreed.en}.` } : { zh: '', en: '' }
  return {
    zh: `${to.zh}${plan.zh}。${cosigned.zh}签发后由办绩效办编号印发。`,
    en: `${to.en}${plan.en}.${cosigned.en} It is then numbered and issued.`,
  }
}

function SendBack({ document, action }: Props & { action: 'return' | 'takeBack' | 'withdraw' }) {
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const onDone = () => {
    setIsOpen(false)
    toast(action === 'withdraw' ? { zh: '已作废', en: 'Withdrawn' } : { zh: '已退回拟稿', en: 'Back to the draft' })
  }
  const acts = {
    return: useAct(returnDocument, { id: document.id }, { onDone }),
    takeBack: useAct(takeBackDocument, { id: document.id }, { onDone }),
    withdraw: useAct(withdrawDocument, { id: document.id }, { onDone }),
  }
  const act = acts[action]
  const transition = documentTransitions[action]
  return (
    <>
      <ActionButton transition={transition} facts={factsOf(document)} {...asked} asks onClick={() => setIsOpen(true)} />
      <ReasonDialog
        title={{ zh: `${transition.label.zh}：${document.title}`, en: `${transition.label.en}: ${document.title}` }}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={transition.label}
        basis={transition.basis}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ version: document.version, reason })}
      />
    </>
  )
}

function Receive({ document: { id, receipts } }: Props) {
  const toast = useToast()
  const act = useAct(acknowledgeDocument, { id }, { onDone: () => toast({ zh: '已签收', en: 'Received' }) })
  const [own] = receipts
  if (!own || own.readAt !== null) return null
  return (
    <>
      <ActionButton
        id="act-receive"
        kind="primary"
        endpoint={acknowledgeDocument}
        label={acknowledgeDocument.summary}
        loading={act.isPending}
        onClick={() => act.mutate({})}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}
