import ExcelJS from 'exceljs'
import { z } from 'zod'
import {
  forceTemplate,
  makeTemplate,
  readTemplateOf,
  readTemplateVersion,
  saveTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import type { MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import { insertFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { formSheet, unitForm } from '#test/fixtures/unitForm.ts'
import type { Client, World } from './world.ts'

export const uploaded = (w: World, client: Client, content = unitForm(), name = '客流月报.xlsx'): Promise<string> =>
  w.db.transaction().execute(async (tx) => {
    const file = { name, type: fileTypes.xlsx.mediaType, content, uploadedBy: client.id }
    return (await insertFile(tx, w.app.files, file)).id
  })

type Maker = { readonly coordinator: Client; readonly unitId: string }

/** A draft of the unit's form by the coordinating division's officer, from the first day of 2025. */
export async function madeTemplate(w: World, { coordinator, unitId }: Maker, over: object = {}): Promise<string> {
  const fileId = await uploaded(w, coordinator)
  const given = { collectingUnitId: unitId, frequency: 'month' as const, name: '客流月报', effectiveFrom: '2025-01-01' }
  const { body } = await w.call(coordinator, makeTemplate, { body: { ...given, fileId, ...over } })
  return z.string().parse(body.id)
}

export const seenTemplate = async (w: World, client: Client, id: string) =>
  (await w.call(client, readTemplateOf, { params: { id } })).body

export const seenVersion = async (w: World, client: Client, id: string, number = 1) =>
  (await w.call(client, readTemplateVersion, { params: { id, number } })).body

/** C6 the first indicator's figure, D6 its year to date, E6 the last year's; above and below who reports, and when. */
export async function cellsFor(w: World, client: Client, id: string): Promise<MappedCell[]> {
  const [first] = (await seenVersion(w, client, id)).indicators
  const of = (cell: string, fact: MappedCell['fact'], indicatorId: string | null = null): MappedCell => ({
    ...{ sheet: formSheet, cell, fact, indicatorId, part: null },
  })
  const indicatorId = first?.indicatorId ?? null
  return [
    of('B3', 'office'),
    of('E3', 'period'),
    of('C6', 'value', indicatorId),
    of('D6', 'yearToDate', indicatorId),
    of('E6', 'lastYear', indicatorId),
    of('B15', 'personInCharge'),
    of('F15', 'reportDay'),
  ]
}

export const draft = { effectiveFrom: '2025-01-01', nilAs: 'dash' as const, fileId: null }

export async function mapped(w: World, client: Client, id: string, cells?: readonly MappedCell[]) {
  const { version } = await seenTemplate(w, client, id)
  const body = { ...draft, version, cells: [...(cells ?? (await cellsFor(w, client, id)))] }
  return w.call(client, saveTemplate, { params: { id }, body })
}

export const forced = async (w: World, head: Client, id: string) =>
  w.call(head, forceTemplate, { params: { id }, body: { version: (await seenTemplate(w, head, id)).version } })

/** Made, mapped and put in force. */
export async function templateInForce(w: World, people: Maker & { readonly signer: Client }): Promise<string> {
  const id = await madeTemplate(w, people)
  await mapped(w, people.coordinator, id)
  await forced(w, people.signer, id)
  return id
}

/** The cells of a filled form, by their addresses. */
export async function cellsIn(bytes: Buffer) {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return (at: string) => workbook.getWorksheet(formSheet)?.getCell(at)
}
