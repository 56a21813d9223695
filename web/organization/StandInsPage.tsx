import { Checkbox } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { standInKinds } from '#domain/kernel/actor.ts'
import { joinTexts } from '#domain/kernel/text.ts'
import { delegableActs } from '#domain/organization/delegableActs.ts'
import {
  type Absence,
  delegateActs,
  endAbsence,
  endStandIn,
  listAbsences,
  listStandIns,
  nameSubstitute,
  recordAbsence,
  type StandIn,
} from '#domain/organization/standIn.api.ts'
import { standInStates, standInTransitions } from '#domain/organization/standIn.ts'
import { postName } from '#domain/session/postName.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { EmptyState } from '#web/kernel/states.tsx'
import { AbsenceForm } from './AbsenceForm.tsx'
import { periodWords } from './period.ts'
import { ReasonedAct } from './ReasonedAct.tsx'
import { StandInForm } from './StandInForm.tsx'

type Opened = 'substitute' | 'delegation' | 'absence'

/** Who stands in for whom: substitutes while the holder is absent, delegations of acts, and the absences. */
export const StandInsPage = forReaders(listStandIns, StandInsView)

function StandInsView() {
  const text = useText()
  const [opened, setOpened] = useState<Opened>()
  const [search, setSearch] = useSearchParams()
  const isAll = search.get('all') === '1'
  const filter = isAll ? {} : { isOpen: 'yes' as const }
  const standIns = usePages(listStandIns, filter)
  const absences = usePages(listAbsences, filter)
  const inForce = standIns.rows?.filter(({ state }) => state === 'inForce').length ?? 0
  const away = absences.rows?.filter(({ state }) => state === 'inForce').length ?? 0
  const close = () => setOpened(undefined)
  return (
    <>
      <PageHead
        title={{ zh: '主持工作与代办', en: 'Substitutes and delegations' }}
        sentence={
          standIns.rows &&
          absences.rows &&
          text({
            zh: `今天${away}人离岗，${inForce}项主持工作或代办有效。`,
            en: `Today ${away} absent; ${inForce} substitutes or delegations in force.`,
          })
        }
        actions={
          <>
            <ActionButton endpoint={nameSubstitute} asks onClick={() => setOpened('substitute')} />
            <ActionButton endpoint={delegateActs} asks reason="elsewhere" onClick={() => setOpened('delegation')} />
            <ActionButton endpoint={recordAbsence} asks reason="elsewhere" onClick={() => setOpened('absence')} />
          </>
        }
      />
      <Stack>
        <div className="filters">
          <Checkbox checked={isAll} onChange={({ target }) => setSearch(target.checked ? { all: '1' } : {})}>
            {text({ zh: '也列已结束的', en: 'Ended ones too' })}
          </Checkbox>
        </div>
        <Panel title={{ zh: '主持工作与代办', en: 'Substitutes and delegations' }} flush>
          <DataTable
            name={{ zh: '主持工作与代办', en: 'Substitutes and delegations' }}
            columns={useStandInColumns()}
            pages={standIns}
            keyOf={({ id }) => id}
            empty={
              <EmptyState
                why={{ zh: '没有主持工作或代办的安排。', en: 'Nobody stands in for anybody.' }}
                next={{
                  zh: '任职者本人、上级岗位或办绩效办可以指定。',
                  en: 'The holder, the post above or the performance office arranges it.',
                }}
              />
            }
          />
        </Panel>
        <Panel title={{ zh: '离岗登记', en: 'Absences' }} flush>
          <DataTable
            name={{ zh: '离岗登记', en: 'Absences' }}
            columns={useAbsenceColumns()}
            pages={absences}
            keyOf={({ id }) => id}
            empty={
              <EmptyState
                why={{ zh: '没有登记离岗。', en: 'No absence is recorded.' }}
                next={{
                  zh: '登记后，指定的主持工作者在此期间办理。',
                  en: 'Once recorded, the substitute acts in that time.',
                }}
              />
            }
          />
        </Panel>
      </Stack>
      {(opened === 'substitute' || opened === 'delegation') && <StandInForm kind={opened} onClose={close} />}
      {opened === 'absence' && <AbsenceForm onClose={close} />}
    </>
  )
}

function useStandInColumns(): readonly Column<StandIn>[] {
  const text = useText()
  return [
    {
      key: 'post',
      title: { zh: '谁的岗位', en: 'Whose post' },
      onPhone: 'name',
      render: ({ post }) => (
        <>
          {post.holderName}
          <div className="sub">{text(postName(post))}</div>
        </>
      ),
    },
    {
      key: 'person',
      title: { zh: '由谁代', en: 'Stand-in' },
      onPhone: 'line',
      render: ({ person, reason }) => (
        <>
          {person.name}
          <div className="sub">{reason}</div>
        </>
      ),
    },
    {
      key: 'acts',
      title: { zh: '办什么', en: 'What' },
      onPhone: 'line',
      render: ({ kind, acts }) =>
        acts === null
          ? text({ zh: '主持工作（离岗期间全部事项）', en: 'Substitute (everything, while absent)' })
          : text(joinTexts([standInKinds[kind], joinTexts(acts.map((act) => delegableActs[act].name))], '：', ': ')),
    },
    { key: 'period', title: { zh: '期间', en: 'Period' }, onPhone: 'bare', render: (row) => text(periodWords(row)) },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(standInStates[state]),
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Action' },
      onPhone: 'action',
      render: (row) => row.state !== 'ended' && <End row={row} />,
    },
  ]
}

function End({ row }: { row: StandIn }) {
  const { id, post, person, version } = row
  return (
    <ReasonedAct
      endpoint={endStandIn}
      address={{ id }}
      transition={standInTransitions.endStandIn}
      facts={row}
      title={{ zh: `撤销${person.name}代${post.holderName}`, en: `Revoke: ${person.name} for ${post.holderName}` }}
      bodyOf={(reason) => ({ version, reason })}
      done={{ zh: '已撤销', en: 'Revoked' }}
      reason="elsewhere"
    />
  )
}

function useAbsenceColumns(): readonly Column<Absence>[] {
  const text = useText()
  return [
    {
      key: 'post',
      title: { zh: '谁离岗', en: 'Who is absent' },
      onPhone: 'name',
      render: ({ post }) => (
        <>
          {post.holderName}
          <div className="sub">{text(postName(post))}</div>
        </>
      ),
    },
    { key: 'period', title: { zh: '期间', en: 'Period' }, onPhone: 'bare', render: (row) => text(periodWords(row)) },
    {
      key: 'basis',
      title: { zh: '依据', en: 'Basis' },
      onPhone: 'line',
      render: ({ basis, madeBy }) => (
        <>
          {basis}
          <div className="sub">{text({ zh: `${madeBy}登记`, en: `recorded by ${madeBy}` })}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'value',
      render: ({ state }) => text(standInStates[state]),
    },
    {
      key: 'act',
      title: { zh: '办理', en: 'Action' },
      onPhone: 'action',
      render: (row) =>
        row.state !== 'ended' && (
          <ReasonedAct
            endpoint={endAbsence}
            address={{ id: row.id }}
            transition={standInTransitions.endAbsence}
            facts={row}
            title={{ zh: `${row.post.holderName}销假`, en: `End the absence of ${row.post.holderName}` }}
            bodyOf={(reason) => ({ version: row.version, reason })}
            done={{ zh: '已销假', en: 'Ended' }}
            reason="elsewhere"
          />
        ),
    },
  ]
}
