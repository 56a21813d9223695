import { saveTemplate, type TemplateVersion, type UnitTemplate } from '#domain/collection/unitTemplate.api.ts'
import { factWords, type MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import { type NilWay, nilWays } from '#domain/collection/unitTemplate.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'
import { type Edited, useEdited } from '#web/kernel/useEdited.tsx'
import type { DraftValues } from './DraftFields.tsx'

type Draft = {
  readonly cells: readonly MappedCell[]
  readonly values: DraftValues
  readonly setCells: (cells: readonly MappedCell[]) => void
  readonly setValues: (values: DraftValues) => void
  readonly onDirty: (isDirty: boolean) => void
}
/** What a version of the form says; the file by its name, as a person tells files apart. */
type Written = {
  readonly effectiveFrom: string
  readonly nilAs: NilWay
  readonly file: string
  readonly cells: readonly MappedCell[]
}

const names = {
  effectiveFrom: { zh: '适用起始日', en: 'Holds from' },
  nilAs: { zh: '零报告', en: 'A nil return' },
  file: { zh: '文件', en: 'File' },
  cells: { zh: '单元格的内容', en: 'What goes into the cells' },
} as const

const writtenOf = ({ effectiveFrom, nilAs, file, cells }: TemplateVersion): Written => ({
  ...{ effectiveFrom, nilAs, file: file.name, cells },
})

/** Saves the draft over what it was begun from, and shows both where somebody else saved meanwhile. */
export function useTemplateSave(template: UnitTemplate, version: TemplateVersion, draft: Draft) {
  const text = useText()
  const toast = useToast()
  const { values, cells, setCells, setValues, onDirty } = draft
  const onDone = () => {
    toast({ zh: '已保存', en: 'Saved' })
    onDirty(false)
  }
  const save = useAct(saveTemplate, { id: template.id }, { onDone })
  const wordsOf = (field: keyof Written, value: unknown): string => {
    if (field === 'nilAs') return text(nilWays[value as NilWay])
    if (field !== 'cells') return `${value ?? ''}`
    return (value as readonly MappedCell[])
      .map((cell) => {
        const indicator = version.indicators.find(({ indicatorId }) => indicatorId === cell.indicatorId)
        return `${cell.sheet}!${cell.cell} ${text(factWords(cell, indicator))}`
      })
      .join(text({ zh: '；', en: '; ' }))
  }
  const edited: Edited<Written> = useEdited<Written>({
    name: { zh: '模板', en: 'template' },
    now: { version: version.version, values: writtenOf(version) },
    mine: () => ({ ...values, file: values.file?.name ?? edited.base.values.file, cells }),
    basis: saveTemplate.basis,
    isSaving: save.isPending,
    nameOf: (field) => names[field],
    wordsOf,
    onChosen: (chosen, over) => {
      const file = values.file?.name === chosen.file ? values.file : undefined
      setCells(chosen.cells)
      setValues({ effectiveFrom: chosen.effectiveFrom, nilAs: chosen.nilAs, file })
      send({ effectiveFrom: chosen.effectiveFrom, nilAs: chosen.nilAs, file }, chosen.cells, over)
    },
  })
  const send = ({ effectiveFrom, nilAs, file }: DraftValues, mapped: readonly MappedCell[], over: number) =>
    save.mutate(
      { version: over, effectiveFrom, nilAs, fileId: file?.id ?? null, cells: [...mapped] },
      { onError: edited.refused },
    )
  return { save, edited, submit: () => send(values, cells, edited.version) }
}
