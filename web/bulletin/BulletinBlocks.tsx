import { Input } from 'antd'
import { useId, useRef, useState } from 'react'
import {
  type Bulletin,
  type BulletinFigure,
  type BulletinTable,
  confirmFigures,
  saveBlock,
} from '#domain/bulletin/bulletin.api.ts'
import { markOf, printedFigure } from '#domain/bulletin/content.ts'
import {
  type BlockKind,
  blocks,
  figureKeys,
  figures as figureList,
  isTable,
  tables as tableList,
} from '#domain/bulletin/figure.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Autosave, useAutosave } from '#web/kernel/Autosave.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FigureRow, hasWaiting } from './FigureRow.tsx'

type Props = { readonly bulletin: Bulletin }

/** Every block with its words, saved as they are typed, and its figures with what they were confirmed as. */
export function BulletinBlocks({ bulletin }: Props) {
  const used = [...bulletin.figures, ...bulletin.tables].filter(({ isUsed }) => isUsed)
  const waiting = used.filter(hasWaiting)
  return (
    <Panel title={{ zh: '板块', en: 'Blocks' }} more={<ConfirmAll bulletin={bulletin} figures={waiting} />}>
      {bulletin.blocks.map((block) => (
        <Block key={block.kind} bulletin={bulletin} kind={block.kind} />
      ))}
    </Panel>
  )
}

type Waiting = { readonly bulletin: Bulletin; readonly figures: readonly (BulletinFigure | BulletinTable)[] }

/** Confirms whatever is printed and not confirmed with its present value. */
function ConfirmAll({ bulletin: { id }, figures }: Waiting) {
  const toast = useToast()
  const act = useAct(confirmFigures, { id }, { onDone: () => toast({ zh: '数字已确认', en: 'Figures confirmed' }) })
  if (figures.length === 0) return null
  return (
    <>
      <ActionButton
        id="act-confirm"
        kind="primary"
        endpoint={confirmFigures}
        label={{ zh: `确认${figures.length}个数字`, en: `Confirm ${figures.length} figures` }}
        loading={act.isPending}
        onClick={() => act.mutate({ figures: figures.map(({ key, now }) => ({ key, value: now })) })}
      />
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function Block({ bulletin, kind }: Props & { readonly kind: BlockKind }) {
  const text = useText()
  const id = useId()
  const field = useRef<HTMLTextAreaElement | null>(null)
  const block = bulletin.blocks.find((one) => one.kind === kind)
  const [words, setWords] = useState(block?.words ?? '')
  const version = useRef(block?.version ?? 1)
  const save = useAct(saveBlock, { id: bulletin.id, kind }, { isQuiet: true })
  const autosave = useAutosave(async (value: string) => {
    const saved = await save.mutateAsync({ version: version.current, words: value })
    version.current = saved.blocks.find((one) => one.kind === kind)?.version ?? version.current
  })
  const change = (value: string) => {
    setWords(value)
    autosave.change(value)
  }
  const insert = (mark: string) => {
    const at = field.current?.selectionStart ?? words.length
    change(words.slice(0, at) + mark + words.slice(at))
    field.current?.focus()
  }
  const own = [...bulletin.figures, ...bulletin.tables].filter(
    ({ key, isUsed }) => isUsed && (isTable(key) ? tableList[key].block : figureList[key].block) === kind,
  )
  return (
    <div className="bulletin-block">
      <h3>
        <label htmlFor={id}>{text(blocks[kind].name)}</label> <Autosave status={autosave.status} />
      </h3>
      <Input.TextArea
        id={id}
        lang="zh"
        autoSize={{ minRows: 2, maxRows: 12 }}
        ref={(input) => {
          field.current = input?.resizableTextArea?.textArea ?? null
        }}
        value={words}
        placeholder={text({ zh: '没有文字的板块不印出。', en: 'A block without words is not printed.' })}
        onChange={({ target }) => change(target.value)}
        onBlur={autosave.flush}
      />
      {save.error && <ErrorState error={save.error} />}
      <InsertFigure bulletin={bulletin} onInsert={insert} />
      {own.length > 0 && (
        <ul className="bulletin-figures">
          {own.map((figure) => (
            <FigureRow key={figure.key} bulletin={bulletin} figure={figure} />
          ))}
        </ul>
      )}
    </div>
  )
}

/** Puts the mark of a figure where the cursor stands. */
function InsertFigure({ bulletin, onInsert }: Props & { readonly onInsert: (mark: string) => void }) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const label = text({ zh: '插入数字', en: 'Insert a figure' })
  if (!isOpen)
    return (
      <ButtonFace kind="plain" onClick={() => setIsOpen(true)}>
        {label}
      </ButtonFace>
    )
  const values = new Map(bulletin.figures.map(({ key, now }) => [key, now]))
  return (
    <Select
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: 'label' }}
      options={figureKeys.map((key) => ({
        value: key,
        label: `${text(figureList[key].name)} ${printedFigure(key, values.get(key) ?? null)}`,
      }))}
      onChange={(key: (typeof figureKeys)[number]) => {
        onInsert(markOf(key))
        setIsOpen(false)
      }}
    />
  )
}
