import { useState } from 'react'
import { chooseNotices, type NoticeChoice, readNoticeChoice } from '#domain/notice/notice.api.ts'
import { type Channels, channelOf, isForPosts } from '#domain/notice/notice.ts'
import {
  type Channel,
  channelNames,
  channels,
  type NoticeKind,
  noticeKind,
  noticeKindNames,
} from '#domain/notice/noticeKind.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import './notice.css'

/** How one gets each kind of notices. */
export function NoticeChoicePanel() {
  const choice = useRead(readNoticeChoice, {}, { isFresh: true })
  return (
    <Panel title={{ zh: '通知方式', en: 'Ways of notices' }} id="notices">
      <Loaded of={choice} rows={8}>
        {(data) => <ChoiceForm key={data.version} choice={data} />}
      </Loaded>
    </Panel>
  )
}

function ChoiceForm({ choice }: { readonly choice: NoticeChoice }) {
  const text = useText()
  const toast = useToast()
  const { posts } = useSession()
  const kinds = noticeKindNames.filter((name) =>
    isForPosts(
      name,
      posts.map((post) => post.kind),
    ),
  )
  const [chosen, setChosen] = useState<Channels>(choice.channels)
  const act = useAct(chooseNotices, {}, { onDone: () => toast({ zh: '已保存', en: 'Saved' }) })
  return (
    <>
      <p className="sub">
        {text({
          zh: '通知只是告知，不用办理；同一件事已有待办的，不再通知。发邮件的前提是上面填了邮箱地址，且没有选“不发邮件”；免打扰时段和休息日照上面的设置。',
          en: 'A notice only tells you; what you have as a to-do is not told again. Mail needs an address above and a choice other than “no mail”; quiet hours and rest days hold as set there.',
        })}
      </p>
      <table className="notice-kinds">
        <thead>
          <tr>
            <th scope="col">{text({ zh: '种类', en: 'Kind' })}</th>
            <th scope="col">{text({ zh: '通知谁', en: 'Who is told' })}</th>
            <th scope="col">{text({ zh: '方式', en: 'Way' })}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <Row
              key={kind}
              kind={kind}
              channel={channelOf(kind, chosen)}
              onChoose={(channel) => setChosen({ ...chosen, [kind]: channel })}
            />
          ))}
        </tbody>
      </table>
      <p className="row-of-actions">
        <ActionButton
          endpoint={chooseNotices}
          loading={act.isPending}
          onClick={() => act.mutate({ channels: chosen, version: choice.version })}
        />
      </p>
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

type RowProps = {
  readonly kind: NoticeKind
  readonly channel: Channel
  readonly onChoose: (channel: Channel) => void
}

function Row({ kind, channel, onChoose }: RowProps) {
  const text = useText()
  const { name, whom, mayBeOff } = noticeKind(kind)
  const options = channelNames
    .filter((one) => one !== 'off' || mayBeOff)
    .map((value) => ({ value, label: text(channels[value]) }))
  return (
    <tr>
      <th scope="row">{text(name)}</th>
      <td className="sub">{text(whom)}</td>
      <td>
        <Select<Channel> aria-label={text(name)} value={channel} options={options} onChange={onChoose} />
      </td>
    </tr>
  )
}
