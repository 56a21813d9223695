import { Input } from 'antd'
import { useId, useState } from 'react'
import { makeCalendarAddress, type Reminders, revokeCalendarAddress } from '#domain/reminder/reminder.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { actingName } from '#web/kernel/postName.ts'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { CalendarLink } from './CalendarLink.tsx'
import './reminder.css'

type Asked = 'renew' | 'revoke' | undefined

/** A secret address of one's own for a calendar program: made, renewed, revoked, and shown once. */
export function CalendarAddress({ calendar }: Pick<Reminders, 'calendar'>) {
  const text = useText()
  const toast = useToast()
  const { post } = useSession()
  const [address, setAddress] = useState<string | null>(null)
  const [asked, setAsked] = useState<Asked>()
  const put = (reply: Reminders): void => {
    setAddress(reply.calendarAddress)
    setAsked(undefined)
  }
  const make = useAct(makeCalendarAddress, {}, { onDone: put })
  const revoke = useAct(
    revokeCalendarAddress,
    {},
    {
      onDone: (reply) => {
        put(reply)
        toast({ zh: '已撤销', en: 'Revoked' })
      },
    },
  )
  const name = actingName(post)
  return (
    <Panel title={{ zh: '日历订阅', en: 'Calendar feed' }} more={<CalendarLink />}>
      <Stack>
        <p>
          {text({
            zh: `把订阅地址填入手机或邮件程序的日历，其中随时是您以“${name.zh}”岗位所见的期限。岗位终止后即不再显示。`,
            en: `Enter the address in the calendar of your phone or mail program: it always shows the days you see as ${name.en}, and nothing once the post has ended.`,
          })}
        </p>
        <State calendar={calendar} />
        {address && <Shown address={address} onPutAway={() => setAddress(null)} />}
        {make.error && asked === undefined && <ErrorState error={make.error} />}
        <p className="row-of-actions">
          {calendar ? (
            <>
              <ActionButton
                endpoint={makeCalendarAddress}
                label={{ zh: '更换订阅地址', en: 'Renew the address' }}
                asks
                onClick={() => setAsked('renew')}
              />
              <ActionButton endpoint={revokeCalendarAddress} asks onClick={() => setAsked('revoke')} />
            </>
          ) : (
            <ActionButton endpoint={makeCalendarAddress} loading={make.isPending} onClick={() => make.mutate({})} />
          )}
        </p>
      </Stack>
      <ConfirmDialog
        title={{ zh: '更换订阅地址', en: 'Renew the address' }}
        label={{ zh: '更换订阅地址', en: 'Renew the address' }}
        isOpen={asked === 'renew'}
        onClose={() => setAsked(undefined)}
        basis={makeCalendarAddress.basis}
        loading={make.isPending}
        error={make.error}
        onConfirm={() => make.mutate({})}
      >
        <p>
          {text({
            zh: '原地址立即失效，用它订阅的日历须改填新地址。',
            en: 'The old address stops working at once: enter the new one wherever it was used.',
          })}
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        title={revokeCalendarAddress.summary}
        label={revokeCalendarAddress.summary}
        isOpen={asked === 'revoke'}
        onClose={() => setAsked(undefined)}
        basis={revokeCalendarAddress.basis}
        loading={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({})}
      >
        <p>
          {text({
            zh: '地址立即失效，日历程序不再收到更新。',
            en: 'The address stops working at once; calendar programs get no more updates.',
          })}
        </p>
      </ConfirmDialog>
    </Panel>
  )
}

function State({ calendar }: Pick<Reminders, 'calendar'>) {
  const text = useText()
  const format = useFormat()
  if (!calendar)
    return <p className="sub">{text({ zh: '现在没有订阅地址。', en: 'There is no address at present.' })}</p>
  return (
    <p className="sub">
      {text({
        zh: `订阅地址生成于${format.instant(calendar.madeAt)}；系统只存校验值，不能再显示。遗失或外泄的，请更换或撤销。`,
        en: `An address was made ${format.instant(calendar.madeAt)}; it is kept as a digest and cannot be shown again. If it is lost or known to others, renew or revoke it.`,
      })}
    </p>
  )
}

type ShownProps = { readonly address: string; readonly onPutAway: () => void }

/** The address, once; copied by a button or by hand. */
function Shown({ address, onPutAway }: ShownProps) {
  const text = useText()
  const toast = useToast()
  const fieldId = useId()
  const [isByHand, setIsByHand] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address)
      toast({ zh: '已复制', en: 'Copied' })
    } catch {
      // a browser may forbid it: the address stands there to be marked
      setIsByHand(true)
    }
  }
  return (
    <div className="note warning calendar-address">
      <p role="status">
        {text({
          zh: '地址只显示这一次。知道它的人不用登录就能看到您的期限，请勿转发。',
          en: 'The address is shown this once. Whoever knows it sees your due days without logging in: do not pass it on.',
        })}
      </p>
      <label htmlFor={fieldId} className="sub">
        {text({ zh: '订阅地址', en: 'Address of the feed' })}
      </label>
      <Input id={fieldId} readOnly value={address} onFocus={(event) => event.target.select()} />
      <p className="row-of-actions">
        <ButtonFace kind="primary" onClick={() => void copy()}>
          {text({ zh: '复制', en: 'Copy' })}
        </ButtonFace>
        <ButtonFace kind="normal" onClick={onPutAway}>
          {text({ zh: '已填好，收起', en: 'Entered, put away' })}
        </ButtonFace>
        {isByHand && (
          <span role="alert">
            {text({
              zh: '浏览器不让复制，请选中地址手工复制。',
              en: 'The browser forbids it: mark the address and copy it.',
            })}
          </span>
        )}
      </p>
    </div>
  )
}
