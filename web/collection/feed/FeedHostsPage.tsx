import { Checkbox, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { allowFeedHost, type FeedHost, listFeedHosts, withdrawFeedHost } from '#domain/collection/feedHost.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

/** The hosts from which feeds may be fetched; kept by the system administrator. */
export function FeedHostsPage() {
  const text = useText()
  const hosts = useRead(listFeedHosts, {})
  const [isOpen, setIsOpen] = useState(false)
  const [ending, setEnding] = useState<FeedHost>()
  const columns = useColumns(setEnding)
  return (
    <>
      <PageHead
        title={{ zh: '允许取数的主机', en: 'Hosts of feeds' }}
        crumbs={[{ label: { zh: '参数', en: 'Settings' }, to: '/settings' }]}
        sentence={text({
          zh: '数据源取数、消息推送只连这里列出的主机和端口。不在公网的主机，须注明是本单位内部主机。',
          en: "Feeds are fetched from these hosts and ports alone, and the webhook leads to no other. One that is not public has to be marked as the office's own.",
        })}
        actions={<ActionButton endpoint={allowFeedHost} asks onClick={() => setIsOpen(true)} />}
      />
      <Panel title={{ zh: '主机', en: 'Hosts' }} flush>
        <Loaded of={hosts} rows={4}>
          {({ rows }) => (
            <DataTable
              name={{ zh: '允许取数的主机', en: 'Hosts of feeds' }}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              empty={
                <EmptyState
                  why={{
                    zh: '还没有允许任何主机，数据源只能上传文件。',
                    en: 'No host is allowed yet: feeds are uploaded files alone.',
                  }}
                />
              }
            />
          )}
        </Loaded>
      </Panel>
      <HostForm isOpen={isOpen} onClose={() => setIsOpen(false)} />
      {ending && <Withdrawal host={ending} onClose={() => setEnding(undefined)} />}
    </>
  )
}

type Values = { host: string; port: number; isInternal?: boolean; reason: string }

function HostForm({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const text = useText()
  const { host, port, isInternal, reason } = allowFeedHost.body.shape
  return (
    <FormDialog<typeof allowFeedHost, Values>
      endpoint={allowFeedHost}
      address={{}}
      title={allowFeedHost.summary}
      {...{ isOpen, onClose }}
      initial={{ port: 443 }}
      bodyOf={(values) => ({ ...values, isInternal: values.isInternal === true })}
      done={{ zh: '已允许', en: 'Allowed' }}
    >
      <FormItem
        name="host"
        label={{ zh: '主机', en: 'Host' }}
        schema={host}
        hint={{
          zh: '主机名或者IP地址，如data.example.gov.cn。',
          en: 'A name or IP address, such as data.example.gov.cn.',
        }}
      >
        <Input />
      </FormItem>
      <FormItem name="port" label={{ zh: '端口', en: 'Port' }} schema={port}>
        <InputNumber min={1} max={65_535} precision={0} />
      </FormItem>
      <FormItem
        name="isInternal"
        label={{ zh: '网络', en: 'Network' }}
        schema={isInternal.optional()}
        valuePropName="checked"
        hint={{
          zh: '不勾选的，解析到内网地址时一律不连接。',
          en: 'Without this nothing is connected to at an address that is not public.',
        }}
      >
        <Checkbox>
          {text({
            zh: '本单位内部主机（可以是内网地址）',
            en: "The office's own host, which may be at a private address",
          })}
        </Checkbox>
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={reason}>
        <Input />
      </FormItem>
    </FormDialog>
  )
}

function Withdrawal({ host, onClose }: { readonly host: FeedHost; readonly onClose: () => void }) {
  const toast = useToast()
  const act = useAct(
    withdrawFeedHost,
    { id: host.id },
    {
      onDone: () => {
        toast({ zh: '已不再允许', en: 'Withdrawn' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={{ zh: `不再允许${host.host}:${host.port}`, en: `Withdraw ${host.host}:${host.port}` }}
      isOpen
      onClose={onClose}
      label={withdrawFeedHost.summary}
      basis={withdrawFeedHost.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: host.version, reason })}
    />
  )
}

function useColumns(onEnd: (host: FeedHost) => void): Column<FeedHost>[] {
  const text = useText()
  const format = useFormat()
  return [
    { key: 'host', title: { zh: '主机', en: 'Host' }, onPhone: 'name', render: ({ host, port }) => `${host}:${port}` },
    {
      key: 'network',
      title: { zh: '网络', en: 'Network' },
      render: ({ isInternal }) =>
        text(isInternal ? { zh: '本单位内部', en: "the office's own" } : { zh: '公网', en: 'public' }),
    },
    { key: 'reason', title: { zh: '理由', en: 'Reason' }, width: '34%', render: ({ reason }) => reason },
    {
      key: 'allowed',
      title: { zh: '允许', en: 'Allowed' },
      render: ({ allowedBy, allowedAt }) => `${allowedBy} ${format.instant(allowedAt)}`,
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Act' },
      onPhone: 'bare',
      render: (host) => (
        <ActionButton endpoint={withdrawFeedHost} kind="plain" asks reason="elsewhere" onClick={() => onEnd(host)} />
      ),
    },
  ]
}
