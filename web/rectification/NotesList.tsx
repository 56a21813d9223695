import { Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type FindingNote, listFindingNotes, noteFinding } from '#domain/rectification/findingNote.api.ts'
import { noteStateNames, noteStates } from '#domain/rectification/findingNote.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { Filter, useNamed, YearFilter } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { usePages } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

/** A year's notes on small faults (Art. 34), and the form that makes one. */
export function NotesList({ year }: { readonly year: number }) {
  const { actor } = useSession()
  const [query] = useSearchParams()
  const [isAsking, setIsAsking] = useState(false)
  const named = useNamed()
  const divisions = useDivisionOptions({ isPastToo: true })
  const noteState = noteStateNames.find((state) => state === query.get('noteState'))
  const divisionId = query.get('divisionId') ?? undefined
  const pages = usePages(listFindingNotes, { year, noteState, divisionId })
  const isOffice = isOneOf(actor.post, performanceOffice)
  return (
    <Panel
      title={{ zh: '提示', en: 'Notes' }}
      flush
      more={isOffice && <ActionButton endpoint={noteFinding} asks onClick={() => setIsAsking(true)} />}
    >
      <div className="filters panel-body">
        <YearFilter year={year} />
        <Filter name="noteState" label={{ zh: '状态', en: 'State' }} options={named(noteStates)} />
        <Filter name="divisionId" label={{ zh: '处', en: 'Division' }} options={divisions} />
      </div>
      <DataTable
        name={{ zh: '提示', en: 'Notes' }}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pages={pages}
        empty={
          <EmptyState
            why={{ zh: '没有符合条件的提示。', en: 'No notes match.' }}
            next={{
              zh: '检查和日常工作中发现的小问题，记一条提示，由有关处回复一句即可。',
              en: 'A small fault found in a check or in daily work: one note, answered in one line.',
            }}
          />
        }
      />
      {isAsking && <MakeNote onClose={() => setIsAsking(false)} />}
    </Panel>
  )
}

export function NoteTag({ state }: { readonly state: FindingNote['state'] }) {
  return <LightTag light={state === 'noted' ? 'yellow' : 'blue'} label={noteStates[state]} />
}

type Values = { divisionId: string; words: string; dueOn?: string }

function MakeNote({ onClose }: { readonly onClose: () => void }) {
  const { shape } = noteFinding.body
  const { today } = useSession()
  return (
    <FormDialog<typeof noteFinding, Values>
      endpoint={noteFinding}
      address={{}}
      title={noteFinding.summary}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ dueOn, ...rest }) => ({ ...rest, dueOn: dueOn || null, source: 'free', sourceId: null })}
      done={{ zh: '已记录，有关处已收到待办', en: 'Noted: the division has it to do' }}
    >
      <NoteFields today={today} shape={shape} />
    </FormDialog>
  )
}

function NoteFields({ today, shape }: { readonly today: string; readonly shape: typeof noteFinding.body.shape }) {
  return (
    <>
      <FormItem name="divisionId" label={{ zh: '处', en: 'Division' }} schema={shape.divisionId}>
        <Select options={useDivisionOptions()} />
      </FormItem>
      <FormItem name="words" label={{ zh: '提示', en: 'Note' }} schema={shape.words}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem
        name="dueOn"
        label={{ zh: '建议办结日（选填）', en: 'At best by (optional)' }}
        schema={shape.dueOn.optional()}
      >
        <DueDayInput min={today} />
      </FormItem>
    </>
  )
}

function useColumns(): Column<FindingNote>[] {
  const text = useText()
  const format = useFormat()
  const { today } = useSession()
  return [
    {
      key: 'words',
      title: { zh: '提示', en: 'Note' },
      width: '40%',
      onPhone: 'name',
      render: ({ id, words }) => (
        <Link to={`/finding-notes/${id}`} lang="zh">
          {words}
        </Link>
      ),
    },
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'line',
      render: ({ division }) => text(division.name),
    },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state }) => <NoteTag state={state} />,
    },
    {
      key: 'due',
      title: { zh: '建议办结日', en: 'At best by' },
      onPhone: 'line',
      render: ({ dueOn }) => (dueOn ? format.day(dueOn) : ''),
    },
    {
      key: 'noted',
      title: { zh: '记录', en: 'Noted' },
      onPhone: 'line',
      render: ({ noted }) => `${noted.by.name} ${format.instant(noted.at, today)}`,
    },
  ]
}
