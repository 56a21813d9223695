import { useState } from 'react'
import { inForce } from '#domain/kernel/settings.ts'
import { type Handover, handOver, receiveHandover } from '#domain/organization/handover.api.ts'
import { type HandoverFacts, handoverStates, handoverTransitions } from '#domain/organization/handover.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = { readonly sheet: Handover; readonly facts: HandoverFacts; readonly side: 'handOver' | 'receive' }

/** One side's signature over every row, with the password. */
export function HandoverSign({ sheet, facts, side }: Props) {
  const text = useText()
  const toast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const { pack, today } = useSession()
  const act = useAct(
    side === 'handOver' ? handOver : receiveHandover,
    { id: sheet.id },
    {
      onDone: () => {
        toast({ zh: '已签字', en: 'Signed' })
        setIsOpen(false)
      },
    },
  )
  const transition = handoverTransitions[side]
  const { label, basis } = transition
  const statementNumber = inForce(pack.statements.handover ?? [], today)?.number ?? 0
  const { id: _, name } = sheet.person
  return (
    <>
      <ActionButton
        id={`act-${side}`}
        kind="primary"
        transition={transition}
        facts={facts}
        states={handoverStates}
        asks
        onClick={() => setIsOpen(true)}
      />
      <SignDialog
        title={{ zh: `签字：${name}工作交接表`, en: `Sign: handover of ${name}` }}
        isOpen={isOpen}
        onClose={() => {
          act.reset()
          setIsOpen(false)
        }}
        intro={text({
          zh: `共${sheet.rows.length}项，逐项列出如下。`,
          en: `${sheet.rows.length} rows, each listed below.`,
        })}
        values={
          <ul>
            {sheet.rows.map(({ kind, subjectId, role, title, successor }) => (
              <li key={`${kind} ${subjectId} ${role}`}>
                {title}
                {successor && ` → ${successor.name}`}
              </li>
            ))}
          </ul>
        }
        statement="handover"
        digest={sheet.digest}
        label={label}
        basis={basis}
        loading={act.isPending}
        error={act.error}
        onSign={() => act.mutate({ version: sheet.version, digest: sheet.digest, statementNumber })}
      />
    </>
  )
}
