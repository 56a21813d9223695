import { businessPosts, isOneOf } from '#domain/kernel/actor.ts'
import { readReminders } from '#domain/reminder/reminder.api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { NoticeChoicePanel } from '#web/notice/NoticeChoicePanel.tsx'
import { CalendarAddress } from './CalendarAddress.tsx'
import { MailChoiceForm } from './MailChoiceForm.tsx'

/** How one is reminded outside of the system: by mail, and in the calendar of one's phone. */
export function RemindersPage() {
  const text = useText()
  const { actor } = useSession()
  const reminders = useRead(readReminders, {}, { isFresh: true })
  return (
    <>
      <PageHead
        title={{ zh: '提醒与日历', en: 'Reminders and calendar' }}
        sentence={text({
          zh: '邮件和日历列出的待办、期限与待办页面相同，通知方式另选；只有您本人看得到和改得了这里的设置。',
          en: 'Mail and calendar name the same to-dos and days as the page of to-dos; how notices come is chosen apart; only you see and change what is set here.',
        })}
      />
      <Loaded of={reminders} rows={8}>
        {(data) => (
          <Stack>
            <Panel title={{ zh: '邮件提醒', en: 'Reminders by mail' }}>
              <MailChoiceForm key={data.version} reminders={data} />
            </Panel>
            {isOneOf(actor.post, businessPosts) && <NoticeChoicePanel />}
            <CalendarAddress calendar={data.calendar} />
          </Stack>
        )}
      </Loaded>
    </>
  )
}
