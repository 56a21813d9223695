import { useSearchParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { outboxKinds, outboxStateNames, outboxStates, outboxTransitions } from '#domain/reminder/outbox.ts'
import { listMails, type OutboxMail, readOutbox, resendMail } from '#domain/reminder/reminder.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, usePages, useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'

type Outbox = Reply<typeof readOutbox>

/** What the system administrator sees of the mails: whether they go out, never what they say. */
export function MailsPage() {
  const text = useText()
  const outbox = useRead(readOutbox, {})
  const [search, setSearch] = useSearchParams()
  const state = outboxStateNames.find((name) => name === search.get('state'))
  const pages = usePages(listMails, state ? { state } : {})
  return (
    <>
      <PageHead title={{ zh: '邮件发送', en: 'Mail' }} sentence={outbox.data && text(sentenceOf(outbox.data))} />
      <Stack>
        <Loaded of={outbox} rows={3}>
          {(data) => <ServerPanel outbox={data} />}
        </Loaded>
        <Panel
          title={{ zh: '提醒邮件', en: 'Mails of reminders' }}
          flush
          more={
            <Select<string>
              aria-label={text({ zh: '状态', en: 'State' })}
              placeholder={text({ zh: '全部状态', en: 'Every state' })}
              allowClear
              popupMatchSelectWidth={false}
              value={state ?? null}
              onChange={(chosen: string | undefined) => setSearch(chosen ? { state: chosen } : {}, { replace: true })}
              options={outboxStateNames.map((value) => ({ value, label: text(outboxStates[value]) }))}
            />
          }
        >
          <DataTable
            name={{ zh: '提醒邮件', en: 'Mails of reminders' }}
            columns={useColumns()}
            pages={pages}
            keyOf={({ id }) => id}
            empty={<EmptyState why={{ zh: '没有邮件。', en: 'No mails.' }} />}
          />
        </Panel>
      </Stack>
    </>
  )
}

function sentenceOf({ server, queued, failed }: Outbox): Text {
  if (!server)
    return {
      zh: '没有设置邮件服务器，不发邮件。设置办法见运维手册中的 MAIL_URL 和 MAIL_FROM。',
      en: 'No mail server is set up, so no mail goes out. See MAIL_URL and MAIL_FROM in the operations guide.',
    }
  return {
    zh: `${failed}封未发出，${queued}封待发。这里不显示邮件内容。`,
    en: `${failed} not delivered, ${queued} queued. What a mail says is not shown here.`,
  }
}

const securities: Record<NonNullable<Outbox['server']>['security'], Text> = {
  tls: { zh: 'TLS', en: 'TLS' },
  startTls: { zh: 'STARTTLS', en: 'STARTTLS' },
  none: { zh: '不加密（仅限本机）', en: 'none, within this machine' },
}

function ServerPanel({ outbox: { server, lastError } }: { outbox: Outbox }) {
  const text = useText()
  const format = useFormat()
  if (!server && !lastError) return null
  return (
    <Panel title={{ zh: '邮件服务器', en: 'Mail server' }}>
      <Facts
        facts={[
          ...(server
            ? [
                { name: { zh: '主机', en: 'Host' }, value: `${server.host}:${server.port}` },
                { name: { zh: '加密', en: 'Encryption' }, value: text(securities[server.security]) },
                {
                  name: { zh: '用户', en: 'User' },
                  value: server.user ?? text({ zh: '不登录', en: 'without log-in' }),
                },
                { name: { zh: '发件人', en: 'From' }, value: server.from },
              ]
            : []),
          ...(lastError
            ? [
                {
                  name: { zh: '最近一次失败', en: 'Last failure' },
                  value: `${format.instant(lastError.at)}　${lastError.words}`,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}

function useColumns(): readonly Column<OutboxMail>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'who',
      title: { zh: '收件人', en: 'To' },
      onPhone: 'name',
      render: ({ personName }) => personName,
    },
    {
      key: 'day',
      title: { zh: '日期', en: 'Day' },
      onPhone: 'value',
      render: ({ day }) => <span className="nw">{format.longDay(day)}</span>,
    },
    { key: 'kind', title: { zh: '种类', en: 'Kind' }, render: ({ kind }) => text(outboxKinds[kind]) },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      render: ({ state, attempts, nextTryAt }) => (
        <>
          {text(outboxStates[state])}
          {state === 'queued' && attempts > 0 && nextTryAt && (
            <span className="sub">
              {text({
                zh: `　已试${attempts}次，${format.instant(nextTryAt)}再试`,
                en: ` · ${attempts} tries, next ${format.instant(nextTryAt)}`,
              })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'error',
      title: { zh: '失败原因', en: 'Why it failed' },
      width: '30%',
      render: ({ lastError, state }) => (state === 'sent' ? '' : (lastError ?? '')),
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Action' },
      onPhone: 'action',
      render: (mail) => (mail.state === 'failed' ? <Resend mail={mail} /> : null),
    },
  ]
}

function Resend({ mail }: { mail: OutboxMail }) {
  const act = useAct(resendMail, { id: mail.id })
  return (
    <>
      <ActionButton
        transition={outboxTransitions.resend}
        facts={mail}
        states={outboxStates}
        reason="below"
        loading={act.isPending}
        onClick={() => act.mutate({ version: mail.version })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}
