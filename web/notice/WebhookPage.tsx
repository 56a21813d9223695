import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { type Delivery, listDeliveries, readWebhook, resendDelivery, type Webhook } from '#domain/notice/webhook.api.ts'
import { deliveryStateNames, deliveryStates, deliveryTransitions } from '#domain/notice/webhook.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { Filter, useNamed } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, usePages, useRead } from '#web/kernel/queries.ts'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { WebhookForm, WebhookSecret } from './WebhookForm.tsx'
import './notice.css'

/** The office's one webhook: where its notices go, and whether they arrive. What they say is not shown here. */
export const WebhookPage = forReaders(readWebhook, WebhookView)

function WebhookView() {
  const text = useText()
  const webhook = useRead(readWebhook, {}, { every: ({ isOn, queued }) => (isOn && queued > 0 ? 3_000 : false) })
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <>
      <PageHead
        title={{ zh: '消息推送', en: 'Webhook' }}
        sentence={webhook.data && text(sentenceOf(webhook.data))}
        actions={<ActionLink to="/feed-hosts" label={{ zh: '允许取数的主机', en: 'Hosts of feeds' }} />}
      />
      <Loaded of={webhook} rows={6}>
        {(data) => (
          <Stack>
            <Panel title={{ zh: '接收方', en: 'Receiver' }}>
              {data.version > 0 && !data.isAllowed && <NotAllowed />}
              <WebhookForm key={data.version} webhook={data} onSecret={setSecret} />
            </Panel>
            {data.version > 0 && <WebhookSecret {...{ webhook: data, secret, onSecret: setSecret }} />}
            <Deliveries isOn={data.isOn} isBusy={data.queued > 0} />
          </Stack>
        )}
      </Loaded>
    </>
  )
}

const sentenceOf = ({ version, isOn, queued, failed }: Webhook): Text => {
  if (version === 0)
    return {
      zh: '还没有设置。设置后，通知消息同时推送到本单位的企业微信、钉钉或者OA消息桥。',
      en: "Not set up yet. Once it is, notices also go to the office's own bridge.",
    }
  const on = isOn ? { zh: '已启用', en: 'On' } : { zh: '已停用', en: 'Off' }
  return {
    zh: `${on.zh}。${failed}条未送达，${queued}条待送。这里不显示消息内容。`,
    en: `${on.en}. ${failed} not delivered, ${queued} queued. What a message says is not shown here.`,
  }
}

function NotAllowed() {
  const text = useText()
  return (
    <p className="note warning">
      {text({
        zh: '这个地址的主机（端口）不在允许的主机之列，消息送不出去。',
        en: 'Host and port of this address are not among the allowed hosts: nothing can be delivered.',
      })}{' '}
      <Link to="/feed-hosts">{text({ zh: '允许取数的主机', en: 'Hosts of feeds' })}</Link>
    </p>
  )
}

function Deliveries({ isOn, isBusy }: { readonly isOn: boolean; readonly isBusy: boolean }) {
  const named = useNamed()
  const [query] = useSearchParams()
  const state = deliveryStateNames.find((name) => name === query.get('state'))
  // what was queued a moment ago is on its way: the list looks again with the page
  const pages = usePages(listDeliveries, state ? { state } : {}, { asOf: isBusy ? 'busy' : '' })
  return (
    <Panel title={{ zh: '推送记录', en: 'Deliveries' }} flush>
      <div className="filters panel-body">
        <Filter name="state" label={{ zh: '状态', en: 'State' }} options={named(deliveryStates)} />
      </div>
      <DataTable
        name={{ zh: '推送记录', en: 'Deliveries' }}
        columns={useColumns(isOn)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={<EmptyState why={{ zh: '没有推送记录。', en: 'Nothing was sent.' }} />}
      />
    </Panel>
  )
}

function useColumns(isOn: boolean): readonly Column<Delivery>[] {
  const text = useText()
  const format = useFormat()
  const tries = ({ attempts, state, nextTryAt }: Delivery): Text => {
    const next = state === 'queued' && nextTryAt !== null && attempts.length > 0
    const [zh, en] = next ? [`，${format.instant(nextTryAt)}再试`, `, next ${format.instant(nextTryAt)}`] : ['', '']
    return { zh: `${attempts.length}次${zh}`, en: `${attempts.length}${en}` }
  }
  return [
    {
      key: 'id',
      title: { zh: '编号', en: 'Number' },
      onPhone: 'name',
      render: ({ id, isTest }) => `${isTest ? text({ zh: '测试 ', en: 'Test ' }) : ''}${id.slice(0, 8)}`,
    },
    {
      key: 'at',
      title: { zh: '时间', en: 'Time' },
      onPhone: 'value',
      render: ({ queuedAt }) => <span className="nw">{format.instant(queuedAt)}</span>,
    },
    { key: 'state', title: { zh: '状态', en: 'State' }, render: ({ state }) => text(deliveryStates[state]) },
    { key: 'tries', title: { zh: '尝试', en: 'Tries' }, render: (row) => text(tries(row)) },
    {
      key: 'last',
      title: { zh: '最近一次', en: 'Last try' },
      width: '32%',
      render: ({ attempts: [last] }) =>
        last && (
          <>
            {[last.status ?? text({ zh: '没有答复', en: 'no answer' }), format.instant(last.at)].join(' · ')}
            {last.fault && <div className="sub">{text(last.fault)}</div>}
          </>
        ),
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Action' },
      onPhone: 'action',
      render: (row) => (row.state === 'failed' ? <Resend delivery={row} isOn={isOn} /> : null),
    },
  ]
}

function Resend({ delivery, isOn }: { readonly delivery: Delivery; readonly isOn: boolean }) {
  const act = useAct(resendDelivery, { id: delivery.id })
  return (
    <>
      <ActionButton
        transition={deliveryTransitions.resend}
        facts={{ state: delivery.state, isOn }}
        states={deliveryStates}
        reason="below"
        loading={act.isPending}
        onClick={() => act.mutate({ version: delivery.version })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}
