import { Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { same, type Text } from '#domain/kernel/text.ts'
import {
  answerNote,
  type FindingNote,
  noteFinding,
  readFindingNote,
  readNoteHistory,
  takeBackNote,
} from '#domain/rectification/findingNote.api.ts'
import { type NoteAction, noteStates, noteTransitions } from '#domain/rectification/findingNote.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { NoteTag } from './NotesList.tsx'
import { FoundIn } from './OrderTag.tsx'
import { ReasonAct } from './ReasonAct.tsx'
import './rectification.css'

/** One note on a small fault: what, whose, and the line that settles it. */
export function NotePage() {
  const { id = '' } = useParams()
  const note = useRead(readFindingNote, { id })
  return (
    <Loaded isPage of={note}>
      {(loaded) => <Shown note={loaded} />}
    </Loaded>
  )
}

function Shown({ note }: { readonly note: FindingNote }) {
  const text = useText()
  const format = useFormat()
  const [asking, setAsking] = useState<NoteAction>()
  const facts = { state: note.state, divisionId: note.division.id, notedBy: note.noted.by.id }
  const close = () => setAsking(undefined)
  const actions: readonly NoteAction[] = note.state === 'noted' ? ['takeBack', 'answer'] : []
  return (
    <>
      <PageHead
        title={{ zh: `提示：${note.division.name.zh}`, en: `Note: ${note.division.name.en}` }}
        crumbs={[{ label: { zh: '提示', en: 'Notes' }, to: `/rectifications?tab=notes&year=${note.year}` }]}
        chips={<NoteTag state={note.state} />}
        actions={actions.map((action) => (
          <ActionButton
            key={action}
            id={`act-${action}`}
            transition={noteTransitions[action]}
            facts={facts}
            states={noteStates}
            kind={action === 'answer' ? 'primary' : 'normal'}
            reason="elsewhere"
            asks
            onClick={() => setAsking(action)}
          />
        ))}
        reasons={
          note.state === 'noted' && <RefusalOf transition={noteTransitions.answer} facts={facts} states={noteStates} />
        }
      />
      <Columns
        main={
          <Panel title={{ zh: '提示', en: 'Note' }}>
            <p className="order-words" lang="zh">
              {note.words}
            </p>
            {note.answer !== null && (
              <p className="order-words">
                <b>{text({ zh: '回复：', en: 'Answer: ' })}</b>
                <span lang="zh">{note.answer}</span>
              </p>
            )}
            <Facts
              facts={[
                { name: { zh: '发现于', en: 'Found in' }, value: <FoundIn found={note.found} /> },
                { name: { zh: '建议办结日', en: 'At best by' }, value: note.dueOn && format.day(note.dueOn) },
                { name: { zh: '记录', en: 'Noted' }, value: `${note.noted.by.name} ${format.instant(note.noted.at)}` },
                {
                  name: { zh: '回复人', en: 'Answered' },
                  value: note.answered && `${note.answered.by.name} ${format.instant(note.answered.at)}`,
                },
              ]}
            />
          </Panel>
        }
        side={<History id={note.id} />}
      />
      {asking === 'answer' && (
        <FormDialog<typeof answerNote, { answer: string }>
          endpoint={answerNote}
          address={{ id: note.id }}
          title={{ zh: '回复提示', en: 'Answer the note' }}
          isOpen
          onClose={close}
          initial={{}}
          bodyOf={({ answer }) => ({ version: note.version, answer })}
          done={{ zh: '已回复', en: 'Answered' }}
        >
          <FormItem name="answer" label={{ zh: '怎样办的', en: 'What was done' }} schema={answerNote.body.shape.answer}>
            <Input lang="zh" autoComplete="off" />
          </FormItem>
        </FormDialog>
      )}
      {asking === 'takeBack' && (
        <ReasonAct
          endpoint={takeBackNote}
          address={{ id: note.id }}
          version={note.version}
          title={{ zh: '收回提示', en: 'Take the note back' }}
          label={noteTransitions.takeBack.label}
          onClose={close}
        />
      )}
    </>
  )
}

const nameOf = (action: string): Text => {
  const key = action.replace('findingNote.', '')
  if (key === 'note') return noteFinding.summary
  return key in noteTransitions ? noteTransitions[key as NoteAction].label : same(action)
}

function History({ id }: { readonly id: string }) {
  const history = useRead(readNoteHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOf} />}</Loaded>
}
