import { matterEffects, matterKinds } from '#domain/kernel/divisionMatter.ts'
import type { ItemMove, OpenMatter, Outcome, Reorganisation } from '#domain/organization/reorganisation.api.ts'
import { standWords } from '#domain/plan/itemStand.ts'
import { postName } from '#domain/session/postName.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
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
      {outcome.matters.length > 0 && <Matters matters={outcome.matters} />}
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

/** What is open and addressed to the divisions that end, and what somebody will have to settle. */
function Matters({ matters }: { matters: readonly OpenMatter[] }) {
  const text = useText()
  const name = { zh: '试算：未办结的事', en: 'Dry run: what is still open' }
  const columns: readonly Column<OpenMatter>[] = [
    {
      key: 'what',
      title: { zh: '事由', en: 'What' },
      onPhone: 'name',
      render: ({ kind, title }) => `${text(matterKinds[kind])}${text({ zh: '：', en: ': ' })}${title}`,
    },
    { key: 'from', title: { zh: '原处', en: 'From' }, onPhone: 'line', render: ({ from }) => text(from) },
    { key: 'to', title: { zh: '承接处', en: 'Successor' }, onPhone: 'line', render: ({ to }) => (to ? text(to) : '–') },
    {
      key: 'effect',
      title: { zh: '如何处理', en: 'What becomes of it' },
      onPhone: 'line',
      render: ({ effect }) =>
        effect === 'settle' ? <b>{text(matterEffects[effect])}</b> : text(matterEffects[effect]),
    },
  ]
  return (
    <Panel title={name} note={text({ zh: `${matters.length}项`, en: `${matters.length}` })} flush>
      <DataTable
        {...{ name, columns }}
        rows={matters}
        keyOf={({ kind, id, from }) => `${kind} ${id} ${from.zh}`}
        empty={null}
      />
    </Panel>
  )
}

/** The same in numbers, before it is settled. */
export function WhatHappens({ plan: { fromOn, content, outcome } }: { plan: Reorganisation }) {
  const text = useText()
  const format = useFormat()
  if (!outcome) return null
  const { items, posts, matters } = outcome
  const count = new Set(items.map(({ itemId }) => itemId)).size
  const duties = outcome.ended.reduce((sum, { openDuties }) => sum + openDuties, 0)
  const people = new Set(posts.map(({ personId }) => personId)).size
  const toSettle = matters.filter(({ effect }) => effect === 'settle').length
  const [founded, renamed, ended] = [content.founded.length, content.renamed.length, content.ended.length]
  return (
    <>
      <p>
        {text({
          zh: `自${format.longDay(fromOn)}起：增设${founded}个处、更名${renamed}个处、终止${ended}个处。`,
          en: `From ${format.longDay(fromOn)}: ${founded} founded, ${renamed} renamed, ${ended} ended.`,
        })}
      </p>
      <ul>
        <li>
          {text({
            zh: `转移评估事项${count}项、未办结的报送义务${duties}项`,
            en: `${count} items and ${duties} open duties go over`,
          })}
        </li>
        <li>
          {text({
            zh: `${people}人的岗位终止，须另行授予新岗位`,
            en: `The posts of ${people} people end: new ones have to be granted`,
          })}
        </li>
        <li>
          {text({
            zh: `未办结的事${matters.length}项，其中${toSettle}项须另行处理，生效后列入办绩效办待办`,
            en: `${matters.length} open matters, ${toSettle} of which have to be settled: to-dos of the performance office`,
          })}
        </li>
      </ul>
      <p className="sub">
        {text({
          zh: '生效日以前可以撤回；生效以后只能另作调整。此前的签字、发牌、已印发的方案仍用原名。',
          en: 'It can be withdrawn until its day; afterwards another one has to follow. What was signed keeps its names.',
        })}
      </p>
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
    {
      key: 'stands',
      title: { zh: '所在方案', en: 'Stands in' },
      onPhone: 'line',
      render: ({ stands }) => text(standWords(stands)),
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
