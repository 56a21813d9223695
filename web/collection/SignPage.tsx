import { useState } from 'react'
import { useParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { stages, transitions } from '#domain/collection/duty.ts'
import { type DutyToJudge, readSignSheet, sign, takeBack } from '#domain/collection/dutyActs.api.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { SignDialog } from '#web/kernel/SignDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { changesSinceSigned } from './changesSinceSigned.tsx'
import { JudgedTable } from './JudgedTable.tsx'
import './entry.css'

/** Everything of one period that waits for the head's signature, every value shown, signed once (Art. 28). */
export function SignPage() {
  const { period = '' } = useParams()
  const sheet = useRead(readSignSheet, { period })
  return (
    <Loaded isPage of={sheet}>
      {(one) => <Sheet sheet={one} />}
    </Loaded>
  )
}

type SheetShown = Reply<typeof readSignSheet>

function Sheet({ sheet }: { sheet: SheetShown }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const [returned, setReturned] = useState<DutyToJudge>()
  const { zh, en } = periodText(sheet.period)
  const count = sheet.duties.length
  const [first] = sheet.duties
  return (
    <Stack>
      <PageHead
        title={{ zh: `签字：${zh}指标数据`, en: `Sign: indicator data of ${en}` }}
        crumbs={[{ label: { zh: '指标数据', en: 'Indicator data' }, to: `/duties?period=${sheet.period}` }]}
        sentence={text(sentenceOf(sheet))}
        actions={
          first && (
            <ActionButton
              id="act-sign"
              transition={transitions.sign}
              facts={{ ...first, state: first.stage }}
              states={stages}
              kind="primary"
              asks
              onClick={() => setIsOpen(true)}
            />
          )
        }
      />
      {count === 0 ? (
        <EmptyState
          why={{
            zh: `${text(sheet.division)}本期没有待签字的数据。`,
            en: `Nothing of ${text(sheet.division)} waits for signature.`,
          }}
          next={{ zh: '工作人员提交签字后列在这里。', en: 'What officers submit appears here.' }}
        />
      ) : (
        <Panel title={{ zh: '待签字的数据', en: 'To be signed' }} flush>
          <JudgedTable
            rows={sheet.duties}
            hides={['division', 'signed']}
            actions={(duty) => (
              <ActionButton
                transition={transitions.takeBack}
                facts={{ ...duty, state: duty.stage }}
                label={{ zh: '退回修改', en: 'Send back' }}
                asks
                kind="normal"
                onClick={() => setReturned(duty)}
              />
            )}
          />
        </Panel>
      )}
      {count > 0 && <OnPaper statement={sheet.statement.text} division={sheet.division} />}
      {count > 0 && <Signing sheet={sheet} isOpen={isOpen} onClose={() => setIsOpen(false)} />}
      {returned && <SendBack duty={returned} onClose={() => setReturned(undefined)} />}
    </Stack>
  )
}

/** What a printed sheet needs besides the figures: the statement (Art. 28) and a place for the hand. */
function OnPaper({ statement, division }: { statement: Text; division: Text }) {
  const text = useText()
  return (
    <section className="on-paper">
      <p>{text(statement)}</p>
      <p className="sign-here">
        <span>{text({ zh: `${division.zh}处长签字：`, en: `Head of ${division.en}:` })}</span>
        <span>{text({ zh: '日期：', en: 'Date:' })}</span>
      </p>
    </section>
  )
}

function sentenceOf({ duties, division }: SheetShown): Text {
  const changed = duties.filter(({ lastSigned }) => lastSigned !== null).length
  return {
    zh: `${division.zh}本期${duties.length}项待签字${changed > 0 ? `，其中${changed}项与上次签字不同` : ''}。`,
    en: `${duties.length} figures of ${division.en} to be signed${changed > 0 ? `, ${changed} of them changed since the last signature` : ''}.`,
  }
}

type SigningProps = { readonly sheet: SheetShown; readonly isOpen: boolean; readonly onClose: () => void }

function Signing({ sheet, isOpen, onClose }: SigningProps) {
  const text = useText()
  const toast = useToast()
  const { person, post } = useSession()
  const act = useAct(
    sign,
    {},
    {
      onDone: () => {
        toast({ zh: '已签字', en: 'Signed' })
        onClose()
      },
    },
  )
  const { zh, en } = periodText(sheet.period)
  const { label, basis } = transitions.sign
  const changes = changesSinceSigned(sheet.duties, text)
  const holder = post.standsInFor?.personName
  const place = holder ? { zh: `（代${holder}）`, en: ` (in place of ${holder})` } : same('')
  return (
    <SignDialog
      title={{ zh: `签字：${zh}指标数据`, en: `Sign: indicator data of ${en}` }}
      isOpen={isOpen}
      onClose={onClose}
      intro={text({
        zh: `${sheet.division.zh}处长${person.name}${place.zh}：您将对下列${sheet.duties.length}项数据签字。`,
        en: `${person.name}${place.en}, head of ${sheet.division.en}: you are about to sign the ${sheet.duties.length} figures below.`,
      })}
      values={<JudgedTable rows={sheet.duties} hides={['division', 'signed', 'actions', 'check']} isCompact />}
      {...(changes ? { changes } : {})}
      statement="art28"
      digest={sheet.digest ?? ''}
      label={label}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onSign={() =>
        act.mutate({ period: sheet.period, statementNumber: sheet.statement.number, digest: sheet.digest ?? '' })
      }
    />
  )
}

function SendBack({ duty, onClose }: { duty: DutyToJudge; onClose: () => void }) {
  const toast = useToast()
  const act = useAct(
    takeBack,
    { id: duty.id },
    {
      onDone: () => {
        toast({ zh: '已退回修改', en: 'Sent back' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={same(duty.indicator.name)}
      isOpen
      onClose={onClose}
      label={{ zh: '退回修改', en: 'Send back' }}
      basis={transitions.takeBack.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: duty.version, reason })}
    />
  )
}
