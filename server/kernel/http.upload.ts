import type { FastifyRequest } from 'fastify'
import { uploadFile, uploadMegabytes } from '#domain/kernel/file.api.ts'
import { Invalid, NotFound } from './errors.ts'
import { insertFile } from './files.ts'
import { addJob } from './jobs.ts'
import { fileTypeOf, fileTypes } from './office/fileType.ts'
import { command, type Route } from './routes.ts'

export const uploadLimit = uploadMegabytes * 1024 * 1024

type Upload = { name: string; digest: string; content: Buffer }

/** Files come as multipart and are kept by their content; what they are is decided by what is in them. */
export const uploadRoute: Route = command(
  uploadFile,
  async (input, { tx, app, actor }) => {
    const { name, content } = input.body as unknown as Upload
    const kind = await fileTypeOf(content)
    if (!kind.ok) throw new Invalid([{ path: 'file', message: kind.message }])
    const type = fileTypes[kind.type].mediaType
    const file = await insertFile(tx, app.files, { name, type, content, uploadedBy: actor.id })
    await addJob(tx, 'removeUnclaimed', { fileId: file.id }, { afterHours: 24 })
    return file.id
  },
  (tx, actor, id) =>
    tx
      .selectFrom('storedFile')
      .select(['id', 'name', 'type', 'size', 'digest'])
      .where('id', '=', id)
      .where('uploadedBy', '=', actor.id)
      .executeTakeFirstOrThrow(() => new NotFound()),
  { recordsNothing: true },
)

/** The whole file in memory, or a sentence that says what is missing. */
export async function readUpload(request: FastifyRequest): Promise<Omit<Upload, 'digest'>> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw new Invalid([{ path: 'file', message: { zh: '没有选择文件。', en: 'No file was chosen.' } }])
  const content = await part.toBuffer()
  // the mark may come after the last piece was read: without this the beginning of a file would pass for the whole
  if (part.file.truncated) throw new request.server.multipartErrors.RequestFileTooLargeError()
  return { name: plainName(part.filename), content }
}

/** The last part of the path, without control and direction characters, at most 120 characters. */
const plainName = (name: string): string => {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? ''
  const printable = last.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return [...printable].slice(-120).join('') || 'file'
}
