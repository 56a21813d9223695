import { Link, useSearchParams } from 'react-router'
import { type AdministrationAct, listAdministrationActs } from '#domain/organization/records.api.ts'
import { actName, type RecordKind, readable, recordKindNames, recordKinds } from '#domain/organization/records.ts'
import { postName } from '#domain/session/postName.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { ChangeLine } from '#web/kernel/HistoryPanel.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { useOptions } from './choices.ts'

/** Everything done to the administration of the office, for the audit administrator; no business content. */
export function RecordsPage() {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const kind = recordKindNames.find((name) => name === search.get('kind'))
  const pages = usePages(listAdministrationActs, kind ? { kind } : {})
  return (
    <>
      <PageHead
        title={{ zh: '办理记录', en: 'Record of administration' }}
        sentence={text({
          zh: '处、人员、岗位、外部单位、参数、年度的每次变动，新的在前；记录不能修改、不能删除。',
          en: 'Every change of divisions, people, posts, outside bodies, settings and years, newest first; the record cannot be changed or deleted.',
        })}
      />
      <Panel
        title={{ zh: '办理记录', en: 'Record' }}
        flush
        more={
          <Select<RecordKind>
            aria-label={text({ zh: '对象', en: 'Kind of record' })}
            placeholder={text({ zh: '全部对象', en: 'Every kind' })}
            allowClear
            popupMatchSelectWidth={false}
            value={kind ?? null}
            onChange={(chosen: RecordKind | undefined) => setSearch(chosen ? { kind: chosen } : {}, { replace: true })}
            options={useOptions(recordKinds)}
          />
        }
      >
        <DataTable
          name={{ zh: '办理记录', en: 'Record of administration' }}
          columns={useColumns()}
          pages={pages}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              why={{ zh: '没有符合条件的记录。', en: 'No record matches.' }}
              next={{ zh: '可以放宽“对象”。', en: 'Widen the kind.' }}
            />
          }
        />
      </Panel>
    </>
  )
}

/** Where the record itself is shown; the audit administrator reads people and divisions. */
const linkOf = ({ kind, id }: AdministrationAct['subject']): string | undefined =>
  kind === 'division' ? `/organization/divisions/${id}` : kind === 'person' ? `/organization/people/${id}` : undefined

function useColumns(): readonly Column<AdministrationAct>[] {
  const text = useText()
  const format = useFormat()
  const citationOf = useCitation()
  const { today } = useSession()
  const { language } = useLanguage()
  return [
    {
      key: 'when',
      title: { zh: '时间', en: 'Time' },
      onPhone: 'value',
      width: 130,
      render: ({ occurredAt }) => <span className="nw">{format.instant(occurredAt, today)}</span>,
    },
    {
      key: 'kind',
      title: { zh: '对象', en: 'Kind' },
      onPhone: 'none',
      render: ({ subject }) => text(recordKinds[subject.kind]),
    },
    {
      key: 'subject',
      title: { zh: '名称', en: 'Record' },
      onPhone: 'name',
      render: ({ subject }) => {
        const link = linkOf(subject)
        const name = subject.name && text(subject.name)
        return link && name ? <Link to={link}>{name}</Link> : (name ?? text(recordKinds[subject.kind]))
      },
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Act' },
      onPhone: 'bare',
      width: '36%',
      render: ({ action, changes, reason }) => (
        <>
          {text(actName(action))}
          {readable({ action, changes }, language).changes.map((change) => (
            <ChangeLine key={change.field} change={change} />
          ))}
          {reason && <div className="mid">{text({ zh: `理由：${reason}`, en: `Reason: ${reason}` })}</div>}
        </>
      ),
    },
    {
      key: 'who',
      title: { zh: '办理人', en: 'By' },
      render: ({ personName, post, division }) => (
        <>
          {personName ?? text({ zh: '系统', en: 'System' })}
          {post && <div className="sub">{text(postName({ kind: post, divisionName: division }))}</div>}
        </>
      ),
    },
    { key: 'basis', title: { zh: '依据', en: 'Basis' }, render: ({ basis }) => text(citationOf(basis)) },
  ]
}
