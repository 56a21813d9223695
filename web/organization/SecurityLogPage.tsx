import { useSearchParams } from 'react-router'
import { listSecurityLog, type SecurityEvent } from '#domain/organization/records.api.ts'
import { eventKinds, eventName } from '#domain/organization/records.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { inOfficeTime, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** Log-ins and failures, for the audit administrator. */
export function SecurityLogPage() {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const kind = eventKinds.find((name) => name === search.get('kind'))
  const pages = usePages(listSecurityLog, kind ? { kind } : {})
  return (
    <>
      <PageHead
        title={{ zh: '安全日志', en: 'Security log' }}
        sentence={text({
          zh: '登录、登录失败和岗位切换，新的在前，按实际时间；日志不能修改、不能删除。',
          en: 'Log-ins, failures and changes of post, newest first, in real time; the log cannot be changed or deleted.',
        })}
      />
      <Panel
        title={{ zh: '安全日志', en: 'Security log' }}
        flush
        more={
          <Select<string>
            aria-label={text({ zh: '事件', en: 'Event' })}
            placeholder={text({ zh: '全部事件', en: 'Every event' })}
            allowClear
            popupMatchSelectWidth={false}
            value={kind ?? null}
            onChange={(chosen: string | undefined) => setSearch(chosen ? { kind: chosen } : {}, { replace: true })}
            options={eventKinds.map((value) => ({ value, label: text(eventName(value)) }))}
          />
        }
      >
        <DataTable
          name={{ zh: '安全日志', en: 'Security log' }}
          columns={useColumns()}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的记录。', en: 'No entry matches.' }}
              next={{ zh: '可以放宽“事件”。', en: 'Widen the event.' }}
            />
          }
        />
      </Panel>
    </>
  )
}

function useColumns(): readonly Column<SecurityEvent>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'when',
      title: { zh: '时间', en: 'Time' },
      onPhone: 'value',
      render: ({ recordedAt }) => (
        <span className="nw">
          {format.longDay(inOfficeTime(recordedAt).day)} {format.time(recordedAt)}
        </span>
      ),
    },
    { key: 'event', title: { zh: '事件', en: 'Event' }, onPhone: 'name', render: ({ kind }) => text(eventName(kind)) },
    {
      key: 'who',
      title: { zh: '人员', en: 'Person' },
      render: ({ personName }) =>
        personName ?? <span className="sub">{text({ zh: '未登录', en: 'Not logged in' })}</span>,
    },
    { key: 'address', title: { zh: '网络地址', en: 'Address' }, render: ({ address }) => address ?? '—' },
  ]
}
