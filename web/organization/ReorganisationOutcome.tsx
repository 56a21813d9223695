import type { ItemMove, Outcome } from '#domain/organization/reorganisation.api.ts'
import { postName } from '#domain/session/postName.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

const roles = {
  responsible: { zh: '责任处', en: 'Responsible' },
  coordinating: { zh: '协调处', en: 'Coordinating' },
  coResponsible: { zh: '配合处', en: 'Co-responsible' },
} as const

/** The dry run: what goes where, and which posts end. */
export function ReorganisationOutcome({ outcome }: { outcome: Outcome }) {
  const text = useText()
  return (
    <>
      <Panel
        title={{ zh: '试算：事项和报送义务转到哪里', en: 'Dry run: where items and duties go' }}
        note={text({ zh: `${outcome.items.length}项`, en: `${outcome.items.length}` })}
        flush
      >
        <DataTable
          name={{ zh: '事项和报送义务', en: 'Items and duties' }}
          columns={useColumns()}
          rows={outcome.items}
          keyOf={({ itemId, role }) => `${itemId} ${role}`}
          empty={<p className="panel-body mid">{text({ zh: '没有需要转移的事项。', en: 'No item has to move.' })}</p>}
        />
      </Panel>
      <Panel title={{ zh: '试算：岗位和分管', en: 'Dry run: posts and charges' }}>
        <ul>
          {outcome.posts.map(({ id, personName, kind, division }) => (
            <li key={id}>
              {text({
                zh: `${personName}：${postName({ kind, divisionName: division }).zh}，前一日终止`,
                en: `${personName}: ${postName({ kind, divisionName: division }).en}, ends the day before`,
              })}
            </li>
          ))}
          {outcome.charges.map(({ leader, from, to }) => (
            <li key={`${leader} ${from.zh}`}>
              {text({
                zh: `${leader}分管${from.zh}，改为分管${to?.zh ?? '（未定）'}`,
                en: `${leader}: in charge of ${to?.en ?? '(not named)'} instead of ${from.en}`,
              })}
            </li>
          ))}
          {outcome.renamed.map(({ before, after }) => (
            <li key={before.zh}>
              {text({
                zh: `${before.zh}更名为${after.zh}；此前签字、发牌仍用原名`,
                en: `${before.en} is called ${after.en}; what was signed before keeps the old name`,
              })}
            </li>
          ))}
          {outcome.posts.length + outcome.charges.length + outcome.renamed.length === 0 && (
            <li>{text({ zh: '没有变化。', en: 'Nothing changes.' })}</li>
          )}
        </ul>
      </Panel>
    </>
  )
}

function useColumns(): readonly Column<ItemMove>[] {
  const text = useText()
  return [
    {
      key: 'item',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ code, title }) => (
        <>
          <span className="nw">{code}</span>　{title}
        </>
      ),
    },
    { key: 'role', title: { zh: '关系', en: 'Relation' }, onPhone: 'value', render: ({ role }) => text(roles[role]) },
    { key: 'from', title: { zh: '原处', en: 'From' }, onPhone: 'line', render: ({ from }) => text(from) },
    {
      key: 'to',
      title: { zh: '转到', en: 'To' },
      onPhone: 'line',
      render: ({ to }) => (to ? text(to) : text({ zh: '没有承接处', en: 'no successor' })),
    },
    {
      key: 'duties',
      title: { zh: '报送义务', en: 'Duties' },
      onPhone: 'line',
      render: ({ duties, openDuties }) =>
        text({ zh: `${duties}项，其中未办结${openDuties}项`, en: `${duties}, of which ${openDuties} open` }),
    },
  ]
}
