import type { DataReport } from '#domain/collection/dataReport.api.ts'
import { attachmentName, attachmentsOf } from '#domain/collection/dataReport.attachments.ts'
import { laterMark, letterContentOf, reportNameOf, type Table } from '#domain/collection/dataReport.document.ts'
import type { LineField } from '#domain/collection/dataReport.fields.ts'
import type { FileKind } from '#domain/collection/dataReport.ts'
import type { UnitTable } from '#domain/collection/unitTemplate.fill.ts'
import { algorithm } from '#server/kernel/canonical.ts'
import { contentOf as contentOfFile, insertFile, type StoredFile } from '#server/kernel/files.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import { type CellContent, writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import type { Acting } from '#server/kernel/routes.ts'
import { type contentOf, statementOf } from './dataReport.find.ts'
import { type Head, insertFileRow, insertSignature, typesOfFiles } from './dataReport.store.ts'
import { workbookOf as filledForm } from './unitTemplate.file.ts'

type Content = ReturnType<typeof contentOf>

/** Signs the content that was seen and stores its files: they are never made again under this signature. */
export async function freeze(context: Acting, head: Head, report: DataReport, content: Content): Promise<void> {
  const { tx, actor, clock, pack, today } = context
  if (actor.divisionId === null) throw new Error('a report is signed for a division')
  const statement = statementOf(pack, today)
  const signature = await insertSignature(tx, {
    subjectId: head.id,
    statement: statement.text.zh,
    statementNumber: statement.number,
    personId: actor.id,
    postId: actor.postId,
    standInId: actor.standsInFor?.standInId ?? null,
    divisionId: actor.divisionId,
    canonical: content.bytes,
    digest: content.digest,
    signedAt: clock.now,
  })
  const keep = async (kind: FileKind, name: string, type: string, bytes: Buffer): Promise<StoredFile> => {
    const claimedBy = { kind: 'dataReport', id: head.id }
    const file = await insertFile(tx, context.app.files, {
      name,
      type,
      content: bytes,
      uploadedBy: actor.id,
      claimedBy,
    })
    await insertFileRow(tx, { reportId: head.id, signatureId: signature.id, kind, fileId: file.id })
    return file
  }
  // read at the first report: it would take a tenth of a second from every start
  const { writeLetter } = await import('#server/kernel/office/letter.ts')
  const { letter, table, unitTable } = content.value
  const name = reportNameOf(head)
  const correction = laterMark({ number: head.number, lines: report.lines })
  const { docx, xlsx } = fileTypes
  const files = [
    ...(letter
      ? [
          await keep(
            'letter',
            `${name}函${correction}.docx`,
            docx.mediaType,
            await writeLetter(letterContentOf(letter, table)),
          ),
        ]
      : []),
    await keep('table', `${table.title}.xlsx`, xlsx.mediaType, await workbookOf(table)),
    ...(unitTable
      ? [
          await keep(
            'unitTable',
            `${name}${unitTable.templateName}${correction}.xlsx`,
            xlsx.mediaType,
            await filledForm(context.app.files, unitTable),
          ),
        ]
      : []),
    ...(await attachmentsIn(context, report, (name, type, bytes) => keep('attachment', name, type, bytes))),
  ]
  const manifest = manifestOf(head, report, { statement, content, files, signedBy: actor.name, signedAt: clock.now })
  await keep('manifest', `${name}清单${correction}.json`, 'application/json', Buffer.from(manifest, 'utf8'))
}

type Keep = (name: string, type: string, bytes: Buffer) => Promise<StoredFile>

/** What divisions attached beside their figures, by the digests that they signed. */
async function attachmentsIn({ tx, app }: Acting, { lines }: DataReport, keep: Keep): Promise<StoredFile[]> {
  const attachments = attachmentsOf(lines)
  const types = await typesOfFiles(tx, attachments)
  const kept: StoredFile[] = []
  for (const [at, attachment] of attachments.entries()) {
    const type = types.get(attachment.digest) ?? 'application/octet-stream'
    kept.push(await keep(attachmentName(attachment, at), type, await contentOfFile(app.files, attachment.digest)))
  }
  return kept
}

const workbookOf = ({ title, columns, rows }: Table): Promise<Buffer> =>
  writeWorkbook([
    {
      name: '数据表',
      title,
      columns: columns.map((column) => ({ heading: column.name, width: column.name === '序号' ? 6 : 24 })),
      rows: rows.map(({ cells, decimals }) =>
        cells.map((cell, index): CellContent => {
          if (!columns[index]?.isNumber) return cell
          return cell === null ? '—' : { number: cell, decimals }
        }),
      ),
    },
  ])

/** Which form was filled: its version, the digest of the file as the unit gave it, and every cell. */
const formOf = ({ templateName, number, fileDigest, filled, gaps }: UnitTable) => ({
  name: templateName,
  version: number,
  digest: fileDigest,
  cells: filled.map(({ sheet, cell, fact, indicator, value }) => ({ sheet, cell, fact, indicator, ...value })),
  left: gaps.map(({ sheet, cell, reason }) => ({ sheet, cell, reason: reason.zh })),
})

const asSent = ({ name, words, figure, digest }: LineField) => ({
  ...{ name, ...(figure ? { unit: figure.unit, value: figure.value } : { words }) },
  ...(digest === null ? {} : { digest }),
})

type Signed = {
  readonly statement: { readonly number: number; readonly text: { readonly zh: string } }
  readonly content: Content
  readonly files: readonly StoredFile[]
  readonly signedBy: string
  readonly signedAt: string
}

/** Where every figure of the package comes from: submission, version, digest and who vouched for it; and the files. */
const manifestOf = (
  head: Head,
  { lines }: DataReport,
  { statement, content, files, signedBy, signedAt }: Signed,
): string =>
  `${JSON.stringify(
    {
      report: { id: head.id, period: head.period, number: head.number, corrects: head.correctsId },
      from: head.officeName,
      to: head.unitZh,
      signature: {
        division: head.divisionZh,
        signedBy,
        signedAt,
        statement: statement.text.zh,
        statementNumber: statement.number,
        digest: content.digest,
        algorithm,
      },
      values: lines.map((line) => ({
        item: line.itemTitle,
        indicator: line.name,
        unit: line.unit,
        kind: line.kind,
        value: line.value,
        ...(line.further.length > 0 ? { further: line.further.map(asSent) } : {}),
        duty: line.dutyId,
        submission: line.submissionId,
        submissionVersion: line.submissionNumber,
        digest: line.submissionDigest,
        division: line.divisionName.zh,
        signedBy: line.signedBy,
        signedAt: line.signedAt,
      })),
      ...(content.value.unitTable ? { form: formOf(content.value.unitTable) } : {}),
      files: files.map(({ name, size, digest }) => ({ name, size, digest })),
    },
    null,
    2,
  )}\n`
