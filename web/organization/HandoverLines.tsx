import { useState } from 'react'
import { same } from '#domain/kernel/text.ts'
import { type Handover, type HandoverLine, saveHandover } from '#domain/organization/handover.api.ts'
import { needsSuccessor, rowKindNames, rowKinds, takesSuccessor } from '#domain/organization/handover.ts'
import { listPeople } from '#domain/organization/organization.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { type Edited, useEdited } from '#web/kernel/useEdited.tsx'
import './acts.css'

const keyOf = ({ kind, subjectId, role }: HandoverLine): string => `${kind} ${subjectId} ${role ?? ''}`

type Chosen = Readonly<Record<string, string | null>>
type Props = {
  readonly sheet: Handover
  readonly mayEdit: boolean
  /** Whether somebody is named here that is not saved yet. */
  readonly onDirty: (isDirty: boolean) => void
}

const successorsOf = ({ version, rows }: Handover) => ({
  version,
  values: Object.fromEntries(rows.map((line) => [keyOf(line), line.successor?.id ?? null])) as Chosen,
})

/** Who is named beside each row, over what others may name too. */
function useSuccessors(sheet: Handover, onDirty: Props['onDirty']) {
  const toast = useToast()
  const people = useRead(listPeople, {})
  const [chosen, setChosen] = useState<Chosen>({})
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onDirty(false)
  }
  const save = useAct(saveHandover, { id: sheet.id }, { onDone })
  const edited: Edited<Chosen> = useEdited<Chosen>({
    name: { zh: '承接人', en: 'successors' },
    now: successorsOf(sheet),
    mine: () => ({ ...edited.base.values, ...chosen }),
    basis: saveHandover.basis,
    isSaving: save.isPending,
    nameOf: (key) => same(sheet.rows.find((line) => keyOf(line) === key)?.title ?? key),
    wordsOf: (_, id) => people.data?.rows.find((one) => one.id === id)?.name ?? '',
    onChosen: (values, version) => {
      setChosen(values)
      send(values, version)
    },
  })
  const send = (values: Chosen, version: number) => {
    const successors = sheet.rows.map((line) => ({
      ...{ kind: line.kind, subjectId: line.subjectId, role: line.role },
      successorId: values[keyOf(line)] ?? null,
    }))
    save.mutate({ version, leavesOn: sheet.leavesOn, successors }, { onError: edited.refused })
  }
  const choose = (line: HandoverLine, id: string | null) => {
    setChosen({ ...chosen, [keyOf(line)]: id })
    onDirty(true)
  }
  const submit = () => send({ ...edited.base.values, ...chosen }, edited.version)
  return { edited, save, chosen, choose, submit }
}

/** The rows by kind; whoever may change the sheet names a successor beside each. */
export function HandoverLines({ sheet, mayEdit, onDirty }: Props) {
  const text = useText()
  const { edited, save, chosen, choose, submit } = useSuccessors(sheet, onDirty)
  const successorOf = (line: HandoverLine) => {
    const key = keyOf(line)
    return key in chosen ? (chosen[key] ?? null) : (edited.base.values[key] ?? null)
  }
  const columns = useColumns(mayEdit ? sheet.facts.posts : null, successorOf, choose)
  return (
    <Stack>
      {rowKindNames.map((kind) => {
        const rows = sheet.rows.filter((line) => line.kind === kind)
        return (
          rows.length > 0 && (
            <Panel
              key={kind}
              title={rowKinds[kind]}
              note={text({ zh: `${rows.length}项`, en: `${rows.length}` })}
              flush
            >
              <DataTable
                name={rowKinds[kind]}
                columns={takesSuccessor(kind) ? columns : columns.slice(0, 1)}
                rows={rows}
                keyOf={keyOf}
                empty={null}
              />
            </Panel>
          )
        )
      })}
      {edited.elsewhere}
      {mayEdit && (
        <p className="row-of-actions">
          <ActionButton endpoint={saveHandover} loading={save.isPending} onClick={submit} />
          <span className="sub">
            {text({
              zh: '保存时重新列出未办结事项；已签的字须重签。',
              en: 'Saving lists anew what is open; what was signed has to be signed again.',
            })}
          </span>
        </p>
      )}
      {save.error && <ErrorState error={save.error} />}
    </Stack>
  )
}

function useColumns(
  /** The posts of whoever leaves, where successors can be named: colleagues of the same division come first. */
  near: Handover['facts']['posts'] | null,
  successorOf: (line: HandoverLine) => string | null,
  choose: (line: HandoverLine, id: string | null) => void,
): readonly Column<HandoverLine>[] {
  const text = useText()
  const people = useRead(listPeople, {})
  const isNear = (divisionId: string | null) =>
    divisionId !== null && (near ?? []).some((post) => post.divisionId === divisionId)
  const options = (people.data?.rows ?? [])
    .toSorted((a, b) => Number(isNear(b.divisionId)) - Number(isNear(a.divisionId)))
    .map(({ id, name }) => ({ value: id, label: name }))
  return [
    { key: 'title', title: { zh: '事项', en: 'What' }, onPhone: 'name', render: ({ title }) => title },
    {
      key: 'successor',
      title: { zh: '承接人', en: 'Successor' },
      onPhone: 'line',
      width: 220,
      render: (line) =>
        near ? (
          <Select
            aria-label={text({ zh: `承接人：${line.title}`, en: `Successor: ${line.title}` })}
            className="successor"
            value={successorOf(line)}
            options={options}
            allowClear
            showSearch
            optionFilterProp="label"
            status={needsSuccessor(line) && !successorOf(line) ? 'warning' : ''}
            onChange={(id) => choose(line, id ?? null)}
          />
        ) : (
          (line.successor?.name ?? text({ zh: '无', en: 'nobody' }))
        ),
    },
  ]
}
